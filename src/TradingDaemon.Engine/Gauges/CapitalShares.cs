using System.Collections.Immutable;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Engine.Gauges;

/// <summary>Which part of equity each strategy of a tier may have at stake: worked out anew when a trade closed or the tier changed, from the trades in the books alone.</summary>
public sealed class CapitalShares
{
    private const decimal KellyMultiplier = 0.25m;

    private readonly Dictionary<StrategyId, decimal> _shares = [];
    private ImmutableArray<StrategySpec> _strategies = [];
    private ImmutableArray<decimal>[] _returns = [];
    private Tier? _of;

    /// <summary>What they add up to, as of the newest look.</summary>
    public decimal All { get; private set; }

    /// <summary>A strategy's share of equity; zero of one the tier does not run, null where the tier shares out nothing.</summary>
    public decimal? Of(Tier tier, TradeBook trades, StrategyId strategy) => tier.Allocation.Method is null ? null : Of(tier, trades).GetValueOrDefault(strategy);

    /// <summary>The shares of all its strategies that are switched on; none where the tier shares out nothing.</summary>
    public IReadOnlyDictionary<StrategyId, decimal> Of(Tier tier, TradeBook trades)
    {
        if (HasChanged(tier, trades)) Share(tier.Allocation);
        return _shares;
    }

    private bool HasChanged(Tier tier, TradeBook trades)
    {
        var hasChanged = !ReferenceEquals(_of, tier);
        if (hasChanged) (_of, _strategies) = (tier, [.. tier.Strategies.Where(static spec => spec.Enabled)]);
        if (hasChanged) _returns = new ImmutableArray<decimal>[_strategies.Length];
        for (var i = 0; i < _returns.Length; i++)
        {
            var returns = trades.ReturnsOf(_strategies[i].Id);
            hasChanged |= returns != _returns[i]; // another array: a trade closed
            _returns[i] = returns;
        }

        return hasChanged;
    }

    // Who has too few trades to be judged has an equal share; the others share what is left by their weights. Then everybody has between the least and the largest share, and what that
    // hands out too much is taken from what lies above the least.
    private void Share(TierAllocation allocation)
    {
        _shares.Clear();
        All = 0m;
        if (_strategies.IsEmpty || allocation.Method is not { } method) return;
        var all = 1m - allocation.ReserveFraction;
        var weights = _strategies.Select((spec, i) => method == AllocationMethod.Custom ? allocation.Weights.GetValueOrDefault(spec.Id.Text) : WeightOf(method, _returns[i], allocation.TradesMin)).ToArray();
        var (judged, total) = (weights.Count(static weight => weight is not null), weights.Sum(static weight => weight ?? 0m));
        var even = all / _strategies.Length;
        var raw = weights.Select(weight => weight is { } known && total > 0m ? even * judged * known / total : even);
        var within = raw.Select(share => Math.Clamp(share, allocation.FractionMin, allocation.FractionMax)).ToArray();
        var (least, handed) = (allocation.FractionMin * _strategies.Length, within.Sum());
        var scale = handed > all ? Math.Max(0m, all - least) / (handed - least) : 1m;
        for (var i = 0; i < _strategies.Length; i++) All += _shares[_strategies[i].Id] = allocation.FractionMin + ((within[i] - allocation.FractionMin) * scale);
    }

    private static decimal? WeightOf(AllocationMethod method, ImmutableArray<decimal> returns, int tradesMin)
    {
        if (method == AllocationMethod.Equal || returns.IsDefault || returns.Length < Math.Max(2, tradesMin)) return null;
        return method switch
        {
            AllocationMethod.RiskParity => Deviation(returns) is > 0d and var deviation ? (decimal)(1d / deviation) : null,
            AllocationMethod.Performance => Math.Max(0m, returns.Average()),
            AllocationMethod.Kelly => KellyFraction.Of(returns) * KellyMultiplier,
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Unknown allocation."),
        };
    }

    private static double Deviation(ImmutableArray<decimal> returns)
    {
        var mean = (double)returns.Average();
        return Math.Sqrt(returns.Sum(one => ((double)one - mean) * ((double)one - mean)) / (returns.Length - 1));
    }
}
