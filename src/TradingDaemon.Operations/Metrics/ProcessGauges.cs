using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TradingDaemon.Operations.Metrics;

/// <summary>The process itself: processor, memory, threads, files, garbage collection. Read when scraped.</summary>
internal static class ProcessGauges
{
    private const string TaskDirectory = "/proc/self/task";
    private const string FileDirectory = "/proc/self/fd";

    public static void AddTo(Meter meter)
    {
        Counter(meter, "process_cpu_seconds_total", "s", "Processor time used by the process, user and system.", static () => Environment.CpuUsage.TotalTime.TotalSeconds);
        Gauge(meter, "process_resident_memory_bytes", "By", "Resident memory of the process.", static () => Environment.WorkingSet);
        Gauge(meter, "process_threads", null, "Threads of the process.", Threads);
        if (Directory.Exists(FileDirectory)) Gauge(meter, "process_open_fds", null, "Open file descriptors of the process.", static () => Directory.EnumerateFileSystemEntries(FileDirectory).Count());
        Gauge(meter, "gc_heap_size_bytes", "By", "Managed heap after the last collection.", static () => GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes);
        Counter(meter, "gc_pause_seconds_total", "s", "Time all managed threads were paused for collections.", static () => GC.GetTotalPauseDuration().TotalSeconds);
        Counter(meter, "gc_allocated_bytes_total", "By", "Bytes allocated on the managed heap.", static () => GC.GetTotalAllocatedBytes());
        meter.CreateObservableCounter(MetricNames.Prefix + "gc_collections_total", Collections, null, "Collections by generation; a higher one counts in the lower too.");
    }

    private static long Threads()
    {
        if (Directory.Exists(TaskDirectory)) return Directory.EnumerateDirectories(TaskDirectory).Count();
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    private static IEnumerable<Measurement<long>> Collections() => Enumerable.Range(0, GC.MaxGeneration + 1)
        .Select(static generation => new Measurement<long>(GC.CollectionCount(generation), MetricNames.Tag("generation", generation.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    private static void Gauge(Meter meter, string name, string? unit, string description, Func<long> read) =>
        meter.CreateObservableGauge(MetricNames.Prefix + name, read, unit, description);

    private static void Counter(Meter meter, string name, string unit, string description, Func<double> read) =>
        meter.CreateObservableCounter(MetricNames.Prefix + name, read, unit, description);
}
