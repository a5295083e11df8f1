using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>A recording made up here: seeded quotes of one instrument, one a second, in the layout of recorded quotes.</summary>
internal static class SyntheticRecording
{
    public const int Rows = 3_000;
    public const string Header = "ts_utc,symbol,bid,bid_size,ask,ask_size";

    /// <summary>Header and rows; the same seed gives the same lines.</summary>
    public static List<string> Lines(int seed)
    {
        var random = new Random(seed);
        var price = 60_000d;
        var lines = new List<string>(Rows + 1) { Header };
        for (var second = 0; second < Rows; second++)
        {
            price *= 1d + ((random.NextDouble() - 0.5) * 0.002);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UnixEpoch.AddSeconds(second):yyyy-MM-ddTHH:mm:ssZ},BTCUSD,{price:0.00},2,{price + 3d:0.00},2"));
        }

        return lines;
    }

    /// <summary>The lines as a compressed file.</summary>
    public static byte[] Compressed(IEnumerable<string> lines)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        return file.ToArray();
    }
}
