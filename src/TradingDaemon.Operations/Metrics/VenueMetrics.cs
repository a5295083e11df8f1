using System.Diagnostics.Metrics;

namespace TradingDaemon.Operations.Metrics;

/// <summary>What is read of one venue when somebody scrapes; what nobody gave has no sample. Called from any thread.</summary>
public sealed class VenueMetrics
{
    private readonly KeyValuePair<string, object?> _tag;

    internal VenueMetrics(string venue) => _tag = MetricNames.Tag("venue", venue);

    /// <summary>Since books and venue last agreed.</summary>
    public Func<TimeSpan>? ComparisonAge { get; set; }

    /// <summary>Requests that wait for room in its budget.</summary>
    public Func<int>? RequestsWaiting { get; set; }

    /// <summary>Its clock minus ours; null before the first measurement.</summary>
    public Func<TimeSpan?>? ClockOffset { get; set; }

    /// <summary>The most that measurement can be wrong; null before the first.</summary>
    public Func<TimeSpan?>? ClockUncertainty { get; set; }

    internal static void AddTo(Meter meter, Func<IEnumerable<VenueMetrics>> all)
    {
        meter.CreateObservableGauge(MetricNames.Prefix + "reconciliation_age_seconds", () => all().SelectMany(static venue => venue.Seconds(venue.ComparisonAge?.Invoke())), "s", "Time since books and venue last agreed.");
        meter.CreateObservableGauge(MetricNames.Prefix + "venue_clock_offset_seconds", () => all().SelectMany(static venue => venue.Seconds(venue.ClockOffset?.Invoke())), "s", "The venue's clock minus ours.");
        meter.CreateObservableGauge(MetricNames.Prefix + "venue_clock_uncertainty_seconds", () => all().SelectMany(static venue => venue.Seconds(venue.ClockUncertainty?.Invoke())), "s", "The most the measured offset can be wrong.");
        meter.CreateObservableGauge(MetricNames.Prefix + "venue_requests_waiting", () => all().SelectMany(static venue => venue.Waiting()), null, "Requests that wait for room in the venue's budget.");
    }

    private IEnumerable<Measurement<double>> Seconds(TimeSpan? span) => span is { } known ? [new(known.TotalSeconds, _tag)] : [];

    private IEnumerable<Measurement<long>> Waiting() => RequestsWaiting is { } count ? [new(count(), _tag)] : [];
}
