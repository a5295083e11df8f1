namespace TradingDaemon.Engine.Quotes;

/// <summary>The last <paramref name="capacity"/> values, oldest first; a newer one replaces the oldest. Allocates on its first value only.</summary>
internal sealed class Ring<T>(int capacity)
{
    private T[]? _values;
    private int _next;

    /// <summary>Values kept now, 0…capacity.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the newest value.</summary>
    public void Add(in T value)
    {
        _values ??= new T[capacity];
        _values[_next] = value;
        _next = _next + 1 == capacity ? 0 : _next + 1;
        if (Count < capacity) Count++;
    }

    /// <summary>A copy, oldest first.</summary>
    public T[] ToArray()
    {
        var copy = new T[Count];
        var first = Count < capacity ? 0 : _next;
        for (var i = 0; i < copy.Length; i++) copy[i] = _values![(first + i) % capacity];
        return copy;
    }
}
