namespace TradingDaemon.Benchmarks.Market;

/// <summary>Recorded market data beside the repository, where there is some; it belongs to others and is not part of the project.</summary>
internal static class RecordedData
{
    private static readonly string[] Kinds = ["quotes", "trades", "bars", "closes"];

    /// <summary>Why there is none.</summary>
    public const string Absent = "there is no folder `shared/data` with recordings beside the repository.";

    /// <summary>Every recording, quotes first; empty when the folder is absent.</summary>
    public static IReadOnlyList<string> Files { get; } = Find();

    /// <summary>Quotes and trades.</summary>
    public static IReadOnlyList<string> QuotesAndTrades => [.. Files.Where(static file => KindOf(file) is "quotes" or "trades")];

    /// <summary>Quotes and trades one by one as they happened, not once a minute.</summary>
    public static IReadOnlyList<string> Ticks => [.. QuotesAndTrades.Where(static file => Path.GetFileName(file).Contains("_tick_", StringComparison.Ordinal))];

    /// <summary>The folder a recording lies in: quotes, trades, bars or closes.</summary>
    public static string KindOf(string file) => Path.GetFileName(Path.GetDirectoryName(file))!;

    /// <summary>A recording as tables name it.</summary>
    public static string NameOf(string file) => $"{KindOf(file)}/{Path.GetFileName(file).Replace(".csv.gz", "", StringComparison.Ordinal)}";

    private static List<string> Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TradingDaemon.sln"))) folder = folder.Parent;
        for (; folder is not null; folder = folder.Parent) // a working copy may lie a folder deeper than the clone it belongs to
        {
            var data = Path.Combine(folder.FullName, "shared", "data");
            if (!Directory.Exists(data)) continue;
            return [.. Kinds.Select(kind => Path.Combine(data, kind)).Where(Directory.Exists)
                .SelectMany(static of => Directory.EnumerateFiles(of, "*.csv.gz").Order(StringComparer.Ordinal))];
        }

        return [];
    }
}
