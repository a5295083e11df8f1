using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Configuration.Sections.Venues;

/// <summary>A venue by asset class, for instruments that do not choose themselves.</summary>
internal sealed record VenueChoice
{
    /// <summary>Shares.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.VenueWords)]
    public string? Equity { get; init; }

    /// <summary>Currency pairs.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.VenueWords)]
    public string? Forex { get; init; }

    /// <summary>Coins.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.VenueWords)]
    public string? Crypto { get; init; }

    /// <summary>Options.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.VenueWords)]
    public string? Option { get; init; }

    /// <summary>Every class that is not said.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.VenueWords)]
    public string? Any { get; init; }

    /// <summary>Each key with its value.</summary>
    public IEnumerable<(string Key, string? Venue)> All => [("equity", Equity), ("forex", Forex), ("crypto", Crypto), ("option", Option), ("any", Any)];

    /// <summary>The venue of an asset class, or null.</summary>
    public string? For(AssetClass assetClass) => assetClass switch
    {
        AssetClass.Equity => Equity ?? Any,
        AssetClass.Forex => Forex ?? Any,
        AssetClass.Crypto => Crypto ?? Any,
        AssetClass.Option => Option ?? Any,
        _ => throw new ArgumentOutOfRangeException(nameof(assetClass), assetClass, "Unknown asset class."),
    };
}
