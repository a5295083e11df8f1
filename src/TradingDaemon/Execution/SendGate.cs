using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Execution;

/// <summary>
/// The last thing an order passes, immediately before every placement leaves, repeated ones included. It can be closed from any
/// thread without the engine, the journal or the disk: what asks after <see cref="Close"/> has returned does not pass.
/// </summary>
internal sealed class SendGate
{
    private volatile Setting _setting = new(EmergencyState.Active, DateTimeOffset.MinValue, "Never closed.");

    /// <summary>What passes now.</summary>
    public EmergencyState State => _setting.State;

    /// <summary>Since when it is so (UTC); the earliest time there is when it was never moved.</summary>
    public DateTimeOffset Since => _setting.Since;

    /// <summary>Why it is so, in one sentence.</summary>
    public string Reason => _setting.Reason;

    /// <summary>
    /// Whether this order may leave now: every order while active, only what reduces a position while reducing, and nothing
    /// but the emergency stop's own closing orders while halted.
    /// </summary>
    public bool TryPass(OrderIntent intent) => _setting.State switch
    {
        EmergencyState.Active => true,
        EmergencyState.Reducing => intent.IsReduceOnly,
        _ => intent.IsReduceOnly && intent.Strategy == StrategyId.Emergency,
    };

    /// <summary>Closes it, further or again; it never opens it, so that two who close at once get the stricter of both.</summary>
    /// <param name="to">Reducing or Halted.</param>
    /// <param name="at">When (UTC).</param>
    /// <param name="reason">Why, in one sentence.</param>
    /// <returns>True when it is stricter than before.</returns>
    public bool Close(EmergencyState to, DateTimeOffset at, string reason)
    {
        if (to is not (EmergencyState.Reducing or EmergencyState.Halted)) throw new ArgumentOutOfRangeException(nameof(to), to, "Closing is to Reducing or to Halted.");
        var asked = new Setting(to, at, reason);
        while (true)
        {
            var now = _setting;
            if (now.State >= to) return false;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _setting, asked, now), now)) return true;
        }
    }

    /// <summary>Opens it, wholly or as far as Reducing. Only for what a person asked and the journal holds.</summary>
    /// <param name="to">Active or Reducing.</param>
    /// <param name="at">When (UTC).</param>
    /// <param name="reason">Why, in one sentence.</param>
    public void Reopen(EmergencyState to, DateTimeOffset at, string reason)
    {
        if (to is not (EmergencyState.Active or EmergencyState.Reducing)) throw new ArgumentOutOfRangeException(nameof(to), to, "Opening is to Active or to Reducing.");
        Interlocked.Exchange(ref _setting, new Setting(to, at, reason));
    }

    private sealed record Setting(EmergencyState State, DateTimeOffset Since, string Reason);
}
