using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Routing;

/// <summary>Entries without a fresh quote that wait for one, at most for their own lifetime, oldest first. Nothing of it is remembered: a signal does not outlive the process.</summary>
/// <param name="countMax">How many at a time.</param>
public sealed class WaitingEntries(int countMax)
{
    private readonly List<(Signal Signal, RiskRefusal Refusal)> _waiting = [];

    /// <summary>Nobody waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>The signals that wait, oldest first.</summary>
    public IEnumerable<Signal> Signals => _waiting.Select(static one => one.Signal);

    /// <summary>Lets a signal wait.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="refusal">What it is refused for unless a quote comes.</param>
    /// <returns>False when there is no room.</returns>
    public bool TryAdd(Signal signal, in RiskRefusal refusal)
    {
        if (_waiting.Count >= countMax) return false;
        _waiting.Add((signal, refusal));
        return true;
    }

    /// <summary>Takes out the first that <paramref name="isMeant"/>; false when there is none.</summary>
    public bool TryTake(Func<Signal, bool> isMeant, out Signal signal, out RiskRefusal refusal)
    {
        var at = _waiting.FindIndex(one => isMeant(one.Signal));
        (signal, refusal) = at < 0 ? (null!, default) : _waiting[at];
        if (at >= 0) _waiting.RemoveAt(at);
        return at >= 0;
    }
}
