using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Agents;

/// <summary>A program outside that may send signals. Its key is in the environment.</summary>
internal sealed record AgentSettings
{
    /// <summary>The strategies of kind external in whose name it may speak.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.KebabWords)]
    public IReadOnlyList<string> Strategies { get; init; } = [];

    /// <summary>The instruments it may name; none means every one those strategies trade.</summary>
    [TextPattern(NamePatterns.Symbol, NamePatterns.SymbolWords)]
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Signals within a minute.</summary>
    [NumberRange(1, 600)]
    public int PerMinuteMax { get; init; } = 60;

    /// <summary>How far its time may be from ours.</summary>
    [DurationRange("00:00:01", "00:05:00")]
    public TimeSpan AgeMax { get; init; } = TimeSpan.FromSeconds(30);
}
