using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Whether switches name things that exist: one with a typo switches nothing off.</summary>
internal static class SwitchRules
{
    /// <summary>Adds every fault.</summary>
    public static void Run(RuleContext context)
    {
        var (switches, settings) = (context.Settings.Switches, context.Settings);
        Known(context, "switches:disabledStrategies", switches.DisabledStrategies, "strategy", [.. settings.Tiers.Values.SelectMany(static tier => tier.Strategies.Keys).Distinct(StringComparer.Ordinal)], "the name of a strategy of any tier");
        Known(context, "switches:disabledSymbols", switches.DisabledSymbols, "instrument", [.. settings.Instruments.Keys], "a key of instruments");
    }

    private static void Known(RuleContext context, string path, IReadOnlyList<string> names, string what, IReadOnlyList<string> known, string allowed)
    {
        foreach (var (index, name) in names.Index())
        {
            if (known.Contains(name, StringComparer.Ordinal)) continue;
            var near = NearestName.Find(name, known);
            context.Refuse($"{path}:{index}", name, near is null ? $"The {what} is not configured." : $"The {what} is not configured; did you mean \"{near}\"?", allowed);
        }
    }
}
