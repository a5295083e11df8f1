namespace TradingDaemon.Venues.Streaming;

/// <summary>When to try again: waits that double up to a bound, each drawn evenly from zero to it, and a bound on attempts until data proves one good.</summary>
internal sealed class ReconnectPace(ReconnectOptions options, TimeProvider clock, Random random)
{
    private readonly Queue<long> _attempts = new();
    private int _failures;

    /// <summary>An attempt begins.</summary>
    public void Attempted() => _attempts.Enqueue(clock.GetTimestamp());

    /// <summary>Data came: what failed before is forgotten.</summary>
    public void Confirmed()
    {
        _attempts.Clear();
        _failures = 0;
    }

    /// <summary>The wait before the next attempt, after one that failed.</summary>
    public TimeSpan Wait()
    {
        while (_attempts.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= options.Window) _attempts.Dequeue();
        var bound = options.First * Math.Pow(2d, Math.Min(_failures++, 30));
        var drawn = (bound < options.Most ? bound : options.Most) * random.NextDouble();
        var fence = _attempts.Count >= options.AttemptsMax ? options.Window - clock.GetElapsedTime(_attempts.Peek()) : TimeSpan.Zero;
        return drawn > fence ? drawn : fence;
    }
}
