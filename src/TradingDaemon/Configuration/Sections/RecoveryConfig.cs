using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections;

/// <summary>What a person allows at a start after looking at what happened.</summary>
internal sealed record RecoveryConfig
{
    /// <summary>Whether a daemon that stopped on a broken invariant may trade again.</summary>
    public bool ClearFault { get; init; }

    /// <summary>Strategies that were disabled past their restart budget and may run again.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.KebabWords)]
    public IReadOnlyList<string> EnableStrategies { get; init; } = [];

    /// <summary>Symbols traded at another venue than before, of which what was held is at the new one and what worked at the old one is over: a start with them is not refused.</summary>
    [TextPattern(NamePatterns.Symbol, NamePatterns.SymbolWords)]
    public IReadOnlyList<string> MovedSymbols { get; init; } = [];
}
