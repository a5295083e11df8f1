using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Tests.Engine.RiskGate.Audit;

/// <summary>
/// What an auditor notes in the margin: who is kept out or made smaller for tilt, which part of equity each strategy may have at stake, and how far equity is below the most it was. Shares that
/// follow nothing but the configuration it works out itself; of those that follow trades, and of measures, it believes the journal. Shares no code with the gate.
/// </summary>
/// <param name="allocation">How capital is shared out.</param>
/// <param name="strategies">Among whom, all of them switched on.</param>
internal sealed class PaperCautions(TierAllocation allocation, IReadOnlyList<StrategyId> strategies)
{
    private readonly Dictionary<StrategyId, Trader> _traders = [];
    private Dictionary<string, decimal>? _kept;
    private AllocationMode _byLosses = AllocationMode.Normal;
    private decimal _highest;
    private int _read;

    /// <summary>Reads on in the journal, to its end or to where an order was decided; null, or what is wrong with what it says.</summary>
    public string? Read(IReadOnlyList<RecordedFact> journal, OrderIntent? until = null)
    {
        for (; _read < journal.Count; _read++)
        {
            switch (journal[_read].Fact)
            {
                case Fact.TiltMoved moved: _traders[moved.Trader] = After(Of(moved.Trader), moved); break;
                case Fact.AllocationModeMoved moved: _byLosses = moved.To; break;
                case Fact.CapitalRebalanced told:
                    _kept = told.Shares.ToDictionary(static share => share.Strategy, static share => share.After);
                    if (WrongShares(_kept) is { } wrong) return wrong;
                    break;
                case Fact.OrderIntended { Intent: var decided } when decided == until: return null;
                default: break;
            }
        }

        return null;
    }

    /// <summary>Equity is looked at.</summary>
    public void See(decimal equity) => _highest = Math.Max(_highest, equity);

    /// <summary>Whether the strategy may enter nothing at all now.</summary>
    public bool IsKeptOut(StrategyId strategy, DateTimeOffset now) => IsLocked(strategy, now) || ShareOf(strategy) <= 0m;

    /// <summary>Whether it is locked out, by whichever measure.</summary>
    public bool IsLocked(StrategyId strategy, DateTimeOffset now) => now < Of(strategy).LockedUntil;

    /// <summary>Which part of its size an entry has at most.</summary>
    public decimal FactorAt(StrategyId strategy, DateTimeOffset now) => Of(strategy) is var trader && now < trader.SmallerUntil ? Math.Min(trader.StageFactor, trader.SmallerFactor) : Of(strategy).StageFactor;

    /// <summary>The part of equity it may have at stake.</summary>
    public decimal ShareOf(StrategyId strategy)
    {
        if (allocation.Method is null) return 1e3m;
        var shares = _kept ?? ByConfiguration();
        var share = shares.GetValueOrDefault(strategy.Text);
        return Mode switch
        {
            AllocationMode.Emergency => 0m,
            AllocationMode.Defensive => share * 0.5m,
            AllocationMode.Conservative => share * 0.75m,
            AllocationMode.Aggressive => Math.Max(share, Math.Min(allocation.FractionMax, share * Math.Min(1.25m, 1m / shares.Values.Sum()))),
            _ => share,
        };
    }

    /// <summary>Whether losses moved the mode when, and only when, they ask for it: equity was looked at just now. The account knows its peak to within 0.05 %, and never too high.</summary>
    public string? WrongMode(decimal equity)
    {
        var fall = (_highest - equity) / _highest;
        bool IsBeyond(decimal? limit) => allocation.Method is not null && fall >= limit + 0.0006m;
        var isHeld = _byLosses switch
        {
            AllocationMode.Emergency => fall >= (allocation.EmergencyLossFraction * 0.5m) - 1e-9m,
            AllocationMode.Defensive => fall >= (allocation.DefensiveLossFraction * 0.5m) - 1e-9m && !IsBeyond(allocation.EmergencyLossFraction),
            _ => !IsBeyond(allocation.EmergencyLossFraction) && !IsBeyond(allocation.DefensiveLossFraction),
        };
        return isHeld ? null : $"losses of {fall} made the mode {_byLosses}, the limits are {allocation.DefensiveLossFraction} and {allocation.EmergencyLossFraction}";
    }

    private AllocationMode Mode => _byLosses > AllocationMode.Normal && _byLosses > allocation.Mode ? _byLosses : allocation.Mode;

    private Dictionary<string, decimal> ByConfiguration()
    {
        var (all, total) = (1m - allocation.ReserveFraction, allocation.Method == AllocationMethod.Custom ? allocation.Weights.Values.Sum() : 0m);
        var raw = strategies.ToDictionary(static one => one.Text, one => Math.Clamp(total > 0m ? all * allocation.Weights.GetValueOrDefault(one.Text) / total : all / strategies.Count, allocation.FractionMin, allocation.FractionMax));
        var (handed, least) = (raw.Values.Sum(), allocation.FractionMin * strategies.Count);
        return handed <= all ? raw : raw.ToDictionary(static one => one.Key, one => allocation.FractionMin + ((one.Value - allocation.FractionMin) * (all - least) / (handed - least)));
    }

    // Each within its bounds, all together no more than there is, and where nothing but the configuration says, what it says.
    private string? WrongShares(Dictionary<string, decimal> told)
    {
        if (told.Count != strategies.Count || told.Values.Any(share => share < allocation.FractionMin - 1e-9m || share > allocation.FractionMax + 1e-9m) || told.Values.Sum() > 1m - allocation.ReserveFraction + 1e-9m)
            return $"shares of {string.Join(", ", told)} with a reserve of {allocation.ReserveFraction}";
        if (allocation.Method is not (AllocationMethod.Equal or AllocationMethod.Custom)) return null;
        var due = ByConfiguration();
        return told.All(share => Math.Abs(share.Value - due[share.Key]) < 1e-9m) ? null : $"shares of {string.Join(", ", told)} instead of {string.Join(", ", due)}";
    }

    private static Trader After(Trader before, Fact.TiltMoved moved)
    {
        var after = moved.Move switch
        {
            TiltMove.Locked => new Trader { LockedUntil = Later(before.LockedUntil, moved.Until), StageFactor = moved.SizeFactor },
            TiltMove.Break => before with { LockedUntil = Later(before.LockedUntil, moved.Until) },
            TiltMove.Halved => before with { SmallerUntil = moved.Until, SmallerFactor = moved.SizeFactor },
            TiltMove.Stage or TiltMove.Recovered => before with { StageFactor = moved.SizeFactor },
            _ => before,
        };
        if (moved.LockedUntil is { } until) after = after with { LockedUntil = Later(after.LockedUntil, until) };
        return moved.Move is TiltMove.Noticed or TiltMove.Halved && moved.RecoversAt is { } factor ? after with { StageFactor = factor } : after;
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    private Trader Of(StrategyId strategy) => _traders.GetValueOrDefault(strategy) ?? new Trader();

    private sealed record Trader
    {
        public DateTimeOffset? LockedUntil { get; init; }

        public DateTimeOffset? SmallerUntil { get; init; }

        public decimal SmallerFactor { get; init; } = 1m;

        public decimal StageFactor { get; init; } = 1m;
    }
}
