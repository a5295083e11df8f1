namespace TradingDaemon.Operations.Metrics;

/// <summary>Handles by label value, at most <see cref="MetricNames.LabelValuesMax"/> of them; all further values share one called "other".</summary>
internal sealed class LabelledSet<T>(Func<string, T> make) where T : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, T> _byValue = new(StringComparer.Ordinal);
    private T[] _all = [];

    /// <summary>Every handle; the array is replaced when one is added, never changed.</summary>
    public T[] All => Volatile.Read(ref _all);

    /// <summary>The handle of a label value: the same one each time.</summary>
    public T Get(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        lock (_gate)
        {
            if (_byValue.TryGetValue(value, out var known)) return known;
            if (_byValue.Count >= MetricNames.LabelValuesMax - 1) value = MetricNames.Other;
            if (_byValue.TryGetValue(value, out known)) return known;
            var made = make(value);
            _byValue.Add(value, made);
            Volatile.Write(ref _all, [.. _byValue.Values]);
            return made;
        }
    }
}
