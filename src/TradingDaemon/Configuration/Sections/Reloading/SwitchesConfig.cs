using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Reloading;

/// <summary>What is switched off in every tier at once.</summary>
internal sealed record SwitchesConfig
{
    /// <summary>Strategies that enter nothing in any tier.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.KebabWords)]
    public IReadOnlyList<string> DisabledStrategies { get; init; } = [];

    /// <summary>Symbols in which no strategy enters anything.</summary>
    [TextPattern(NamePatterns.Symbol, NamePatterns.SymbolWords)]
    public IReadOnlyList<string> DisabledSymbols { get; init; } = [];
}
