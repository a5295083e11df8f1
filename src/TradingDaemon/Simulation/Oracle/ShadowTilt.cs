using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>What is held against strategies on tilt, folded a second time in code of its own.</summary>
/// <param name="policy">When a measure is due; null where nobody is judged.</param>
internal sealed class ShadowTilt(TiltPolicy? policy)
{
    private readonly Dictionary<StrategyId, Trader> _traders = [];

    /// <summary>The same once more.</summary>
    public ShadowTilt Copy()
    {
        var copy = new ShadowTilt(policy);
        foreach (var (id, trader) in _traders) copy._traders.Add(id, trader with { Found = [.. trader.Found] });
        return copy;
    }

    /// <summary>Until when nothing is entered; null when nothing keeps it out.</summary>
    public DateTimeOffset? LockedUntil(StrategyId strategy) => _traders.GetValueOrDefault(strategy)?.LockedUntil;

    /// <summary>Which part of its size an entry has.</summary>
    public decimal FactorAt(StrategyId strategy, DateTimeOffset now) =>
        _traders.GetValueOrDefault(strategy) is { } trader ? Math.Min(trader.StageFactor, now < trader.SmallerUntil ? trader.SmallerFactor : 1m) : 1m;

    /// <summary>Something was found or done; or a person let all of it go.</summary>
    /// <param name="fact">What.</param>
    /// <param name="at">When.</param>
    /// <param name="weight">How many times what is found counts then, at least.</param>
    public void Take(Fact fact, DateTimeOffset at, decimal weight = 1m)
    {
        switch (fact)
        {
            case Fact.EmergencyMoved { To: Domain.Control.EmergencyState.Active }: _traders.Clear(); break;
            case Fact.TiltFound found:
                Of(found.Trader).Found.Add(at);
                _traders[found.Trader] = Of(found.Trader) with { Weight = weight };
                break;
            case Fact.TiltMoved moved: _traders[moved.Trader] = After(Of(moved.Trader), moved); break;
            default: break;
        }
    }

    /// <summary>Findings of this very moment were answered by the measure their number asks for, or a stronger one stands.</summary>
    public void JudgeFindings(DateTimeOffset now)
    {
        if (policy is null) return;
        foreach (var (id, trader) in _traders)
        {
            if (trader.Found.Count == 0 || trader.Found[^1] != now) continue;
            var count = trader.Found.Count(at => now - at <= policy.Window) * trader.Weight;
            var due = count >= policy.Level3Min ? 3 : count >= policy.Level2Min ? 2 : count >= policy.Level1Min ? 1 : 0;
            var standing = Math.Max(now < trader.LockedUntil ? trader.LockLevel : 0, now < trader.SmallerUntil ? 2 : now < trader.NoticedUntil ? 1 : 0);
            Invariant.Holds("What tilt finds is answered at once.", standing >= due, $"a measure of level {due} against {id}", standing);
        }
    }

    private static Trader After(Trader before, Fact.TiltMoved moved) => moved.Move switch
    {
        TiltMove.Noticed => Besides(before with { NoticedUntil = moved.Until }, moved, 1),
        TiltMove.Halved => Besides(before with { SmallerUntil = moved.Until, SmallerFactor = moved.SizeFactor }, moved, 2),
        TiltMove.Break => before with { LockedUntil = Later(before.LockedUntil, moved.Until), LockLevel = 3 },
        TiltMove.Locked => new Trader { LockedUntil = Later(before.LockedUntil, moved.Until), LockLevel = 3, StageFactor = moved.SizeFactor },
        TiltMove.Settled => before,
        _ => before with { StageFactor = moved.SizeFactor },
    };

    // A lock-out that comes with a milder measure, and a recovery that begins with it; the milder of two locks is never taken for the stronger.
    private static Trader Besides(Trader before, Fact.TiltMoved moved, int level)
    {
        if (moved.LockedUntil is { } until) before = before with { LockedUntil = Later(before.LockedUntil, until), LockLevel = level };
        return moved.RecoversAt is { } factor ? before with { StageFactor = Math.Min(before.StageFactor, factor) } : before;
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    private Trader Of(StrategyId id)
    {
        if (!_traders.TryGetValue(id, out var trader)) _traders.Add(id, trader = new Trader());
        return trader;
    }

    private sealed record Trader
    {
        public List<DateTimeOffset> Found { get; init; } = []; // since the last lock

        public decimal Weight { get; init; } = 1m; // when the newest was found

        public DateTimeOffset? NoticedUntil { get; init; }

        public DateTimeOffset? SmallerUntil { get; init; }

        public decimal SmallerFactor { get; init; } = 1m;

        public DateTimeOffset? LockedUntil { get; init; }

        public int LockLevel { get; init; }

        public decimal StageFactor { get; init; } = 1m;
    }
}
