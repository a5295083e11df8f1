namespace TradingDaemon.Venues.Clock;

/// <summary>One question for the venue's time, placed on our monotonic clock.</summary>
/// <param name="Lead">The venue's time minus our monotonic clock in the middle of the round trip.</param>
/// <param name="RoundTrip">How long the answer took; half of it is the most <paramref name="Lead"/> can be wrong.</param>
internal readonly record struct ClockSample(TimeSpan Lead, TimeSpan RoundTrip)
{
    // Answers hardly slower than the quickest took the same way; what is slower waited somewhere, and nobody knows on which leg.
    private const double SlowerMax = 1.25;

    /// <summary>The median of the quickest answers; there must be at least one sample.</summary>
    public static ClockSample Best(IReadOnlyCollection<ClockSample> samples)
    {
        var quickest = samples.Min(static sample => sample.RoundTrip);
        var counted = samples.Where(sample => sample.RoundTrip <= quickest * SlowerMax).Select(static sample => sample.Lead).Order().ToArray();
        return new ClockSample(counted[counted.Length / 2], quickest);
    }
}
