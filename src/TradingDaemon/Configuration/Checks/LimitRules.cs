using System.Globalization;
using TradingDaemon.Configuration.Sections.Tiers;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Configuration.Checks;

/// <summary>
/// Whether a tier's limits can all be meant: one that another of them never lets be reached is refused, with the other named. What a limit leaves of strategies (a size it never lets pass, a limit of
/// their own behind it) is said and stops nothing: a limit must be tightened in one step.
/// </summary>
internal static class LimitRules
{
    private const string InventoryMax = "inventoryMax"; // the parameter that bounds what a market maker holds

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
        tighter.Need("grossExposureMaxFraction", limits.GrossExposureMaxFraction, "leverageMax", limits.LeverageMax);
        if (context.Settings.Emergency.ReducingResumesAfter == TimeSpan.Zero) // else the emergency stop lets entries go on before a person looked
            tighter.Need("dailyLossMaxFraction", limits.DailyLossMaxFraction, "dailyLossReducingFraction", limits.DailyLossReducingFraction);
        tighter.Need("drawdownThrottlePerMinute", limits.DrawdownThrottlePerMinute, "drawdownPausePerMinute", limits.DrawdownPausePerMinute);
        tighter.Need("venueOrdersPerSecondMax", limits.VenueOrdersPerSecondMax, "accountOrdersPerSecondMax", limits.AccountOrdersPerSecondMax);
        tighter.Need("strategyCancelsPerMinuteMax", limits.StrategyCancelsPerMinuteMax, "venueCancelsPerMinuteMax", limits.VenueCancelsPerMinuteMax);
        tighter.Need("optionTradeDeltaMax", limits.OptionTradeDeltaMax, "optionDeltaMax", limits.OptionDeltaMax);
        tighter.Need("optionTradeGammaMax", limits.OptionTradeGammaMax, "optionGammaMax", limits.OptionGammaMax);
        if (limits.VolatilityIndexSymbol is { } index && !context.Settings.Instruments.ContainsKey(index))
            context.Refuse($"{path}:limits:volatilityIndexSymbol", index, "The instrument is not configured: the index has no price.", "a key of instruments");
        tighter.Need("openRiskTradeMaxFraction", limits.OpenRiskTradeMaxFraction, "openRiskTotalMaxFraction", limits.OpenRiskTotalMaxFraction);
        tighter.Say("orderNotionalMaxAccount", limits.OrderNotionalMaxAccount, "positionNotionalMaxAccount", limits.PositionNotionalMaxAccount);
        Smallest(context, path, "orderNotionalMaxAccount", limits.OrderNotionalMaxAccount, tier);
        if (limits.PositionNotionalMaxAccount is { } position && position < limits.OrderNotionalMaxAccount) Smallest(context, path, "positionNotionalMaxAccount", position, tier);
        foreach (var (id, strategy) in tier.Strategies.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            Strategy(context, $"{path}:strategies:{id}", strategy, tier);
            tighter.SayOf($"{path}:strategies:{id}", "exposureMaxFraction", strategy.ExposureMaxFraction, "strategyExposureMaxFraction", limits.StrategyExposureMaxFraction);
            tighter.SayOf($"{path}:strategies:{id}", "positionsMax", strategy.PositionsMax, "positionsMax", limits.PositionsMax);
            tighter.SayOf($"{path}:strategies:{id}", "dailyEntriesMax", strategy.DailyEntriesMax, "dailyEntriesMax", limits.DailyEntriesMax);
            tighter.SayOf($"{path}:strategies:{id}", "dailyCapitalMaxFraction", strategy.DailyCapitalMaxFraction, "dailyCapitalMaxFraction", limits.DailyCapitalMaxFraction);
        }
    }

    /// <summary>Adds every fault of the pace at which strategies may propose.</summary>
    public static void Signals(RuleContext context)
    {
        if (context.IsSound("signals")) new Pairs(context, "signals").Need("burstMax", context.Settings.Signals.BurstMax, "perMinuteMax", context.Settings.Signals.PerMinuteMax);
    }

    // The largest order, or position, is less than the venue's smallest order, of something the tier trades; known where no rate is between them.
    private static void Smallest(RuleContext context, string path, string limit, decimal most, TierSettings tier)
    {
        if (!context.IsSound("instruments")) return;
        foreach (var (symbol, instrument) in context.Settings.Instruments.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (instrument.MinNotional <= most || instrument.Quote != context.Settings.AccountCurrency || !instrument.Tradable || !tier.Strategies.Values.Any(Trades)) continue;
            context.Note($"{path}:limits:{limit}", $"{most}", $"Nothing passes in {symbol}: its venue takes no order worth less than {instrument.MinNotional}.", $"at least {instrument.MinNotional}, or no strategy for it");
            return;

            bool Trades(StrategySettings strategy) => strategy.Enabled && (strategy.Symbols.Contains("*") || strategy.Symbols.Contains(symbol)) && !strategy.DisabledSymbols.Contains(symbol)
                && (strategy.AssetClasses.Count == 0 || strategy.AssetClasses.Contains(instrument.Class));
        }
    }

    private static void Strategy(RuleContext context, string path, StrategySettings strategy, TierSettings tier)
    {
        if (!context.IsSound(path)) return;
        var limits = tier.Limits;
        if (strategy.ExposureMaxFraction == 0m) context.Refuse($"{path}:exposureMaxFraction", "0", "A limit of 0 lets nothing pass.", "above 0; to stop its entries, enabled false");
        else if (strategy.Sizing.OnCap == CapPolicy.Refuse) Size(context, path, strategy, tier);
        if (strategy.Kind == StrategySpec.MarketMakingKind) Inventory(context, path, strategy, limits);
        if (limits.RewardRiskMin is { } reward && strategy.Protection is { StopFraction: { } stop, TargetFraction: { } target } && target < stop * reward)
            context.Note($"{path}:protection:targetFraction", $"{target}", "Every entry would be refused: rewardRiskMin asks for more.", $"at least {stop * reward}, or a smaller rewardRiskMin");
        if (strategy.Execution is { Algorithm: not ExecutionAlgorithm.Direct, CapFraction: { } cap } && cap > limits.PriceCollarFraction)
            context.Refuse($"{path}:execution:capFraction", $"{cap}", "Every part would be refused: priceCollarFraction is smaller.", $"at most {limits.PriceCollarFraction}");
    }

    // What a market maker means to hold of one instrument, filled, and may not: its layers beyond that are refused, one after another.
    private static void Inventory(RuleContext context, string path, StrategySettings strategy, LimitSettings limits)
    {
        if (!strategy.Parameters.TryGetValue(InventoryMax, out var text) || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var wanted)) return; // what is no number is told as such
        (string Name, decimal Most)[] bounds =
        [
            ("exposureMaxFraction", strategy.ExposureMaxFraction), ("limits:strategyExposureMaxFraction", limits.StrategyExposureMaxFraction), ("limits:positionMaxFraction", limits.PositionMaxFraction),
        ];
        var (name, most) = bounds.MinBy(static bound => bound.Most);
        if (wanted > most) context.Note($"{path}:parameters:{InventoryMax}", text, $"It is never reached: {name} stops before it, and refuses every layer beyond.", $"at most {most}, or a larger {name}");
    }

    // A size that its own limits never let pass: at 5 % risk and a stop 2 % away an entry is 2.5 times equity.
    private static void Size(RuleContext context, string path, StrategySettings strategy, TierSettings tier)
    {
        var (limits, sizing) = (tier.Limits, strategy.Sizing);
        var share = Math.Min(limits.PositionMaxFraction, Math.Min(limits.StrategyExposureMaxFraction, strategy.ExposureMaxFraction));
        switch (sizing.Method)
        {
            case SizingMethod.Risk when sizing.RiskFraction is { } risk:
                Risk(context, path, strategy, limits, risk, share);
                break;
            case SizingMethod.Fraction:
                Fraction(context, path, strategy, tier, share);
                break;
            case SizingMethod.Fixed when sizing.NotionalAccount > limits.PositionNotionalMaxAccount:
                context.Note($"{path}:sizing:notionalAccount", $"{sizing.NotionalAccount}", "Every entry would be refused: positionNotionalMaxAccount is smaller.", $"at most {limits.PositionNotionalMaxAccount}, or sizing:onCap shrink");
                break;
            case SizingMethod.Fixed when sizing.NotionalAccount > limits.OrderNotionalMaxAccount:
                context.Note($"{path}:sizing:notionalAccount", $"{sizing.NotionalAccount}", "Every entry would be refused: orderNotionalMaxAccount is smaller.", $"at most {limits.OrderNotionalMaxAccount}, or sizing:onCap shrink");
                break;
            case SizingMethod.Volatility or SizingMethod.Kelly when sizing.FractionMin > share:
                context.Note($"{path}:sizing:fractionMin", $"{sizing.FractionMin}", $"Every entry would be refused: it is worth more than the {share} of equity a position may be.", $"at most {share}, or sizing:onCap shrink");
                break;
            default: break; // a quantity, or what is only known as it trades
        }
    }

    // Judged at the equity the tier begins at: above it the cap on one order may make entries a smaller share.
    private static void Fraction(RuleContext context, string path, StrategySettings strategy, TierSettings tier, decimal share)
    {
        var (limits, begins, size) = (tier.Limits, tier.EquityMinAccount, strategy.SizeFraction);
        var worth = begins > 0m ? Math.Min(size, limits.OrderNotionalMaxAccount / begins) : size;
        if (worth > share)
            context.Note($"{path}:sizeFraction", $"{size}", $"Entries would be refused: they are worth more than the {share} of equity a position may be.", $"at most {share}, or sizing:onCap shrink");
        if (begins > 0m && Math.Min(size * begins, limits.OrderNotionalMaxAccount) > limits.PositionNotionalMaxAccount)
            context.Note($"{path}:sizeFraction", $"{size}", $"Every entry would be refused: positionNotionalMaxAccount is smaller.", $"at most {limits.PositionNotionalMaxAccount / begins:0.####}, or sizing:onCap shrink");
        var protection = strategy.Protection;
        if (limits.OpenRiskTradeMaxFraction is not { } most || protection is not { StopAtr: null, TrailFraction: null, TrailAtr: null } || worth * (protection.StopFraction ?? 1m) <= most) return;
        context.Note($"{path}:sizeFraction", $"{size}", $"Entries would be refused: {(protection.StopFraction is null ? "without a stop all of it" : "what they lose to their stop")} is more than openRiskTradeMaxFraction.", $"at most {most / (protection.StopFraction ?? 1m):0.####}, a nearer stop, or sizing:onCap shrink");
    }

    private static void Risk(RuleContext context, string path, StrategySettings strategy, LimitSettings limits, decimal risk, decimal share)
    {
        if (limits.OpenRiskTradeMaxFraction is { } most && risk > most)
            context.Refuse($"{path}:sizing:riskFraction", $"{risk}", "Every entry would be refused: openRiskTradeMaxFraction is smaller.", $"at most {most}, or sizing:onCap shrink");
        if (strategy.Protection.StopFraction is { } stop && risk > stop * share)
            context.Refuse($"{path}:sizing:riskFraction", $"{risk}", $"Every entry would be refused: with a stop {stop} away it is worth more than the {share} of equity a position may be.", $"at most {stop * share}, a wider stop, or sizing:onCap shrink");
    }

    // Only what is written can be meant: a default that another default never lets be reached does no harm.
    private sealed record Pairs(RuleContext Context, string Path)
    {
        public void Need(string inner, decimal? innerLimit, string outer, decimal? outerLimit)
        {
            if (IsNeverReached($"{Path}:{inner}", innerLimit, outer, outerLimit)) Context.Refuse($"{Path}:{inner}", $"{innerLimit}", $"It is never reached: {outer} stops before it.", $"at most {outerLimit}, or a larger {outer}");
        }

        // Where the outer one was made tighter, that is meant: it must not wait for the inner one.
        public void Say(string inner, decimal? innerLimit, string outer, decimal? outerLimit)
        {
            if (IsNeverReached($"{Path}:{inner}", innerLimit, outer, outerLimit)) Context.Note($"{Path}:{inner}", $"{innerLimit}", $"It is never reached: {outer} stops before it.", $"at most {outerLimit}, or a larger {outer}");
        }

        // A strategy's own: where the tier's was made tighter for all, that is meant.
        public void SayOf(string strategy, string inner, decimal? innerLimit, string outer, decimal? outerLimit)
        {
            if (IsNeverReached($"{strategy}:{inner}", innerLimit, outer, outerLimit)) Context.Note($"{strategy}:{inner}", $"{innerLimit}", $"It is never reached: limits:{outer} stops before it.", $"at most {outerLimit}, or a larger {outer}");
        }

        private bool IsNeverReached(string inner, decimal? innerLimit, string outer, decimal? outerLimit) =>
            innerLimit > outerLimit && Context.Table.Leaves.ContainsKey(inner) && Context.Table.Leaves.ContainsKey($"{Path}:{outer}");
    }
}
