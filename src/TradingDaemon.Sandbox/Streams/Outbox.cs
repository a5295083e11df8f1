namespace TradingDaemon.Sandbox.Streams;

/// <summary>Frames on their way to one client: at once, late, or held back until others overtook them. Thread-safe; one reader.</summary>
internal sealed class Outbox(TimeProvider clock) : IDisposable
{
    private const int FramesMax = 65_536; // a client so far behind will not catch up

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly PriorityQueue<Item, (long DueTicks, long Order)> _waiting = new();
    private readonly List<Item> _heldBack = [];
    private readonly Dictionary<string, long> _lastDueOfKind = new(StringComparer.Ordinal); // one for each type of frame
    private long _order;

    /// <summary>Whether the client is so far behind that it must be cut.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Sends a frame now.</summary>
    public void Send(byte[] frame)
    {
        lock (_gate) Overtake(frame, NowTicks);
    }

    /// <summary>Sends a frame later; those of its kind that come after it do not overtake it.</summary>
    public void SendLate(byte[] frame, string kind, TimeSpan delay)
    {
        lock (_gate)
        {
            var due = Math.Max(NowTicks + delay.Ticks, _lastDueOfKind.GetValueOrDefault(kind));
            _lastDueOfKind[kind] = due;
            Overtake(frame, due);
        }
    }

    /// <summary>Sends a frame after so many later ones, or when so much time has passed.</summary>
    public void HoldBack(byte[] frame, int frames, TimeSpan atMost)
    {
        lock (_gate)
        {
            var item = new Item { Frame = frame, Overtakers = frames };
            _heldBack.Add(item);
            Enqueue(item, NowTicks + atMost.Ticks);
        }
    }

    /// <summary>Ends when all that is to be sent by now has been.</summary>
    public Task SentAsync()
    {
        var item = new Item { Sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        lock (_gate) Enqueue(item, NowTicks);
        return item.Sent.Task;
    }

    /// <summary>The next frame, when it is due.</summary>
    public async ValueTask<byte[]> NextAsync(CancellationToken stopping)
    {
        while (true)
        {
            var wait = Timeout.InfiniteTimeSpan;
            lock (_gate)
            {
                while (_waiting.TryPeek(out var item, out var at))
                {
                    if (at.DueTicks > NowTicks)
                    {
                        wait = TimeSpan.FromTicks(at.DueTicks - NowTicks) + TimeSpan.FromMilliseconds(1); // timers are coarse: rather once late than twice early
                        break;
                    }

                    _waiting.Dequeue();
                    item.Sent?.TrySetResult();
                    _heldBack.Remove(item);
                    if (item.Frame is { } frame && !item.IsGone) return frame;
                }
            }

            await _signal.WaitAsync(wait, stopping);
        }
    }

    /// <summary>Nobody reads any more: whoever waits for frames to be sent waits no longer.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var (item, _) in _waiting.UnorderedItems) item.Sent?.TrySetResult();
            IsFull = true;
        }
    }

    private long NowTicks => clock.GetUtcNow().UtcTicks;

    private void Overtake(byte[] frame, long dueTicks)
    {
        Enqueue(new Item { Frame = frame }, dueTicks);
        for (var i = _heldBack.Count - 1; i >= 0; i--)
        {
            var held = _heldBack[i];
            if (--held.Overtakers > 0) continue;
            _heldBack.RemoveAt(i);
            held.IsGone = true; // out of its place at the end of its time, into the one it earned
            Enqueue(new Item { Frame = held.Frame }, dueTicks);
        }
    }

    private void Enqueue(Item item, long dueTicks)
    {
        if (IsFull) item.Sent?.TrySetResult();
        if (IsFull) return;
        _waiting.Enqueue(item, (dueTicks, ++_order));
        IsFull = _waiting.Count > FramesMax;
        if (_signal.CurrentCount == 0) _signal.Release();
    }

    private sealed class Item
    {
        public byte[]? Frame { get; init; }

        public TaskCompletionSource? Sent { get; init; }

        public int Overtakers { get; set; }

        public bool IsGone { get; set; }
    }
}
