using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Benchmarks.Market;

/// <summary>Ticks of the seeded market, made beforehand.</summary>
internal static class SyntheticData
{
    /// <summary>Noon of some day: the market needs a beginning, and the same one gives the same ticks.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>That many ticks of the configured instruments.</summary>
    public static (InstrumentCatalog Catalog, RawTick[] Ticks) Make(DaemonConfig config, int ticks)
    {
        var source = new SyntheticTickSource(config.ToFeedOptions(new Dictionary<string, decimal>(), config.Instruments.All), config.Instruments.All, Start);
        var made = new RawTick[ticks];
        for (var i = 0; i < ticks; i++) source.Next(out made[i]);
        return (config.Instruments, made);
    }
}
