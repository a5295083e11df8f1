using System.Globalization;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sections.Tiers;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Whether the tiers form one ladder and their strategies name things that exist.</summary>
internal static class TierRules
{
    private const int WindowBarsMax = 100_000; // kept in memory, and looked through with each bar

    /// <summary>Adds every fault.</summary>
    public static void Run(RuleContext context)
    {
        var tiers = context.Settings.Tiers;
        if (tiers.Count == 0) context.Refuse("tiers", null, "No tier is configured.", "at least one, e.g. in config/tiers/sniper.json");
        Ladder(context);
        LimitRules.Signals(context);
        Regimes(context);
        foreach (var (name, tier) in tiers.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            LimitRules.Run(context, $"tiers:{name}", tier);
            if (tier.DemotionDrawdownFraction is { } fall && tier.Promotion == new PromotionSettings())
                context.Refuse($"tiers:{name}:demotionDrawdownFraction", $"{fall}", "Without a gate the tier would be entered again at once.", $"a gate in tiers:{name}:promotion, e.g. daysMin");
            Paper(context, name, tier);
            Watch(context, $"tiers:{name}:watch", tier.Watch);
            if (tier.Regimes != new RegimeSettings() && !context.Settings.Regimes.Enabled)
                context.Refuse($"tiers:{name}:regimes", null, "Nobody tells regimes apart.", "regimes:enabled true");
            Allocation(context, $"tiers:{name}", tier);
            if (tier.Kelly.FractionMin > tier.Kelly.FractionMax)
                context.Refuse($"tiers:{name}:kelly:fractionMin", $"{tier.Kelly.FractionMin}", "The least an entry is worth is above the largest.", $"up to {tier.Kelly.FractionMax}");
            if (tier.Recovery.DrawdownFraction >= tier.Limits.DrawdownMaxFraction)
                context.Refuse($"tiers:{name}:recovery:drawdownFraction", $"{tier.Recovery.DrawdownFraction}", "Entries would stop before they are any smaller.", $"below limits:drawdownMaxFraction, {tier.Limits.DrawdownMaxFraction}");
            Dependencies(context, name, tier);
            foreach (var (id, strategy) in tier.Strategies.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
                Strategy(context, $"tiers:{name}:strategies:{id}", id, strategy, tier.Kelly);
        }
    }

    private static void Regimes(RuleContext context)
    {
        var regimes = context.Settings.Regimes;
        if (!context.IsSound("regimes")) return;
        if (!(regimes.DeadPercentile <= regimes.QuietPercentile && regimes.QuietPercentile < regimes.VolatilePercentile && regimes.VolatilePercentile <= regimes.PanicPercentile))
            context.Refuse("regimes:volatilePercentile", $"{regimes.VolatilePercentile}", "The percentiles are not in their order.", "dead at most quiet, quiet below volatile, volatile at most panic");
        if (regimes.Window < regimes.Interval || regimes.Window / regimes.Interval > WindowBarsMax)
            context.Refuse("regimes:window", $"{regimes.Window}", string.Create(CultureInfo.InvariantCulture, $"It is looked at in bars of {regimes.Interval}: one at least, and {WindowBarsMax} at most."), $"from {regimes.Interval} to {TimeSpan.FromTicks(Math.Min(TimeSpan.FromDays(30).Ticks, regimes.Interval.Ticks * WindowBarsMax))}");
        if (regimes.BearFraction > regimes.CrashFraction) context.Refuse("regimes:bearFraction", $"{regimes.BearFraction}", "A bear market would begin below a crash.", $"up to {regimes.CrashFraction}");
        foreach (var (index, symbol) in regimes.Index.Index().Where(one => !context.Settings.Instruments.ContainsKey(one.Item)))
            context.Refuse($"regimes:index:{index}", symbol, "No instrument has this symbol.", "one of instruments");
    }

    private static void Watch(RuleContext context, string path, WatchSettings watch)
    {
        var tilt = context.Settings.Tilt;
        var (first, second, third) = (watch.Level1Min ?? tilt.Level1Min, watch.Level2Min ?? tilt.Level2Min, watch.Level3Min ?? tilt.Level3Min);
        var isOwn = watch is not { Level1Min: null, Level2Min: null, Level3Min: null };
        if (isOwn && context.IsSound(path) && context.IsSound("tilt") && (first > second || second > third))
            context.Refuse($"{path}:level2Min", $"{second}", "A milder level would begin above a stricter one.", $"from level1Min, {first}, to level3Min, {third}");
    }

    private static void Paper(RuleContext context, string name, TierSettings tier)
    {
        var path = $"tiers:{name}:paper";
        if (tier.Paper == new PaperSettings() || !context.IsSound(path)) return;
        if (tier.Paper.Hours is not { } hours) context.Refuse($"{path}:hours", null, "Without hours there is no trial, whatever else is asked of it.", "hours, e.g. 24");
        else if (tier.Paper.HoursMax is { } most && most < hours) context.Refuse($"{path}:hoursMax", $"{most}", "The trial would have failed before it could be passed.", $"at least {hours}");
    }

    private static void Allocation(RuleContext context, string path, TierSettings tier)
    {
        if (context.IsSound($"{path}:allocation")) Shared(context, $"{path}:allocation", tier);
        if (tier.Allocation is not { Method: not null } allocation || !context.IsSound($"{path}:allocation")) return;
        if (allocation.FractionMin > allocation.FractionMax)
            context.Refuse($"{path}:allocation:fractionMin", $"{allocation.FractionMin}", "The least share is above the largest.", $"up to {allocation.FractionMax}");
        else if (allocation.FractionMin * tier.Strategies.Count > 1m - allocation.ReserveFraction)
            context.Refuse($"{path}:allocation:fractionMin", $"{allocation.FractionMin}", $"{tier.Strategies.Count} strategies would get more than there is.", $"at most {(1m - allocation.ReserveFraction) / tier.Strategies.Count:0.####}, or a smaller reserveFraction");
    }

    // What would be silently without effect, or the wrong way round.
    private static void Shared(RuleContext context, string path, TierSettings tier)
    {
        var allocation = tier.Allocation;
        if (allocation.Method is null && allocation != new AllocationSettings { Weights = allocation.Weights, FractionMin = allocation.FractionMin, FractionMax = allocation.FractionMax, ReserveFraction = allocation.ReserveFraction, TradesMin = allocation.TradesMin })
            context.Refuse($"{path}:method", null, "Nothing is shared out, so nothing is rebalanced and no mode has an effect.", "equal, riskParity, performance, kelly or custom");
        if (allocation.Weights.Count > 0 && allocation.Method != AllocationMethod.Custom) context.Refuse($"{path}:weights", null, "Weights are of the method custom alone.", "method custom");
        if (allocation.Method == AllocationMethod.Custom && allocation.Weights.Values.Sum() == 0m) context.Refuse($"{path}:weights", null, "Nobody has a weight.", "a number above 0 for a strategy");
        foreach (var strategy in allocation.Weights.Keys.Where(strategy => !tier.Strategies.ContainsKey(strategy)).Order(StringComparer.Ordinal))
            context.Refuse($"{path}:weights:{strategy}", null, "The tier has no such strategy.", $"one of {string.Join(", ", tier.Strategies.Keys.Order(StringComparer.Ordinal))}");
        if (allocation.ConservativeFactor < allocation.DefensiveFactor)
            context.Refuse($"{path}:defensiveFactor", $"{allocation.DefensiveFactor}", "The defensive mode would be the looser one.", $"up to conservativeFactor, {allocation.ConservativeFactor}");
        if (allocation.DefensiveLossFraction >= allocation.EmergencyLossFraction)
            context.Refuse($"{path}:defensiveLossFraction", $"{allocation.DefensiveLossFraction}", "The emergency would begin first.", $"below emergencyLossFraction, {allocation.EmergencyLossFraction}");
    }

    private static void Ladder(RuleContext context)
    {
        var ladder = context.Settings.Tiers.Where(pair => context.IsSound($"tiers:{pair.Key}:equityMinAccount"))
            .OrderBy(static pair => pair.Value.EquityMinAccount).ThenBy(static pair => pair.Key, StringComparer.Ordinal).ToArray();
        foreach (var (lower, upper) in ladder.Zip(ladder.Skip(1)))
        {
            var floor = upper.Value.EquityMinAccount * upper.Value.DemotionFraction;
            if (upper.Value.EquityMinAccount == lower.Value.EquityMinAccount)
                context.Refuse($"tiers:{upper.Key}:equityMinAccount", $"{upper.Value.EquityMinAccount}", $"Tier {lower.Key} begins at the same equity.", "an equity of its own");
            else if (floor < lower.Value.EquityMinAccount)
                context.Refuse($"tiers:{upper.Key}:demotionFraction", $"{upper.Value.DemotionFraction}", $"Demotion at {floor} would come below the whole of tier {lower.Key}.", $"at least {lower.Value.EquityMinAccount / upper.Value.EquityMinAccount:0.####}");
        }
    }

    private static void Dependencies(RuleContext context, string name, TierSettings tier)
    {
        foreach (var (id, strategy) in tier.Strategies.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var (index, needed) in strategy.DependsOn.Index())
            {
                var path = $"tiers:{name}:strategies:{id}:dependsOn:{index}";
                if (!context.IsSound(path)) continue;
                if (strategy.DependsOn.Take(index).Contains(needed, StringComparer.Ordinal)) context.Refuse(path, needed, "The strategy stands twice.", "each strategy once");
                else if (!tier.Strategies.TryGetValue(needed, out var other))
                    context.Refuse(path, needed, NearestName.Find(needed, tier.Strategies.Keys) is { } near ? $"The tier has no such strategy; did you mean \"{near}\"?" : "The tier has no such strategy.", $"one of {string.Join(", ", tier.Strategies.Keys.Order(StringComparer.Ordinal))}");
                else if (Circle(tier, id, needed, []) is { } circle) context.Refuse(path, needed, $"Each of {string.Join(", ", circle)} would wait for the next.", "no circle");
                else if (strategy.Enabled && !other.Enabled) context.Note(path, needed, $"{id} enters nothing: {needed} is switched off.", $"{needed} enabled, or not depended on");
            }
        }
    }

