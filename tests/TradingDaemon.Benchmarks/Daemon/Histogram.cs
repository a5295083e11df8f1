namespace TradingDaemon.Benchmarks.Daemon;

/// <summary>Counts up to each bound, as the daemon keeps them; seconds.</summary>
/// <param name="Cumulative">Observations not above each bound.</param>
internal sealed record Histogram(IReadOnlyDictionary<double, double> Cumulative)
{
    /// <summary>Observations.</summary>
    public double Count => Cumulative.Count == 0 ? 0 : Cumulative.Values.Max();

    /// <summary>The bound of the highest bucket that holds something: no observation was above it.</summary>
    public double MaxBound => Cumulative.Where(pair => pair.Value >= Count).Select(static pair => pair.Key).DefaultIfEmpty(double.NaN).Min();

    /// <summary>What was observed between an earlier scrape and this one.</summary>
    public Histogram Since(Histogram earlier) =>
        new(new SortedDictionary<double, double>(Cumulative.ToDictionary(static pair => pair.Key, pair => pair.Value - earlier.Cumulative.GetValueOrDefault(pair.Key))));

    /// <summary>The part of the observations not above a bound that is one of the buckets'; 0…1, NaN without any.</summary>
    public double FractionWithin(double bound) => Count > 0 ? Cumulative[bound] / Count : double.NaN;

    /// <summary>A quantile, interpolated inside its bucket; NaN without observations, the last finite bound when it lies above that.</summary>
    public double Quantile(double quantile)
    {
        var (wanted, lower, before) = (quantile * Count, 0d, 0d);
        if (wanted <= 0) return double.NaN;
        foreach (var (bound, count) in Cumulative.OrderBy(static pair => pair.Key))
        {
            if (count >= wanted) return double.IsPositiveInfinity(bound) ? lower : lower + ((bound - lower) * (wanted - before) / (count - before));
            (lower, before) = (bound, count);
        }

        return lower;
    }
}
