using TradingDaemon.Domain.Agents;

namespace TradingDaemon.Operations.Agents;

/// <summary>Takes signals that programs outside sign.</summary>
public interface IAgentSignals
{
    /// <summary>How many were taken, by agent.</summary>
    IEnumerable<(string Agent, long Count)> Taken { get; }

    /// <summary>How many were not, by why.</summary>
    IEnumerable<(AgentRefusal Why, long Count)> Refused { get; }

    /// <summary>Verifies one and has it decided; ends when that is durable.</summary>
    Task<AgentAnswer> TakeAsync(AgentRequest request, CancellationToken stopping);
}
