using System.IO.Compression;
using System.Text;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Recorded;
using TradingDaemon.Venues.Recorded.Reading;

namespace TradingDaemon.Tests.Venues.Recorded;

/// <summary>A folder of small recorded files written by a test; gone when the test is.</summary>
internal sealed class RecordedFolder : IDisposable
{
    public const string QuoteHeader = "ts_utc,symbol,bid,bid_size,ask,ask_size";
    public const string TradeHeader = "ts_utc,symbol,price,size,side";
    public const string BarHeader = "ts_utc,symbol,open,high,low,close,volume";
    public const string CloseHeader = "ts_utc,symbol,close";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recorded-");

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public string Write(string name, params string[] lines) => WriteBytes(name, Encoding.UTF8.GetBytes(string.Concat(lines.Select(static l => l + "\n"))));

    public string WriteBytes(string name, byte[] text)
    {
        var bytes = name.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(text) : text;
        File.WriteAllBytes(Path(name), bytes);
        return Path(name);
    }

    public static byte[] Gzip(byte[] text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal)) gzip.Write(text);
        return compressed.ToArray();
    }

    public static InstrumentCatalog CatalogOf(params string[] paths) =>
        RecordedCatalog.Extend(new InstrumentCatalog([]), RecordedSurvey.Take(paths));

    /// <summary>Reads all rows with a catalogue made from the files themselves.</summary>
    public static List<RawTick> ReadAll(RecordedFaults faults, params string[] paths) => ReadAll(CatalogOf(paths), faults, paths);

    public static List<RawTick> ReadAll(InstrumentCatalog catalog, RecordedFaults faults, params string[] paths)
    {
        using var market = RecordedMarket.Open(paths, catalog, faults);
        var ticks = new List<RawTick>();
        while (market.TryRead(out var tick)) ticks.Add(tick);
        return ticks;
    }

    public static List<RawTick> ReadAll(params string[] paths) => ReadAll(new RecordedFaults(strict: true), paths);

    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose() => _folder.Delete(recursive: true);
}
