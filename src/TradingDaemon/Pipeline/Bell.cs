namespace TradingDaemon.Pipeline;

/// <summary>Wakes one waiting thread: channels feed it, so that a thread can wait for several of them at once.</summary>
internal sealed class Bell : IDisposable
{
    private readonly AutoResetEvent _rung = new(initialState: false);

    /// <summary>Wakes the thread, or lets its next wait pass at once.</summary>
    public void Ring() => _rung.Set();

    /// <summary>Waits until rung, at most <paramref name="longest"/>.</summary>
    public void Wait(TimeSpan longest) => _rung.WaitOne(longest);

    /// <inheritdoc/>
    public void Dispose() => _rung.Dispose();
}
