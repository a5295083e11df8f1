using System.Globalization;
using System.Text;

namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>
/// How long a file's bars are. The layout does not say, so a token of the file name such as <c>_1m_</c> does (number and s, m, h or d
/// between underscores), or else the smallest gap between two rows of one symbol near the beginning.
/// </summary>
internal static class IntervalOfBars
{
    private const int RowsLookedAtMax = 5_000; // enough to meet a symbol twice in a file of many, and a moment's work

    /// <summary>The length the file name states, or null.</summary>
    public static TimeSpan? FromName(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        var dot = name.IndexOf('.');
        if (dot >= 0) name = name[..dot];
        foreach (var range in name.Split('_'))
        {
            var token = name[range];
            if (token.Length < 2 || !int.TryParse(token[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > 10_000) continue;
            TimeSpan? unit = token[^1] switch
            {
                's' => TimeSpan.FromSeconds(1),
                'm' => TimeSpan.FromMinutes(1),
                'h' => TimeSpan.FromHours(1),
                'd' => TimeSpan.FromDays(1),
                _ => null,
            };
            if (unit is not null) return unit * count;
        }

        return null;
    }

    /// <summary>The smallest gap between two rows of one symbol among <paramref name="rows"/> (whole lines, the last one perhaps cut), or null.</summary>
    public static TimeSpan? FromRows(ReadOnlySpan<byte> rows)
    {
        var lastTicks = new Dictionary<string, long>(StringComparer.Ordinal);
        var stamps = new StampParser();
        long smallest = 0;
        for (var looked = 0; looked < RowsLookedAtMax && rows.IndexOf((byte)'\n') is >= 0 and var length; looked++)
        {
            var row = rows[..length];
            rows = rows[(length + 1)..];
            var cursor = new RowCursor(row);
            if (!stamps.TryRead(row, out var ticks, out var stampLength) || !cursor.TrySkip(stampLength) || !cursor.TryText(out var spelling)) continue;
            var symbol = Encoding.UTF8.GetString(spelling);
            if (lastTicks.TryGetValue(symbol, out var previous) && ticks > previous && (smallest == 0 || ticks - previous < smallest)) smallest = ticks - previous;
            lastTicks[symbol] = ticks;
        }

        if (smallest == 0) return null;
        // Exchange days are an hour longer or shorter where the clocks change; they are days all the same.
        var gap = TimeSpan.FromTicks(smallest);
        return gap >= TimeSpan.FromHours(23) && gap <= TimeSpan.FromHours(25) ? TimeSpan.FromDays(1) : gap;
    }
}
