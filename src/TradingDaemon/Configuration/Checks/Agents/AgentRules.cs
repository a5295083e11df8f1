using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Configuration.Checks.Agents;

/// <summary>Whether agents speak for strategies that listen, on instruments that exist.</summary>
internal static class AgentRules
{
    /// <summary>Adds every fault.</summary>
    public static void Run(RuleContext context)
    {
        string[] listening = [.. context.Settings.Tiers.Values.SelectMany(static tier => tier.Strategies).Where(static pair => pair.Value.Kind == StrategySpec.ExternalKind).Select(static pair => pair.Key).Distinct(StringComparer.Ordinal)];
        string[] symbols = [.. context.Settings.Instruments.Keys];
        foreach (var (name, agent) in context.Settings.Agents)
        {
            if (agent.Strategies.Count == 0 && context.IsSound($"agents:{name}")) context.Refuse($"agents:{name}:strategies", "", "It may speak for no strategy.", "names of strategies of kind external");
            Known(context, $"agents:{name}:strategies", agent.Strategies, "strategy of kind external", listening, "the name of a strategy of kind external in any tier");
            Known(context, $"agents:{name}:symbols", agent.Symbols, "instrument", symbols, "a key of instruments");
        }
    }

    private static void Known(RuleContext context, string path, IReadOnlyList<string> names, string what, IReadOnlyList<string> known, string allowed)
    {
        foreach (var (index, name) in names.Index())
        {
            if (known.Contains(name, StringComparer.Ordinal)) continue;
            var near = NearestName.Find(name, known);
            context.Refuse($"{path}:{index}", name, near is null ? $"No such {what} is configured." : $"No such {what} is configured; did you mean \"{near}\"?", allowed);
        }
    }
}