    // The way from a strategy by what it depends on back to itself; null when there is none. Each is looked at once.
    private static List<string>? Circle(TierSettings tier, string begin, string at, HashSet<string> seen)
    {
        if (at == begin) return [at];
        if (!seen.Add(at) || !tier.Strategies.TryGetValue(at, out var strategy)) return null;
        foreach (var next in strategy.DependsOn)
            if (Circle(tier, begin, next, seen) is { } way) return [at, .. way];
        return null;
    }

    private static void Strategy(RuleContext context, string path, string id, StrategySettings strategy, KellySettings kelly)
    {
        if (!context.Table.Leaves.Keys.Any(key => key.StartsWith($"{path}:symbols:", StringComparison.Ordinal)) && context.IsSound($"{path}:symbols"))
            context.Refuse($"{path}:symbols", null, "The strategy has no symbols.", "[\"*\"] or canonical symbols");
        Symbols(context, $"{path}:symbols", strategy.Symbols, strategy);
        Symbols(context, $"{path}:disabledSymbols", strategy.DisabledSymbols, null);
        if (context.IsSound("signals") && context.Settings.Signals.ConflictWindow is var window && window > TimeSpan.Zero && window >= strategy.SignalLifetime)
            context.Refuse($"{path}:signalLifetime", $"{strategy.SignalLifetime:c}", "Its entries would expire while they wait for others.", $"above signals:conflictWindow, {window:c}");
        if (!context.IsSound(path)) return;
        foreach (var fault in context.Inputs.ValidateStrategy(DaemonConfigBuild.Spec(id, strategy, kelly))) context.Refuse(path, null, fault);
    }

