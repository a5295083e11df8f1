using System.Globalization;

namespace TradingDaemon.Cli.Doctor;

/// <summary>Whether the store's disk has room and forces rows out fast enough, tried with real writes.</summary>
internal sealed class DiskProbe(string directory, TimeProvider clock) : IDoctorProbe
{
    private const long FreeBytesMin = 256L * 1024 * 1024; // days of journal, and time to act on the alert
    private const int Flushes = 20;
    private const int RowBytes = 4096;

    private static readonly TimeSpan FlushMedianMax = TimeSpan.FromMilliseconds(100); // ten durable decisions a second

    /// <inheritdoc/>
    public string Name => "disk";

    /// <inheritdoc/>
    public Task<DoctorFinding> ProbeAsync(CancellationToken stopping)
    {
        var existing = directory;
        while (!Directory.Exists(existing)) existing = Path.GetDirectoryName(existing) ?? throw new IOException($"No part of {directory} exists.");
        var free = new DriveInfo(existing).AvailableFreeSpace;
        var flushes = Flush(existing);
        var (median, worst) = (flushes[Flushes / 2], flushes[^1]);
        var isWell = free >= FreeBytesMin && median <= FlushMedianMax;
        var advice = isWell ? "" : $"; wanted are at least {FreeBytesMin >> 20} MiB and a median of at most {FlushMedianMax.TotalMilliseconds:0} ms";
        var detail = string.Create(CultureInfo.InvariantCulture, $"{free >> 20:N0} MiB free, flush median {median.TotalMilliseconds:N2} ms, worst {worst.TotalMilliseconds:N2} ms in {existing}{advice}");
        return Task.FromResult(new DoctorFinding(Name, isWell, detail));
    }

    private TimeSpan[] Flush(string existing)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose };
        using var file = new FileStream(Path.Combine(existing, $".flush-probe-{Environment.ProcessId}"), options);
        var row = new byte[RowBytes];
        var durations = new TimeSpan[Flushes];
        for (var i = 0; i < Flushes; i++)
        {
            var startedAt = clock.GetTimestamp();
            file.Write(row);
            file.Flush(flushToDisk: true);
            durations[i] = clock.GetElapsedTime(startedAt);
        }

        Array.Sort(durations);
        return durations;
    }
}
