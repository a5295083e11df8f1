namespace TradingDaemon.Operations.Logging;

/// <summary>
/// Lets the first event of a kind through, then at most one per window, and counts the others so that the next one can say
/// how many there were. Allocates only for a new key. Thread-safe.
/// </summary>
/// <typeparam name="TKey">What makes two events the same, e.g. a tuple of instrument and reason.</typeparam>
public sealed class LogThrottle<TKey> where TKey : notnull
{
    /// <summary>The window when none is given.</summary>
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _clock;
    private readonly TimeSpan _window;
    private readonly int _keysMax;
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, (long SaidAt, long Suppressed)> _known = [];
    private long _suppressedTotal;

    /// <summary>Creates a throttle that knows nothing yet.</summary>
    /// <param name="clock">Measures the window.</param>
    /// <param name="window">Above zero; null for <see cref="DefaultWindow"/>.</param>
    /// <param name="keysMax">Keys remembered at once; past it, keys whose window ended are forgotten, and if none did, new keys are suppressed.</param>
    public LogThrottle(TimeProvider clock, TimeSpan? window = null, int keysMax = 1_024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keysMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window ?? DefaultWindow, TimeSpan.Zero, nameof(window));
        (_clock, _window, _keysMax) = (clock, window ?? DefaultWindow, keysMax);
    }

    /// <summary>Events held back since the start.</summary>
    public long SuppressedTotal => Volatile.Read(ref _suppressedTotal);

    /// <summary>Whether an event may be logged now.</summary>
    /// <param name="key">Its kind.</param>
    /// <param name="suppressed">When true is returned: how many of its kind were held back since the last one that was logged.</param>
    public bool Allows(TKey key, out long suppressed)
    {
        var now = _clock.GetTimestamp();
        lock (_gate)
        {
            var isKnown = _known.TryGetValue(key, out var entry);
            if (isKnown && _clock.GetElapsedTime(entry.SaidAt, now) < _window) return Suppress(key, entry, out suppressed);
            if (!isKnown && _known.Count >= _keysMax && !ForgetEnded(now)) return Suppress(out suppressed);
            suppressed = entry.Suppressed;
            _known[key] = (now, 0);
            return true;
        }
    }

    private bool Suppress(TKey key, (long SaidAt, long Suppressed) entry, out long suppressed)
    {
        _known[key] = entry with { Suppressed = entry.Suppressed + 1 };
        return Suppress(out suppressed);
    }

    private bool Suppress(out long suppressed)
    {
        _suppressedTotal++;
        suppressed = 0;
        return false;
    }

    private bool ForgetEnded(long now)
    {
        foreach (var (key, entry) in _known)
            if (_clock.GetElapsedTime(entry.SaidAt, now) >= _window) _known.Remove(key); // removing while enumerating is allowed
        return _known.Count < _keysMax;
    }
}
