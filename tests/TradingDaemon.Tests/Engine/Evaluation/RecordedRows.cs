using System.Globalization;
using System.IO.Compression;
using NUnit.Framework;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Tests.Engine.Evaluation;

/// <summary>Rows of the recorded data beside the repository; the test is ignored when it is not there.</summary>
internal static class RecordedRows
{
    public static IEnumerable<string[]> Of(string path)
    {
        var file = Path.Combine(Folder(), path);
        if (!File.Exists(file)) Assert.Ignore($"recorded data {path} is not beside the repository");
        return Read(file);
    }

    public static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static double Number(string text) => text.Length == 0 ? 0d : (double)decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A bar row: ts, symbol, open, high, low, close, volume.</summary>
    public static Bar ToBar(string[] row, TimeSpan interval) =>
        new(Time(row[0]), interval, Number(row[2]), Number(row[3]), Number(row[4]), Number(row[5]), Number(row[6]), IsComplete: true);

    private static IEnumerable<string[]> Read(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line) yield return line.Split(',');
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "TradingDaemon.sln"))) return Path.Combine(folder.Parent!.FullName, "shared", "data");
        return "";
    }
}
