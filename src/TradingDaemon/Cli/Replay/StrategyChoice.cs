using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Cli.Replay;

/// <summary>Narrows what the tiers run, never widens it.</summary>
internal static class StrategyChoice
{
    /// <summary>The same tiers with every strategy on one instrument; one that does not trade it is left out.</summary>
    public static TierTable OnlyOn(TierTable tiers, Symbol symbol) => new(tiers.All.Select(tier => tier with
    {
        Strategies = [.. tier.Strategies
            .Where(spec => (spec.Symbols.Contains(symbol.Text) || spec.Symbols.Contains("*")) && !spec.DisabledSymbols.Contains(symbol.Text))
            .Select(spec => spec with { Symbols = [symbol.Text], DisabledSymbols = [] })],
    }));

    /// <summary>The same tiers with the named strategies only.</summary>
    public static TierTable Only(TierTable tiers, IReadOnlyCollection<string> names) => new(tiers.All.Select(tier => tier with
    {
        Strategies = [.. tier.Strategies.Where(spec => names.Contains(spec.Id.Text))],
    }));

    /// <summary>The names no tier has a strategy for.</summary>
    public static IEnumerable<string> Unknown(TierTable tiers, IEnumerable<string> names) =>
        names.Where(name => !tiers.All.Any(tier => tier.Strategies.Any(spec => spec.Id.Text == name)));
}
