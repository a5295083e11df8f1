using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Positions;

/// <summary>Largest position of the account in one instrument either way, base, by class; null means no limit.</summary>
internal sealed record PositionQuantities
{
    /// <summary>Shares.</summary>
    [NumberRange(0, 1e12, MinExcluded = true)]
    public decimal? Equity { get; init; }

    /// <summary>Units of a pair's base currency.</summary>
    [NumberRange(0, 1e12, MinExcluded = true)]
    public decimal? Forex { get; init; }

    /// <summary>Coins.</summary>
    [NumberRange(0, 1e12, MinExcluded = true)]
    public decimal? Crypto { get; init; }

    /// <summary>Contracts.</summary>
    [NumberRange(0, 1e12, MinExcluded = true)]
    public decimal? Option { get; init; }
}
