using TradingDaemon.Domain.Algorithms;

namespace TradingDaemon.Engine.Algorithms;

/// <summary>
/// When the slices of a parent are due, and how large each is: told by the parent alone, so that every process comes to the same. A slice is its
/// weight's share of what is left at its time, so that what one did not fill the later ones carry together, and the last takes the rest.
/// </summary>
public static class SliceSchedule
{
    /// <summary>The newest slice that is due; −1 when the clock was set back before the first.</summary>
    public static int SliceAt(ParentOrder parent, DateTimeOffset now)
    {
        var elapsed = now - parent.StartAt;
        if (elapsed < TimeSpan.Zero) return -1;
        var slice = (int)Math.Min(parent.Slices - 1, elapsed.Ticks / StepOf(parent));
        return DueAt(parent, slice) <= now ? slice : slice - 1; // jitter may keep it
    }

    /// <summary>When a slice is due (UTC): at its place in the horizon, later by its jitter. The first is due at once.</summary>
    public static DateTimeOffset DueAt(ParentOrder parent, int slice) =>
        PlaceOf(parent, slice).AddTicks(slice == 0 ? 0L : (long)(StepOf(parent) * parent.Terms.JitterFraction * Draw(parent.Id.Number, slice)));

    /// <summary>When a slice's time is over (UTC): when the next is due; the last one's lasts until the parent ends.</summary>
    public static DateTimeOffset OverAt(ParentOrder parent, int slice) => slice + 1 < parent.Slices ? DueAt(parent, slice + 1) : parent.EndAt;

    /// <summary>How much a slice is of what is left; zero or more, not rounded.</summary>
    /// <param name="parent">The parent.</param>
    /// <param name="slice">Which one.</param>
    /// <param name="leftBase">What is neither filled nor in flight.</param>
    public static decimal QuantityOf(ParentOrder parent, int slice, decimal leftBase)
    {
        if (slice >= parent.Slices - 1) return leftBase;
        if (parent.Terms.Profile is not { } profile || (parent.Terms.Algorithm != ExecutionAlgorithm.Vwap && parent.Terms.VolumeWeightFraction is null)) return leftBase / (parent.Slices - slice);
        var (own, all) = (profile.Between(PlaceOf(parent, slice), PlaceOf(parent, slice + 1)), profile.Between(PlaceOf(parent, slice), parent.HorizonAt));
        return all > 0m ? leftBase * own / all : leftBase / (parent.Slices - slice); // nothing is usually traded any more: equal parts
    }

    /// <summary>How much an iceberg shows at a time, units of base, not rounded; null where its terms leave that to the most a child may be. The same for the same number in every process.</summary>
    /// <param name="parent">The parent.</param>
    /// <param name="number">Which showing: one above the last.</param>
    public static decimal? ShownOf(ParentOrder parent, int number) =>
        (parent.Terms.DisplayQuantityBase ?? (parent.Terms.DisplaySlicesMax is not null ? parent.QuantityBase / parent.Slices : null)) is { } shown
            ? shown * (1m + (parent.Terms.DisplayJitterFraction * ((2m * Draw(parent.Id.Number, number)) - 1m)))
            : null;

    /// <summary>How long an iceberg waits before a showing, after the one before has ended. The same for the same number in every process.</summary>
    /// <param name="parent">The parent.</param>
    /// <param name="number">Which showing.</param>
    public static TimeSpan DelayOf(ParentOrder parent, int number) =>
        parent.Terms.DelayMin + TimeSpan.FromTicks((long)((parent.Terms.DelayMax - parent.Terms.DelayMin).Ticks * Draw(~parent.Id.Number, number))); // another draw than its size's

    private static DateTimeOffset PlaceOf(ParentOrder parent, int slice) => parent.StartAt.AddTicks(StepOf(parent) * slice);

    private static long StepOf(ParentOrder parent) => Math.Max(1L, parent.Terms.Horizon.Ticks / parent.Slices);

    // 0 up to 1 from the two numbers alone (FNV-1a), the same on every machine.
    private static decimal Draw(long id, int slice)
    {
        var hash = 2166136261u;
        for (var i = 0; i < sizeof(long); i++) hash = (hash ^ (byte)(id >> (i * 8))) * 16777619u;
        for (var i = 0; i < sizeof(int); i++) hash = (hash ^ (byte)(slice >> (i * 8))) * 16777619u;
        return hash / 4294967296m;
    }
}
