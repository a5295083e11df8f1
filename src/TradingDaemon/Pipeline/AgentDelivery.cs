using TradingDaemon.Domain.Agents;

namespace TradingDaemon.Pipeline;

/// <summary>A verified signal from outside on its way to the account engine, and the way back for what becomes of it.</summary>
/// <param name="Signal">What was sent.</param>
internal sealed record AgentDelivery(AgentSignal Signal)
{
    private readonly TaskCompletionSource<AgentVerdict> _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What became of it; not durable yet.</summary>
    public Task<AgentVerdict> Decided => _decided.Task;

    /// <summary>Tells it, on the engine's thread, once what was decided is on its way to the journal.</summary>
    public void Answer(AgentVerdict verdict) => _decided.TrySetResult(verdict);
}
