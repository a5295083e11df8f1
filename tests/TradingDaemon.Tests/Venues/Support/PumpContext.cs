namespace TradingDaemon.Tests.Venues.Support;

/// <summary>One thread for everything: what is awaited goes on here, in order, and nowhere else.</summary>
internal sealed class PumpContext : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_queue) _queue.Enqueue((d, state));
    }

    /// <summary>Runs everything that is ready.</summary>
    public void Pump()
    {
        while (true)
        {
            (SendOrPostCallback Callback, object? State) next;
            lock (_queue)
                if (!_queue.TryDequeue(out next)) return;
            next.Callback(next.State);
        }
    }

    /// <summary>Runs a test on one thread; a test that waits for something nobody will do fails.</summary>
    public static void Run(Func<Task> test)
    {
        var before = Current;
        var context = new PumpContext();
        SetSynchronizationContext(context);
        try
        {
            var running = test();
            context.Pump();
            if (!running.IsCompleted) throw new InvalidOperationException("The test waits for something that nobody will do.");
            running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
