namespace TradingDaemon.Journalling;

/// <summary>Up to which fact the journal is durable; lets a checkpoint and signals from outside wait for their own facts.</summary>
internal sealed class DurableMark
{
    private readonly Lock _gate = new();
    private readonly List<(long Sequence, TaskCompletionSource Reached)> _waiting = []; // one checkpoint at a time, and who sent signals

    /// <summary>Sequence of the newest durable fact.</summary>
    public long Sequence { get; private set; }

    /// <summary>Everything up to <paramref name="sequence"/> is durable now.</summary>
    public void Reach(long sequence)
    {
        lock (_gate)
        {
            Sequence = sequence;
            foreach (var (_, reached) in _waiting.Where(waiter => waiter.Sequence <= sequence)) reached.TrySetResult();
            _waiting.RemoveAll(waiter => waiter.Sequence <= sequence);
        }
    }

    /// <summary>Completes when <paramref name="sequence"/> is durable.</summary>
    public Task WhenReached(long sequence)
    {
        lock (_gate)
        {
            if (Sequence >= sequence) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((sequence, reached));
            return reached.Task;
        }
    }
}
