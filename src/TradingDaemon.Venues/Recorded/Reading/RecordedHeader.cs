using System.Text;

namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>Reads a file's kind off its first line; names of files are never trusted for it.</summary>
internal static class RecordedHeader
{
    private static readonly (byte[] Text, RecordedKind Kind)[] Known =
    [
        ("ts_utc,symbol,bid,bid_size,ask,ask_size"u8.ToArray(), RecordedKind.Quotes),
        ("ts_utc,symbol,price,size,side"u8.ToArray(), RecordedKind.Trades),
        ("ts_utc,symbol,open,high,low,close,volume"u8.ToArray(), RecordedKind.Bars),
        ("ts_utc,symbol,close"u8.ToArray(), RecordedKind.Closes),
    ];

    /// <summary>The kind whose header <paramref name="line"/> is (a byte order mark before it is ignored), or null.</summary>
    public static RecordedKind? Recognise(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("\uFEFF"u8)) line = line[3..];
        foreach (var (text, kind) in Known)
            if (line.SequenceEqual(text)) return kind;
        return null;
    }

    /// <summary>The headers this reader knows, for error messages.</summary>
    public static string KnownHeaders => string.Join(" | ", Known.Select(static k => Encoding.UTF8.GetString(k.Text)));
}
