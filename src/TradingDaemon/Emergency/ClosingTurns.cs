namespace TradingDaemon.Emergency;

/// <summary>
/// Lets closing orders begin, one by one, until somebody holds them: then those under way come to their end and no further one begins.
/// So a liquidation can be ended between two orders, and never amid one. Thread-safe.
/// </summary>
internal sealed class ClosingTurns
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _released = Done();
    private TaskCompletionSource _quiet = Done();
    private int _underWay;

    /// <summary>Waits while held, then begins; end it with <see cref="End"/>.</summary>
    public async Task BeginAsync(CancellationToken stopping)
    {
        while (true)
        {
            Task released;
            lock (_gate)
            {
                released = _released.Task;
                if (released.IsCompleted)
                {
                    if (_underWay++ == 0) _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    return;
                }
            }

            await released.WaitAsync(stopping);
        }
    }

    /// <summary>One has come to its end, or to the end of its patience.</summary>
    public void End()
    {
        lock (_gate)
            if (--_underWay == 0) _quiet.SetResult();
    }

    /// <summary>Lets none begin; the task ends when none is under way any more.</summary>
    public Task HoldAsync()
    {
        lock (_gate)
        {
            if (_released.Task.IsCompleted) _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _quiet.Task;
        }
    }

    /// <summary>Lets them begin again.</summary>
    public void Release()
    {
        lock (_gate) _released.TrySetResult();
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
