using System.Diagnostics;
using TradingDaemon.Benchmarks.Machine;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Recorded;
using TradingDaemon.Venues.Recorded.Reading;

namespace TradingDaemon.Benchmarks.Market;

/// <summary>Recordings read into ticks, and nothing done with them.</summary>
internal static class Decoding
{
    /// <summary>Rows a second on one core, survey and merge included as in a replay; the second of two passes, so that everything is compiled.</summary>
    public static double RowsPerSecond(IReadOnlyList<string> files)
    {
        using var pinned = OneCore.Pin();
        Pass(files);
        var startedAt = Stopwatch.GetTimestamp();
        var rows = Pass(files);
        return rows / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
    }

    /// <summary>Every tick of the files, merged by time, with a catalogue that knows their symbols.</summary>
    public static (InstrumentCatalog Catalog, RawTick[] Ticks) Load(IReadOnlyList<string> files, int ticksMax)
    {
        var survey = RecordedSurvey.Take(files);
        var catalog = RecordedCatalog.Extend(new InstrumentCatalog([]), survey);
        using var market = RecordedMarket.Open(files, catalog, new RecordedFaults(strict: false));
        var ticks = new List<RawTick>((int)Math.Min(survey.Rows, ticksMax));
        while (ticks.Count < ticksMax && market.TryRead(out var tick)) ticks.Add(tick);
        return (catalog, [.. ticks]);
    }

    private static long Pass(IReadOnlyList<string> files)
    {
        var survey = RecordedSurvey.Take(files);
        var catalog = RecordedCatalog.Extend(new InstrumentCatalog([]), survey);
        using var market = RecordedMarket.Open(files, catalog, new RecordedFaults(strict: false));
        while (market.TryRead(out _))
        {
        }

        return market.RowsRead;
    }
}
