using System.Diagnostics.Metrics;

namespace TradingDaemon.Operations.Metrics;

/// <summary>What became of the prices one venue's series should have, a price an instrument and interval.</summary>
public sealed class SeriesMetrics
{
    private static readonly string[] Whys = ["unanswered", "untold", "late", "unwritten"];
    private readonly string _venue;
    private readonly long[] _missed = new long[Whys.Length];
    private long _kept;

    internal SeriesMetrics(string venue) => _venue = venue;

    /// <summary>Prices kept since the start.</summary>
    public long KeptCount => Volatile.Read(ref _kept);

    /// <summary>Prices were kept.</summary>
    public void Kept(long prices) => Interlocked.Add(ref _kept, prices);

    /// <summary>The venue gave no answer in time.</summary>
    public void Unanswered(long prices) => Interlocked.Add(ref _missed[0], prices);

    /// <summary>Its answer told nothing of them, or what is older than an interval.</summary>
    public void Untold(long prices) => Interlocked.Add(ref _missed[1], prices);

    /// <summary>Their interval went by while the one before was being asked for, or the machine stood still.</summary>
    public void Late(long prices) => Interlocked.Add(ref _missed[2], prices);

    /// <summary>They could not be written.</summary>
    public void Unwritten(long prices) => Interlocked.Add(ref _missed[3], prices);

    internal long MissedCount(string why) => Volatile.Read(ref _missed[Array.IndexOf(Whys, why)]);

    internal static void AddTo(Meter meter, Func<IReadOnlyList<SeriesMetrics>> all)
    {
        meter.CreateObservableCounter(MetricNames.Prefix + "series_kept_total", () => all().Select(static one => new Measurement<long>(one.KeptCount, MetricNames.Tag("venue", one._venue))), null, "Prices kept in the series.");
        meter.CreateObservableCounter(MetricNames.Prefix + "series_missed_total", () => all().SelectMany(static one => one.MissedNow()), null, "Prices the series should have and has not, by reason.");
    }

    private IEnumerable<Measurement<long>> MissedNow() => Whys.Select((why, place) => new Measurement<long>(Volatile.Read(ref _missed[place]), MetricNames.Tag("venue", _venue), MetricNames.Tag("reason", why)));
}
