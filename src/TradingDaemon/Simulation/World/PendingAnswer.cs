namespace TradingDaemon.Simulation.World;

/// <summary>
/// An answer somebody waits for. One waits, and goes on inline: with a second continuation the runtime would send one of the two to another thread.
/// </summary>
internal sealed class PendingAnswer<T>
{
    private readonly TaskCompletionSource<T> _told = new();
    private readonly CancellationTokenRegistration _givenUp;

    /// <summary>Waits until it is told or <paramref name="stopping"/> gives up.</summary>
    public PendingAnswer(CancellationToken stopping)
    {
        if (stopping.CanBeCanceled) _givenUp = stopping.UnsafeRegister(static (source, token) => ((TaskCompletionSource<T>)source!).TrySetCanceled(token), _told);
    }

    /// <summary>Whether nobody waits any more.</summary>
    public bool IsOver => _told.Task.IsCompleted;

    /// <summary>What is waited for.</summary>
    public ValueTask<T> Answer => new(_told.Task);

    /// <summary>Tells it.</summary>
    public void Tell(T answer)
    {
        _givenUp.Unregister();
        _told.TrySetResult(answer);
    }

    /// <summary>Says why there is none.</summary>
    public void Fail(Exception why)
    {
        _givenUp.Unregister();
        _told.TrySetException(why);
    }
}
