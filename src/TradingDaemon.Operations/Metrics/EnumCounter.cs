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
    private readonly (int Slot, KeyValuePair<string, object?> Tag)[] _labels;

    public EnumCounter(Meter meter, string name, string label, string description)
    {
        if (Unsafe.SizeOf<TEnum>() != 1) throw new ArgumentException($"{typeof(TEnum).Name} is not a byte enum.");
        _labels = [.. Enum.GetValues<TEnum>().Select(value => (Slot(value), MetricNames.Tag(label, MetricNames.Label(value))))];
        meter.CreateObservableCounter(MetricNames.Prefix + name, Observe, null, description);
    }

    public void Add(TEnum value, long count = 1) => Interlocked.Add(ref _counts[Slot(value)], count);

    public long Count(TEnum value) => Volatile.Read(ref _counts[Slot(value)]);

    public IEnumerable<(string Label, long Count)> NonZero() =>
        _labels.Select(label => ((string)label.Tag.Value!, Volatile.Read(ref _counts[label.Slot]))).Where(static pair => pair.Item2 != 0);

    private IEnumerable<Measurement<long>> Observe() => _labels.Select(label => new Measurement<long>(Volatile.Read(ref _counts[label.Slot]), label.Tag));

    private static int Slot(TEnum value) => Unsafe.As<TEnum, byte>(ref value);
}
