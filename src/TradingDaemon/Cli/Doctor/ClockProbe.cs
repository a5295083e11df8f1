using System.Globalization;

namespace TradingDaemon.Cli.Doctor;

/// <summary>Whether the clock says a believable time and never runs backwards.</summary>
internal sealed class ClockProbe(TimeProvider clock) : IDoctorProbe
{
    private const int Readings = 10_000; // a few milliseconds: long enough to meet a core whose counter disagrees

    private static readonly DateTimeOffset Earliest = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero); // before this program existed

    /// <inheritdoc/>
    public string Name => "clock";

    /// <inheritdoc/>
    public Task<DoctorFinding> ProbeAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        if (now < Earliest) return Found(false, $"it says {now:u}, before this program existed; set it, e.g. by NTP");
        var previous = clock.GetTimestamp();
        for (var i = 0; i < Readings; i++)
        {
            var next = clock.GetTimestamp();
            if (next < previous) return Found(false, $"its counter ran backwards by {clock.GetElapsedTime(next, previous).TotalMicroseconds:N0} µs");
            previous = next;
        }

        return Found(true, $"{now:u}, counter of {clock.TimestampFrequency:N0}/s never ran backwards in {Readings:N0} readings");
    }

    private Task<DoctorFinding> Found(bool passed, FormattableString detail) =>
        Task.FromResult(new DoctorFinding(Name, passed, detail.ToString(CultureInfo.InvariantCulture)));
}
