namespace TradingDaemon.Agents;

/// <summary>How many signals an agent sent within a minute; any thread.</summary>
/// <param name="perMinuteMax">How many it may.</param>
/// <param name="clock">Real time.</param>
internal sealed class AgentPace(int perMinuteMax, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Queue<long> _sent = new(); // as many as it may send, at most

    /// <summary>Counts one; false when it is one too many, which counts for nothing.</summary>
    public bool Admits()
    {
        lock (_gate)
        {
            while (_sent.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= Window) _sent.Dequeue();
            if (_sent.Count >= perMinuteMax) return false;
            _sent.Enqueue(clock.GetTimestamp());
            return true;
        }
    }
}
