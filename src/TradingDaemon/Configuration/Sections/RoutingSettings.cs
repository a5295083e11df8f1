using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sections.Fees;
using TradingDaemon.Configuration.Sections.Venues;

namespace TradingDaemon.Configuration.Sections;

/// <summary>Where orders go and what they may cost to send, as the files say it.</summary>
internal sealed record RoutingSettings
{
    /// <summary>False lets every spread pass; a missing, stale, zero or crossed quote still waits.</summary>
    public bool SpreadGateEnabled { get; init; } = true;

    /// <summary>Widest spread by asset class.</summary>
    public SpreadSettings SpreadMaxFraction { get; init; } = new();

    /// <summary>True routes entries by what they would cost: among the names of the same thing the cheapest, and records why.</summary>
    public bool SmartEnabled { get; init; }

    /// <summary>Instruments that are the same thing at several venues, under a name of the user's choice.</summary>
    [Names("thing", NamePatterns.Kebab, NamePatterns.KebabWords), TextPattern(NamePatterns.Symbol, NamePatterns.SymbolWords)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> SameAs { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What a venue over a network takes of a fill, by its name; the simulated one's stand under <c>venue:fees</c>.</summary>
    [Names("venue", NamePatterns.Kebab, NamePatterns.KebabWords)]
    public IReadOnlyDictionary<string, FeeConfig> Fees { get; init; } = new Dictionary<string, FeeConfig>();

    /// <summary>How many entries without a fresh quote may wait for one at a time, each at most for its signal's lifetime; 0 lets none wait.</summary>
    [NumberRange(0, 256)]
    public int WaitingEntriesMax { get; init; }

    /// <summary>Where instruments of a class are traded that do not say it themselves.</summary>
    public VenueChoice Venues { get; init; } = new();

    /// <summary>Whose prices they have; absent means those of the venue they are meant for.</summary>
    public VenueChoice Feeds { get; init; } = new();
}
