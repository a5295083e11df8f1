using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections;

/// <summary>When the day begins that losses, trades and budgets are counted in.</summary>
internal sealed record TradingDayConfig
{
    /// <summary>The account's time zone, by its IANA name.</summary>
    [TextPattern("[A-Za-z0-9_/+-]{1,40}", "the name of a time zone, e.g. Europe/Berlin")]
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Time of day there.</summary>
    [DurationRange("00:00:00", "23:59:59")]
    public TimeSpan Start { get; init; }
}
