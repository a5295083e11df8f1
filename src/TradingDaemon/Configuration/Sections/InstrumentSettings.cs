using System.Diagnostics;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Configuration.Sections;

/// <summary>One instrument, as the files say it.</summary>
internal sealed record InstrumentSettings
{
    /// <summary>Asset class; absent means what the symbol's spelling tells.</summary>
    public AssetClass? AssetClass { get; init; }

    /// <summary>What one unit is: the coin or currency before the slash, or the symbol itself.</summary>
    [TextPattern(NamePatterns.Base, NamePatterns.BaseWords)]
    public required string Base { get; init; }

    /// <summary>The currency prices are in.</summary>
    [TextPattern(NamePatterns.CurrencyCode, NamePatterns.CurrencyCodeWords)]
    public required string Quote { get; init; }

    /// <summary>Smallest price step, quote currency.</summary>
    [NumberRange(0, 1e6, MinExcluded = true)]
    public required decimal TickSize { get; init; }

    /// <summary>Smallest quantity step, base.</summary>
    [NumberRange(0, 1e6, MinExcluded = true)]
    public required decimal LotSize { get; init; }

    /// <summary>Smallest order value, quote currency.</summary>
    [NumberRange(0, 1e9)]
    public decimal MinNotional { get; init; }

    /// <summary>Largest order value the venue takes, quote currency; null means none.</summary>
    [NumberRange(0, 1e12, MinExcluded = true)]
    public decimal? NotionalMax { get; init; }

    /// <summary>Smallest quantity the venue takes, base.</summary>
    [NumberRange(0, 1e12)]
    public decimal QuantityMin { get; init; }

    /// <summary>Largest quantity the venue takes in one order, base; null means none.</summary>
    [NumberRange(0, 1e12, MinExcluded = true)]
    public decimal? QuantityMax { get; init; }

    /// <summary>Largest short position of the account, base; null means none but <c>shortable</c>.</summary>
    [NumberRange(0, 1e12, MinExcluded = true)]
    public decimal? ShortMaxBase { get; init; }

    /// <summary>Largest position of the account in it either way, base; null means what `positionMaxBase` says of its class.</summary>
    [NumberRange(0, 1e12, MinExcluded = true)]
    public decimal? PositionMaxBase { get; init; }

    /// <summary>When its market is open; null means always at the simulated venue and at one of kind sandbox, elsewhere what is usual for its class.</summary>
    [TextPattern(NamePatterns.Hours, NamePatterns.HoursWords)]
    public string? Hours { get; init; }

    /// <summary>Days on which its market does not open, by the time zone of its hours.</summary>
    [TextPattern(NamePatterns.Day, NamePatterns.DayWords)]
    public IReadOnlyList<string> Holidays { get; init; } = [];

    /// <summary>Days on which its market closes earlier, and when, by the time zone of its hours.</summary>
    [TextPattern(NamePatterns.EarlyClose, NamePatterns.EarlyCloseWords)]
    public IReadOnlyList<string> EarlyCloses { get; init; } = [];

    /// <summary>Units of the underlying per unit of quantity; null means 100 for options, else 1.</summary>
    [NumberRange(0, 1e6, MinExcluded = true)]
    public decimal? Multiplier { get; init; }

    /// <summary>Whether a short position may be opened.</summary>
    public bool Shortable { get; init; }

    /// <summary>Whether orders may be sent at all, exits included; to stop entries alone use <c>disabledSymbols</c>.</summary>
    public bool Tradable { get; init; } = true;

    /// <summary>The venue it is traded at; absent means what <c>routing:venues</c> says of its class, else the simulated one.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.VenueWords)]
    public string? Venue { get; init; }

    /// <summary>The venues it is traded at, where they are several: the first one's keeps the symbol, each further one's has the venue's name behind it, and all are one thing.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.VenueWords)]
    public IReadOnlyList<string> Venues { get; init; } = [];

    /// <summary>The venue whose prices it has; absent means what <c>routing:feeds</c> says of its class, else its own venue. Simulated means those of <c>feed</c>.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.VenueWords)]
    public string? Feed { get; init; }

    /// <summary>How files spell it, and of a feed of CoinGecko its id of the coin; null means the symbol without its slash in files, and the well-known id. Venues that trade spell by their own lists.</summary>
    [TextPattern(NamePatterns.VenueSymbol, "the venue's spelling, without spaces")]
    public string? VenueSymbol { get; init; }

    /// <summary>Its branch of business or kind of token; null means what <c>sectors</c> says of its base.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.KebabWords)]
    public string? Sector { get; init; }

    /// <summary>How the simulated feed moves it; absent means the simulated feed leaves it out.</summary>
    public SimulatedMarketConfig? Simulation { get; init; }

    /// <summary>Its asset class once the configuration is checked.</summary>
    public AssetClass Class => AssetClass ?? throw new UnreachableException("An instrument without an asset class is a fault.");
}
