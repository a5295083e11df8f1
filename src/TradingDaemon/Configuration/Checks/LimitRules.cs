using TradingDaemon.Configuration.Sections.Tiers;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Whether a tier's limits can all be meant: one that another never lets be reached is named, with the other.</summary>
internal static class LimitRules
{
    /// <summary>Adds every fault.</summary>
    /// <param name="context">The configuration.</param>
    /// <param name="path">The tier's path.</param>
    /// <param name="tier">The tier.</param>
    public static void Run(RuleContext context, string path, TierSettings tier)
    {
        if (!context.IsSound($"{path}:limits")) return;
        var limits = tier.Limits;
        var tighter = new Pairs(context, $"{path}:limits");
        tighter.Need("strategyOrdersPerSecondMax", limits.StrategyOrdersPerSecondMax, "accountOrdersPerSecondMax", limits.AccountOrdersPerSecondMax);
        tighter.Need("positionMaxFraction", limits.PositionMaxFraction, "concentrationMaxFraction", limits.ConcentrationMaxFraction);
        tighter.Need("concentrationMaxFraction", limits.ConcentrationMaxFraction, "correlatedExposureMaxFraction", limits.CorrelatedExposureMaxFraction);
        tighter.Need("positionMaxFraction", limits.PositionMaxFraction, "correlatedExposureMaxFraction", limits.CorrelatedExposureMaxFraction);
        tighter.Need("positionMaxFraction", limits.PositionMaxFraction, "grossExposureMaxFraction", limits.GrossExposureMaxFraction);
        tighter.Need("strategyExposureMaxFraction", limits.StrategyExposureMaxFraction, "grossExposureMaxFraction", limits.GrossExposureMaxFraction);
        tighter.Need("netExposureMaxFraction", limits.NetExposureMaxFraction, "grossExposureMaxFraction", limits.GrossExposureMaxFraction);
        tighter.Need("drawdownThrottlePerMinute", limits.DrawdownThrottlePerMinute, "drawdownPausePerMinute", limits.DrawdownPausePerMinute);
        tighter.Need("venueOrdersPerSecondMax", limits.VenueOrdersPerSecondMax, "accountOrdersPerSecondMax", limits.AccountOrdersPerSecondMax);
        tighter.Need("strategyCancelsPerMinuteMax", limits.StrategyCancelsPerMinuteMax, "venueCancelsPerMinuteMax", limits.VenueCancelsPerMinuteMax);
        tighter.Need("optionTradeDeltaMax", limits.OptionTradeDeltaMax, "optionDeltaMax", limits.OptionDeltaMax);
        tighter.Need("optionTradeGammaMax", limits.OptionTradeGammaMax, "optionGammaMax", limits.OptionGammaMax);
        if (limits.VolatilityIndexSymbol is { } index && !context.Settings.Instruments.ContainsKey(index))
            context.Refuse($"{path}:limits:volatilityIndexSymbol", index, "The instrument is not configured: the index has no price.", "a key of instruments");
        tighter.Need("openRiskTradeMaxFraction", limits.OpenRiskTradeMaxFraction, "openRiskTotalMaxFraction", limits.OpenRiskTotalMaxFraction);
        foreach (var (id, strategy) in tier.Strategies.OrderBy(static pair => pair.Key, StringComparer.Ordinal)) Strategy(context, $"{path}:strategies:{id}", strategy, limits);
    }

    private static void Strategy(RuleContext context, string path, StrategySettings strategy, LimitSettings limits)
    {
        if (!context.IsSound(path)) return;
        if (strategy.ExposureMaxFraction == 0m) context.Refuse($"{path}:exposureMaxFraction", "0", "A limit of 0 lets nothing pass.", "above 0; to stop its entries, enabled false");
        Size(context, path, strategy, limits);
        if (strategy.Execution is { Algorithm: not ExecutionAlgorithm.Direct, CapFraction: { } cap } && cap > limits.PriceCollarFraction)
            context.Refuse($"{path}:execution:capFraction", $"{cap}", "Every part would be refused: priceCollarFraction is smaller.", $"at most {limits.PriceCollarFraction}");
    }

    // A size that its own limits never let pass: at 5 % risk and a stop 2 % away an entry is 2.5 times equity.
    private static void Size(RuleContext context, string path, StrategySettings strategy, LimitSettings limits)
    {
        if (strategy.Sizing is not { Method: SizingMethod.Risk, RiskFraction: { } risk, OnCap: CapPolicy.Refuse }) return;
        if (limits.OpenRiskTradeMaxFraction is { } most && risk > most)
            context.Refuse($"{path}:sizing:riskFraction", $"{risk}", "Every entry would be refused: openRiskTradeMaxFraction is smaller.", $"at most {most}, or sizing:onCap shrink");
        var share = Math.Min(limits.PositionMaxFraction, Math.Min(limits.StrategyExposureMaxFraction, strategy.ExposureMaxFraction));
        if (strategy.Protection.StopFraction is { } stop && risk > stop * share)
            context.Refuse($"{path}:sizing:riskFraction", $"{risk}", $"Every entry would be refused: with a stop {stop} away it is worth more than the {share} of equity a position may be.", $"at most {stop * share}, a wider stop, or sizing:onCap shrink");
    }

    // Only what is written can be meant: a default that another default never lets be reached does no harm.
    private sealed record Pairs(RuleContext Context, string Path)
    {
        public void Need(string inner, decimal? innerLimit, string outer, decimal? outerLimit)
        {
            var isWritten = Context.Table.Leaves.ContainsKey($"{Path}:{inner}") && Context.Table.Leaves.ContainsKey($"{Path}:{outer}");
            if (isWritten && innerLimit > outerLimit)
                Context.Refuse($"{Path}:{inner}", $"{innerLimit}", $"It is never reached: {outer} stops before it.", $"at most {outerLimit}, or a larger {outer}");
        }
    }
}
