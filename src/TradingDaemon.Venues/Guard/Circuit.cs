namespace TradingDaemon.Venues.Guard;

/// <summary>
/// Counts failures in a sliding window and shuts when there are too many. Exact where failure ratios are not: so many failures, however many
/// requests went well between them. Thread-safe.
/// </summary>
internal sealed class Circuit(CircuitOptions options, TimeProvider clock, Action changed)
{
    private readonly Lock _gate = new();
    private readonly Queue<long> _failures = new();
    private CircuitState _state = CircuitState.Closed;
    private long _openedAt;
    private bool _isProbing;
    private int _successes;

    /// <summary>Now; an open circuit is half open once its time is over.</summary>
    public CircuitState State
    {
        get
        {
            lock (_gate) return Current;
        }
    }

    /// <summary>How long it stays open still; null when it is not.</summary>
    public TimeSpan? OpenStill
    {
        get
        {
            lock (_gate) return Current == CircuitState.Open ? options.OpenFor - clock.GetElapsedTime(_openedAt) : null;
        }
    }

    /// <summary>Whether a request may go. Whoever goes says how it ended: <see cref="Succeeded"/>, <see cref="Failed"/> or <see cref="Abandoned"/>.</summary>
    public CircuitPass Enter()
    {
        lock (_gate)
        {
            if (Current == CircuitState.Closed) return CircuitPass.Free;
            if (Current == CircuitState.Open || _isProbing) return CircuitPass.Refused;
            _state = CircuitState.HalfOpen;
            _isProbing = true;
            return CircuitPass.Probe;
        }
    }

    /// <summary>The venue answered.</summary>
    public void Succeeded(CircuitPass pass)
    {
        lock (_gate)
        {
            if (pass != CircuitPass.Probe) return;
            _isProbing = false;
            if (++_successes < options.SuccessesToClose) return;
            _state = CircuitState.Closed;
            _failures.Clear();
        }

        changed();
    }

    /// <summary>The request failed in a way that counts. What was let go before it opened changes nothing any more.</summary>
    public void Failed(CircuitPass pass)
    {
        lock (_gate)
        {
            if (pass == CircuitPass.Free)
            {
                if (_state != CircuitState.Closed) return;
                while (_failures.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) > options.Window) _failures.Dequeue();
                _failures.Enqueue(clock.GetTimestamp());
                if (_failures.Count < options.FailuresMax) return;
            }

            (_state, _openedAt, _isProbing, _successes) = (CircuitState.Open, clock.GetTimestamp(), false, 0);
            _failures.Clear();
        }

        changed();
    }

    /// <summary>The caller gave up; nothing was learnt.</summary>
    public void Abandoned(CircuitPass pass)
    {
        lock (_gate)
            if (pass == CircuitPass.Probe) _isProbing = false;
    }

    private CircuitState Current => _state == CircuitState.Open && clock.GetElapsedTime(_openedAt) >= options.OpenFor ? CircuitState.HalfOpen : _state;
}
