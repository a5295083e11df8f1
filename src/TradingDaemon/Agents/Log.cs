using TradingDaemon.Domain.Agents;

namespace TradingDaemon.Agents;

/// <summary>What signals from outside say.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 5_601, Level = LogLevel.Warning, Message = "Signals of agent \"{Agent}\" were not taken, {Times} since the last such line: {Why}. The newest: {Detail}")]
    internal static partial void AgentRefused(this ILogger logger, string agent, int times, AgentRefusal why, string detail);

    [LoggerMessage(EventId = 5_602, Level = LogLevel.Information, Message = "Signal {Number} of agent {Agent} was taken: {Outcome}.")]
    internal static partial void AgentSignalTaken(this ILogger logger, long number, string agent, string outcome);
}
