namespace TradingDaemon.Domain.Orders;

/// <summary>
/// What guards the position an entry opens, as distances from the price it is filled at. They are worked out once, when the entry is decided, so that
/// whoever recovers it needs neither bars nor configuration.
/// </summary>
public sealed record ProtectionTerms
{
    /// <summary>How far against the position its loss is cut, quote currency; above zero, null for no stop loss.</summary>
    public decimal? StopDistanceQuote { get; init; }

    /// <summary>How far in its favour its profit is taken, quote currency; above zero, null for no take profit.</summary>
    public decimal? TargetDistanceQuote { get; init; }

    /// <summary>How far behind the best price the trailing stop follows, quote currency; above zero, null for none.</summary>
    public decimal? TrailDistanceQuote { get; init; }

    /// <summary>Profit from which it follows, as a fraction of the entry price; zero follows at once.</summary>
    public decimal TrailAfterFraction { get; init; }
}
