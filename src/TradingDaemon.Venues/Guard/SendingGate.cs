using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Guard;

/// <summary>
/// One request at a time for one key, so that numbers that must rise arrive in the order they were given: two connections, or two threads of the
/// venue, may overtake each other, and only an answer proves arrival. A request that hangs does not keep cancels from leaving: after
/// <paramref name="holdMax"/> the next one goes; what it then overtakes is refused for its number, which is a clear answer. The more urgent go first.
/// </summary>
/// <param name="holdMax">The longest one request keeps the others waiting.</param>
/// <param name="clock">Real time.</param>
internal sealed class SendingGate(TimeSpan holdMax, TimeProvider clock) : IDisposable
{
    // The guard in front lets fewer through; more is a bug there, and must not become memory here.
    private const int WaitingMax = 1_024;

    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource<Turn>>[] _lines = [.. Enumerable.Range(0, (int)Urgency.Other + 1).Select(static _ => new LinkedList<TaskCompletionSource<Turn>>())]; // by urgency
    private ITimer? _alarm;
    private Turn? _holder;

    /// <summary>Waits for the turn. Dispose it when the answer came. Throws <see cref="VenueException"/> when too many wait already.</summary>
    public async ValueTask<Turn> EnterAsync(Urgency urgency, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        var waiter = new TaskCompletionSource<Turn>();
        lock (_gate)
        {
            if (_holder is null) return Take();
            if (WaitingCount >= WaitingMax) throw new VenueException(new VenueFault(VenueFaultKind.Retry, "BUSY", "Too many requests wait for their turn. Nothing was sent.") { IsOwn = true });
            _lines[(int)urgency].AddLast(waiter);
            if (WaitingCount == 1) Arm();
        }

        await using var leaving = stopping.Register(() => waiter.TrySetCanceled(stopping));
        return await waiter.Task;
    }

    /// <inheritdoc/>
    public void Dispose() => _alarm?.Dispose();

    private int WaitingCount => _lines.Sum(static line => line.Count);

    private Turn Take() => _holder = new Turn(this, clock.GetTimestamp());

    private void Arm()
    {
        var left = holdMax - clock.GetElapsedTime(_holder!.Since);
        _alarm ??= clock.CreateTimer(static gate => ((SendingGate)gate!).PassOn(null), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _alarm.Change(left <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    // Whoever left passes it on; without one, the time of the holder is over if it is.
    private void PassOn(Turn? left)
    {
        while (true)
        {
            TaskCompletionSource<Turn> next;
            Turn turn;
            lock (_gate)
            {
                if (_holder is null || (left is not null && left != _holder)) return;
                if (left is null && clock.GetElapsedTime(_holder.Since) < holdMax)
                {
                    Arm(); // for an earlier holder, or a hair too soon
                    return;
                }

                _holder = null;
                if (Array.Find(_lines, static line => line.Count > 0) is not { First: { } first } line) return;
                line.RemoveFirst();
                (next, turn) = (first.Value, Take());
                if (WaitingCount > 0) Arm();
            }

            if (next.TrySetResult(turn)) return; // outside the lock: what waits goes on at once
            left = turn; // it had left the line
        }
    }

    /// <summary>The right to send.</summary>
    internal sealed class Turn(SendingGate gate, long since) : IDisposable
    {
        /// <summary>When it was given.</summary>
        public long Since => since;

        /// <inheritdoc/>
        public void Dispose() => gate.PassOn(this);
    }
}
