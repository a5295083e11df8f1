namespace TradingDaemon.Venues.Sandbox;

/// <summary>Which executions of the account's unbroken sequence have been heard. One caller at a time.</summary>
/// <param name="last">Everything up to this one is known otherwise.</param>
internal sealed class ExecutionTrack(long last)
{
    // So many ahead of a gap, and it is quicker to ask for everything.
    private const int AheadMax = 10_000;

    private readonly HashSet<long> _ahead = [];

    /// <summary>Up to here nothing is missing.</summary>
    public long Last { get; private set; } = last;

    /// <summary>Whether something is missing before the newest heard.</summary>
    public bool HasGap => _ahead.Count > 0;

    /// <summary>Whether there are too many to keep.</summary>
    public bool IsFull => _ahead.Count >= AheadMax;

    /// <summary>Hears one.</summary>
    /// <returns>Whether it is news.</returns>
    public bool Hear(long sequence)
    {
        if (sequence <= Last || !_ahead.Add(sequence)) return false;
        while (_ahead.Remove(Last + 1)) Last++;
        return true;
    }
}
