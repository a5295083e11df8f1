using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Venues.Streaming;

/// <summary>
/// When silence means something, by asset class: coins always, currencies from Sunday to Friday 17:00 in New York, shares and options from 09:30 to
/// 16:00 there on weekdays. Holidays are not known: then a silent feed is reported, which is the safe mistake.
/// </summary>
public static class MarketHours
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly TimeSpan DayEnds = TimeSpan.FromHours(17);

    /// <summary>Whether the usual market of the instrument is open.</summary>
    public static bool IsOpen(Instrument instrument, DateTimeOffset at)
    {
        var there = TimeZoneInfo.ConvertTime(at, NewYork);
        var time = there.TimeOfDay;
        return (instrument.AssetClass, there.DayOfWeek) switch
        {
            (AssetClass.Crypto, _) => true,
            (AssetClass.Forex, DayOfWeek.Saturday) => false,
            (AssetClass.Forex, DayOfWeek.Sunday) => time >= DayEnds,
            (AssetClass.Forex, DayOfWeek.Friday) => time < DayEnds,
            (AssetClass.Forex, _) => true,
            (_, DayOfWeek.Saturday or DayOfWeek.Sunday) => false,
            _ => time >= new TimeSpan(9, 30, 0) && time < TimeSpan.FromHours(16),
        };
    }
}
