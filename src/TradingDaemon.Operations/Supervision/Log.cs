using Microsoft.Extensions.Logging;
using TradingDaemon.Operations.Health;

namespace TradingDaemon.Operations.Supervision;

internal static partial class Log
{
    [LoggerMessage(EventId = 6_201, Message = "Component {Component} went from {From} to {To}: {Detail}")]
    internal static partial void ComponentHealthChanged(this ILogger logger, LogLevel level, string component, HealthLevel from, HealthLevel to, string detail);
}
