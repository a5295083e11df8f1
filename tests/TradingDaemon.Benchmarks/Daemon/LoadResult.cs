namespace TradingDaemon.Benchmarks.Daemon;

/// <summary>What a loaded daemon measured of itself between two scrapes.</summary>
/// <param name="First">The scrape before.</param>
/// <param name="Last">The scrape after.</param>
/// <param name="Lasted">The time between.</param>
/// <param name="ProcessorTime">Processor time used between.</param>
/// <param name="ResidentMebibytes">Resident memory at the end, MiB.</param>
internal sealed record LoadResult(MetricsPage First, MetricsPage Last, TimeSpan Lasted, TimeSpan ProcessorTime, double ResidentMebibytes)
{
    private const string Prefix = "tradingdaemon_";

    /// <summary>Ticks received a second.</summary>
    public double TicksPerSecond => Counted("ticks_received_total") / Lasted.TotalSeconds;

    /// <summary>Cores kept busy.</summary>
    public double Cores => ProcessorTime / Lasted;

    /// <summary>From a tick's receipt to its order at the venue's door.</summary>
    public Histogram TickToOrder => Timed("tick_to_order_seconds");

    /// <summary>What a counter counted.</summary>
    public double Counted(string metric) => Last.Sum(Prefix + metric) - First.Sum(Prefix + metric);

    /// <summary>What a histogram saw, over all its labels or those with one value of one label.</summary>
    public Histogram Timed(string metric, string? label = null, string? value = null) =>
        Last.Histogram(Prefix + metric, label, value).Since(First.Histogram(Prefix + metric, label, value));

    /// <summary>The values one label of a histogram has.</summary>
    public IReadOnlyList<string> Values(string metric, string label) => Last.LabelValues($"{Prefix}{metric}_bucket", label);

    /// <summary>What was counted by one label, what was not left out.</summary>
    public IReadOnlyDictionary<string, double> CountedBy(string metric, string label) => Last.LabelValues(Prefix + metric, label)
        .ToDictionary(static value => value, value => Of(Last, metric, label, value) - Of(First, metric, label, value))
        .Where(static pair => pair.Value > 0).ToDictionary();

    private static double Of(MetricsPage page, string metric, string label, string value) =>
        page.Samples(Prefix + metric).Where(sample => sample.Key.Contains($"{label}=\"{value}\"", StringComparison.Ordinal)).Sum(static sample => sample.Value);
}
