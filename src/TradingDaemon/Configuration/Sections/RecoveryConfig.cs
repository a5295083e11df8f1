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
}
