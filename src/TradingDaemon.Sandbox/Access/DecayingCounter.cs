namespace TradingDaemon.Sandbox.Access;

/// <summary>A count that falls by itself, as some venues limit requests. Thread-safe.</summary>
/// <param name="max">What it may reach.</param>
/// <param name="decayPerSecond">How fast it falls; above zero.</param>
internal sealed class DecayingCounter(double max, double decayPerSecond)
{
    private readonly Lock _gate = new();
    private double _count;
    private DateTimeOffset _at;

    /// <summary>Adds, unless it would be over its limit; says whether it did.</summary>
    public bool TryAdd(double amount, DateTimeOffset now)
    {
        lock (_gate)
        {
            Decay(now);
            if (_count + amount > max) return false;
            _count += amount;
            return true;
        }
    }

    /// <summary>Adds, whatever the limit.</summary>
    public void Add(double amount, DateTimeOffset now)
    {
        lock (_gate)
        {
            Decay(now);
            _count += amount;
        }
    }

    private void Decay(DateTimeOffset now)
    {
        if (now > _at) (_count, _at) = (Math.Max(0.0, _count - ((now - _at).TotalSeconds * decayPerSecond)), now);
    }
}
