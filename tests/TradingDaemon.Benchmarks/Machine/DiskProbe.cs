using System.Diagnostics;

namespace TradingDaemon.Benchmarks.Machine;

/// <summary>How long the disk takes to make something durable: the floor under every order.</summary>
internal static class DiskProbe
{
    private const int Writes = 200;

    /// <summary>Median time to append 4 KiB and flush it to the disk.</summary>
    public static TimeSpan FlushMedian()
    {
        var path = Path.GetTempFileName();
        var block = new byte[4096];
        var took = new List<TimeSpan>(Writes);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (var i = 0; i < Writes; i++)
            {
                var startedAt = Stopwatch.GetTimestamp();
                file.Write(block);
                file.Flush(flushToDisk: true);
                took.Add(Stopwatch.GetElapsedTime(startedAt));
            }
        }
        finally
        {
            File.Delete(path);
        }

        return took.Order().ElementAt(Writes / 2);
    }
}
