using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Venues.Streaming;

/// <summary>When silence means something: in the usual hours of the asset class. Holidays are known where somebody wrote them down; else a silent feed is reported, which is the safe mistake.</summary>
public static class MarketHours
{
    /// <summary>Whether the usual market of the instrument is open.</summary>
    public static bool IsOpen(Instrument instrument, DateTimeOffset at) => TradingHours.UsualFor(instrument.AssetClass).IsOpen(at) && instrument.Hours?.IsException(at) is not true;
}
