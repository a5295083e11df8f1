using System.Numerics;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Metrics;

/// <summary>
/// Quantiles of durations in fixed memory: 16 buckets per power of two, so a quantile is at most 1/16 too high.
/// Recording is one interlocked add and allocates nothing. Thread-safe.
/// </summary>
public sealed class LatencyQuantiles(string stage)
{
    private const int StepsPerOctave = 16;
    private const int OctaveShift = 4; // log2 of the above
    private readonly long[] _buckets = new long[(64 - OctaveShift + 1) * StepsPerOctave];
    private long _maxTicks;

    /// <summary>Adds one duration; below zero counts as zero.</summary>
    public void Record(TimeSpan duration)
    {
        var ticks = Math.Max(0, duration.Ticks);
        Interlocked.Increment(ref _buckets[BucketOf((ulong)ticks)]);
        if (ticks > Volatile.Read(ref _maxTicks)) InterlockedMax(ticks);
    }

    /// <summary>The quantiles of everything recorded so far.</summary>
    public LatencyLine Read()
    {
        var counts = new long[_buckets.Length];
        long total = 0;
        for (var index = 0; index < counts.Length; index++) total += counts[index] = Volatile.Read(ref _buckets[index]);
        var max = TimeSpan.FromTicks(Volatile.Read(ref _maxTicks)).TotalMilliseconds;
        return new LatencyLine(stage, total, At(counts, total, 0.50, max), At(counts, total, 0.95, max), At(counts, total, 0.99, max), max);
    }

    private static double At(long[] counts, long total, double quantile, double maxMilliseconds)
    {
        if (total == 0) return 0;
        var rank = (long)Math.Ceiling(total * quantile);
        var index = 0;
        for (var seen = counts[0]; seen < rank; seen += counts[index]) index++;
        return Math.Min(maxMilliseconds, TimeSpan.FromTicks((long)UpperEdge(index)).TotalMilliseconds);
    }

    private static int BucketOf(ulong ticks)
    {
        if (ticks < StepsPerOctave) return (int)ticks;
        var octave = BitOperations.Log2(ticks) - OctaveShift;
        return (octave + 1) * StepsPerOctave + (int)((ticks >> octave) & (StepsPerOctave - 1));
    }

    private static ulong UpperEdge(int bucket)
    {
        if (bucket < StepsPerOctave) return (ulong)bucket;
        var octave = bucket / StepsPerOctave - 1;
        return ((ulong)(StepsPerOctave + bucket % StepsPerOctave + 1) << octave) - 1;
    }

    private void InterlockedMax(long ticks)
    {
        var seen = Volatile.Read(ref _maxTicks);
        while (ticks > seen)
        {
            var before = Interlocked.CompareExchange(ref _maxTicks, ticks, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
