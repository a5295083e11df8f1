using System.Diagnostics.Metrics;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Operations.Metrics;

/// <summary>What is counted of one venue, and what is read of it when somebody scrapes; what nobody gave has no sample. Called from any thread.</summary>
public sealed class VenueMetrics
{
    private readonly KeyValuePair<string, object?> _tag;

    private readonly EnumCounter<VenueFaultKind> _faults;
    private long _streamsLost;

    internal VenueMetrics(string venue)
    {
        _tag = MetricNames.Tag("venue", venue);
        _faults = new("kind", _tag);
    }

    /// <summary>Since books and venue last agreed.</summary>
    public Func<TimeSpan>? ComparisonAge { get; set; }

    /// <summary>Requests that wait for room in its budget.</summary>
    public Func<int>? RequestsWaiting { get; set; }

    /// <summary>Its clock minus ours; null before the first measurement.</summary>
    public Func<TimeSpan?>? ClockOffset { get; set; }

    /// <summary>The most that measurement can be wrong; null before the first.</summary>
    public Func<TimeSpan?>? ClockUncertainty { get; set; }

    /// <summary>A request to it failed.</summary>
    public void Failed(VenueFaultKind kind) => _faults.Add(kind);

    /// <summary>Its stream of events ended or could not be opened.</summary>
    public void StreamLost() => Interlocked.Increment(ref _streamsLost);

    internal static void AddTo(Meter meter, Func<IEnumerable<VenueMetrics>> all)
    {
        meter.CreateObservableCounter(MetricNames.Prefix + "venue_faults_total", () => all().SelectMany(static venue => venue._faults.Observe()), null, "Requests to venues that failed, by what the failure means.");
        meter.CreateObservableCounter(MetricNames.Prefix + "venue_streams_lost_total", () => all().Select(static venue => new Measurement<long>(Volatile.Read(ref venue._streamsLost), venue._tag)), null, "Connections to venues that ended or could not be made.");
        meter.CreateObservableGauge(MetricNames.Prefix + "reconciliation_age_seconds", () => all().SelectMany(static venue => venue.Seconds(venue.ComparisonAge?.Invoke())), "s", "Time since books and venue last agreed.");
        meter.CreateObservableGauge(MetricNames.Prefix + "venue_clock_offset_seconds", () => all().SelectMany(static venue => venue.Seconds(venue.ClockOffset?.Invoke())), "s", "The venue's clock minus ours.");
        meter.CreateObservableGauge(MetricNames.Prefix + "venue_clock_uncertainty_seconds", () => all().SelectMany(static venue => venue.Seconds(venue.ClockUncertainty?.Invoke())), "s", "The most the measured offset can be wrong.");
        meter.CreateObservableGauge(MetricNames.Prefix + "venue_requests_waiting", () => all().SelectMany(static venue => venue.Waiting()), null, "Requests that wait for room in the venue's budget.");
    }

    private IEnumerable<Measurement<double>> Seconds(TimeSpan? span) => span is { } known ? [new(known.TotalSeconds, _tag)] : [];

    private IEnumerable<Measurement<long>> Waiting() => RequestsWaiting is { } count ? [new(count(), _tag)] : [];
}
