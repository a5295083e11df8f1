using System.Diagnostics.Metrics;

namespace TradingDaemon.Operations.Metrics;

/// <summary>What became of the prices one venue's series should have, a price an instrument and interval.</summary>
public sealed class SeriesMetrics
{
    private readonly string _venue;
    private readonly EnumCounter<Why> _missed;
    private long _kept;

    internal SeriesMetrics(string venue) => (_venue, _missed) = (venue, new EnumCounter<Why>("reason", MetricNames.Tag("venue", venue)));

    private enum Why : byte
    {
        Unanswered = 1,
        Untold,
        Late,
        Unwritten,
    }

    /// <summary>Prices kept since the start.</summary>
    public long KeptCount => Volatile.Read(ref _kept);

    /// <summary>Prices were kept.</summary>
    public void Kept(long prices) => Interlocked.Add(ref _kept, prices);

    /// <summary>The venue gave no answer in time.</summary>
    public void Unanswered(long prices) => _missed.Add(Why.Unanswered, prices);

    /// <summary>Its answer told nothing of them, or what is older than an interval.</summary>
    public void Untold(long prices) => _missed.Add(Why.Untold, prices);

    /// <summary>Their interval went by while the one before was being asked for, or the machine stood still.</summary>
    public void Late(long prices) => _missed.Add(Why.Late, prices);

    /// <summary>They could not be written.</summary>
    public void Unwritten(long prices) => _missed.Add(Why.Unwritten, prices);

    internal long MissedCount(string why) => _missed.NonZero().FirstOrDefault(one => one.Label == why).Count;

    internal static void AddTo(Meter meter, Func<IReadOnlyList<SeriesMetrics>> all)
    {
        meter.CreateObservableCounter(MetricNames.Prefix + "series_kept_total", () => all().Select(static one => new Measurement<long>(one.KeptCount, MetricNames.Tag("venue", one._venue))), null, "Prices kept in the series.");
        meter.CreateObservableCounter(MetricNames.Prefix + "series_missed_total", () => all().SelectMany(static one => one._missed.Observe()), null, "Prices the series should have and has not, by reason.");
    }
}
