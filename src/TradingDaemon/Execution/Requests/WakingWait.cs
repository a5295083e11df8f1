namespace TradingDaemon.Execution.Requests;

/// <summary>A wait that somebody may cut short. One waits; anybody may wake. Whoever wakes runs what follows the wait, up to its own next wait.</summary>
/// <param name="clock">Real time.</param>
internal sealed class WakingWait(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiting;
    private bool _isWoken;

    /// <summary>Ends the wait under way, or lets the next one pass at once.</summary>
    public void Wake()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            waiting = _waiting;
            _isWoken = waiting is null;
        }

        waiting?.TrySetResult();
    }

    /// <summary>Waits until woken, at most <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken stopping)
    {
        var waiting = new TaskCompletionSource(); // inline on purpose: a run on one thread and one clock stays on them
        lock (_gate)
        {
            if (_isWoken)
            {
                _isWoken = false;
                return;
            }

            _waiting = waiting;
        }

        try
        {
            await Pause.UntilAsync(waiting, longest, clock, stopping);
        }
        finally
        {
            lock (_gate) _waiting = null;
        }
    }
}
