using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using TradingDaemon.Benchmarks.Daemon;
using TradingDaemon.Benchmarks.Reporting;

namespace TradingDaemon.Benchmarks.Machine;

/// <summary>What the figures were measured on; without it they mean nothing.</summary>
/// <param name="Lines">Name and value, in order.</param>
internal sealed record MachineFacts(IReadOnlyList<KeyValuePair<string, string>> Lines)
{
    /// <summary>Looks at this machine, its load before anything is measured included.</summary>
    public static MachineFacts Take() => new(
    [
        new("CPU", FirstOf("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString()),
        new("cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
        new("memory", Words.Text($"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024.0 / 1024.0 / 1024.0:0.0} GiB")),
        new("load before", File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown"),
        new("disk", $"{Words.Seconds(DiskProbe.FlushMedian().TotalSeconds)} to write 4 KiB and flush (median, in the directory for temporary files)"),
        new("OS", RuntimeInformation.OSDescription),
        new(".NET", RuntimeInformation.FrameworkDescription),
        new("GC of the daemon", "workstation, concurrent, as it is delivered"),
        new("GC of in-process verbs", $"{(GCSettings.IsServerGC ? "server" : "workstation")}, {GCSettings.LatencyMode}"),
        new("build", IsOptimised ? "Release" : "Debug: these figures mean nothing"),
        new("daemon", Path.GetDirectoryName(DaemonProcess.Executable) == Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory) ? "as built, compiled while it runs" : "published, compiled ahead of time"),
        new("commit", Commit()),
        new("at", DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
    ]);

#if DEBUG
    private static bool IsOptimised => false;
#else
    private static bool IsOptimised => true;
#endif

    private static string Commit()
    {
        try
        {
            var commit = SystemTool.Output("git", "-C", AppContext.BaseDirectory, "rev-parse", "--short", "HEAD");
            return SystemTool.Output("git", "-C", AppContext.BaseDirectory, "status", "--porcelain", "--", ":/src").Length == 0 ? commit : $"{commit} with changes in src";
        }
        catch (InvalidOperationException)
        {
            return "unknown"; // no git here, or no checkout
        }
    }

    private static string? FirstOf(string file, string name) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;
}
