namespace TradingDaemon.Strategies.Indicators;

/// <summary>The last n values, in a ring that never grows.</summary>
internal sealed class RollingWindow
{
    private readonly double[] _ring;
    private int _next;

    /// <param name="capacity">How many values it holds; above zero.</param>
    public RollingWindow(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _ring = new double[capacity];
    }

    /// <summary>Values held, 0…<see cref="Capacity"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Values held when full.</summary>
    public int Capacity => _ring.Length;

    /// <summary>Whether the next push evicts.</summary>
    public bool IsFull => Count == _ring.Length;

    /// <summary>The values held, in no useful order: for sums over the whole window.</summary>
    public ReadOnlySpan<double> Unordered => _ring.AsSpan(0, Count);

    /// <summary>The value pushed <paramref name="age"/> pushes before the newest; throws <see cref="ArgumentOutOfRangeException"/> past the oldest.</summary>
    public double this[int age]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(age);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(age, Count);
            var index = _next - 1 - age;
            return _ring[index < 0 ? index + _ring.Length : index];
        }
    }

    /// <summary>Adds a value.</summary>
    /// <returns>The value that fell out, or 0 while the window was not full.</returns>
    public double Push(double value)
    {
        var evicted = _ring[_next];
        _ring[_next] = value;
        if (++_next == _ring.Length) _next = 0;
        if (!IsFull) Count++;
        return evicted;
    }
}
