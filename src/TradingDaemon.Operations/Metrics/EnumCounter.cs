using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace TradingDaemon.Operations.Metrics;

/// <summary>
/// A counter per value of a byte enum. Adding is one interlocked add on a fixed slot, nothing is looked up and nothing
/// allocated; the instrument reads the slots when it is scraped. Every value is exported from the start, at zero.
/// </summary>
internal sealed class EnumCounter<TEnum> where TEnum : struct, Enum
{
    private readonly long[] _counts = new long[256]; // a slot for every byte, so that no value can be out of range
    private readonly (int Slot, string Label, KeyValuePair<string, object?>[] Tags)[] _labels;

    /// <summary>Counts that an instrument of others shows.</summary>
    /// <param name="label">The name of what is counted by.</param>
    /// <param name="of">Whose counts they are.</param>
    public EnumCounter(string label, params KeyValuePair<string, object?>[] of)
    {
        if (Unsafe.SizeOf<TEnum>() != 1) throw new ArgumentException($"{typeof(TEnum).Name} is not a byte enum.");
        _labels = [.. Enum.GetValues<TEnum>().Select(value => (Slot(value), MetricNames.Label(value), (KeyValuePair<string, object?>[])[.. of, MetricNames.Tag(label, MetricNames.Label(value))]))];
    }

    /// <summary>Counts with an instrument of their own.</summary>
    public EnumCounter(Meter meter, string name, string label, string description) : this(label) => meter.CreateObservableCounter(MetricNames.Prefix + name, Observe, null, description);

    public void Add(TEnum value, long count = 1) => Interlocked.Add(ref _counts[Slot(value)], count);

    public long Count(TEnum value) => Volatile.Read(ref _counts[Slot(value)]);

    public IEnumerable<(string Label, long Count)> NonZero() =>
        _labels.Select(label => (label.Label, Count: Volatile.Read(ref _counts[label.Slot]))).Where(static pair => pair.Count != 0);

    /// <summary>A sample of every value.</summary>
    public IEnumerable<Measurement<long>> Observe() => _labels.Select(label => new Measurement<long>(Volatile.Read(ref _counts[label.Slot]), label.Tags));

    private static int Slot(TEnum value) => Unsafe.As<TEnum, byte>(ref value);
}
