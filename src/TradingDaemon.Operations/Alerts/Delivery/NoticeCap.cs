namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>How many notices a channel passes on in a minute and in a day (UTC): a storm must not flood it. Half of either is kept for critical ones. For one thread.</summary>
/// <param name="perMinuteMax">At least 2.</param>
/// <param name="perDayMax">At least 2.</param>
internal sealed class NoticeCap(int perMinuteMax, int perDayMax)
{
    private (long Number, int Count) _minute;
    private (long Number, int Count) _day;

    /// <summary>Counts a notice that may go; false when it is one too many.</summary>
    public bool Admits(AlertSeverity severity, DateTimeOffset now)
    {
        (_minute, _day) = (In(_minute, now, TimeSpan.TicksPerMinute), In(_day, now, TimeSpan.TicksPerDay));
        if (_minute.Count >= Share(perMinuteMax, severity) || _day.Count >= Share(perDayMax, severity)) return false;
        (_minute.Count, _day.Count) = (_minute.Count + 1, _day.Count + 1);
        return true;
    }

    /// <summary>Whether nothing but critical notices goes out any more today.</summary>
    public bool IsDaySpent(DateTimeOffset now) => In(_day, now, TimeSpan.TicksPerDay).Count >= Share(perDayMax, AlertSeverity.Warning);

    private static int Share(int most, AlertSeverity severity) => severity == AlertSeverity.Critical ? most : most / 2;

    private static (long Number, int Count) In((long Number, int Count) window, DateTimeOffset now, long length) =>
        now.UtcTicks / length == window.Number ? window : (now.UtcTicks / length, 0);
}