    private static void Symbols(RuleContext context, string path, IReadOnlyList<string> symbols, StrategySettings? limitedTo)
    {
        var instruments = context.Settings.Instruments;
        foreach (var (index, symbol) in symbols.Index())
        {
            var place = $"{path}:{index}";
            if (symbols.Take(index).Contains(symbol, StringComparer.Ordinal)) context.Refuse(place, symbol, "The symbol stands twice.", "each symbol once");
            else if (symbol == "*") { if (symbols.Count > 1) context.Refuse(place, symbol, "The star already means every symbol.", "the star alone, or symbols without it"); }
            else if (!instruments.TryGetValue(symbol, out var instrument)) context.Refuse(place, symbol, Unknown(symbol, instruments.Keys), "a key of instruments");
            else if (limitedTo is { AssetClasses.Count: > 0 } && context.IsSound($"instruments:{symbol}") && !limitedTo.AssetClasses.Contains(instrument.Class))
                context.Refuse(place, symbol, $"The strategy's assetClasses leave out {ValueSyntax.Write(instrument.Class)}.", $"an instrument of {string.Join(", ", limitedTo.AssetClasses.Select(static c => ValueSyntax.Write(c)))}");
        }
    }

    private static string Unknown(string symbol, IEnumerable<string> known) =>
        NearestName.Find(symbol, known) is { } near ? $"The instrument is not configured; did you mean \"{near}\"?" : "The instrument is not configured.";
}
