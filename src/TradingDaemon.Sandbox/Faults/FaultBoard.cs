namespace TradingDaemon.Sandbox.Faults;

/// <summary>The faults at work. Thread-safe; costs next to nothing where there is none of a kind.</summary>
internal sealed class FaultBoard
{
    private static readonly ActiveFault[] None = [];

    private readonly Lock _gate = new();
    private readonly Predicate<string> _isCode;
    private readonly ActiveFault[][] _byKind = [.. Enum.GetValues<FaultKind>().Prepend(default).Select(static _ => None)];
    private ulong _seed;
    private int _lastId;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins with a script. Throws <see cref="InvalidDataException"/> when a fault makes no sense.</summary>
    public FaultBoard(FaultScript script, Predicate<string> isCode)
    {
        _isCode = isCode;
        Replace(script);
    }

    /// <summary>How wrong the clock is told now.</summary>
    public TimeSpan ClockOffset => TimeSpan.FromMilliseconds(Standing(FaultKind.ClockOffset)?.Ms ?? 0.0);

    /// <summary>The faults at work, oldest first.</summary>
    public IReadOnlyList<ActiveFault> All
    {
        get
        {
            lock (_gate) return [.. _byKind.SelectMany(static faults => faults).OrderBy(static fault => fault.Id)];
        }
    }

    /// <summary>Ends all faults and begins with a script. Throws <see cref="InvalidDataException"/>, having changed nothing, when a fault makes no sense.</summary>
    public IReadOnlyList<int> Replace(FaultScript script)
    {
        Check(script.Faults);
        lock (_gate)
        {
            Array.Fill(_byKind, None);
            (_seed, _lastId) = (script.Seed, 0);
            return AddChecked(script.Faults);
        }
    }

    /// <summary>Adds faults and gives their numbers. Throws <see cref="InvalidDataException"/>, having changed nothing, when one makes no sense.</summary>
    public IReadOnlyList<int> Add(IReadOnlyList<Fault> faults)
    {
        Check(faults);
        lock (_gate) return AddChecked(faults);
    }

    /// <summary>Ends a fault; false when there is none of this number.</summary>
    public bool Remove(int id)
    {
        lock (_gate)
        {
            for (var kind = 0; kind < _byKind.Length; kind++)
            {
                if (!_byKind[kind].Any(fault => fault.Id == id)) continue;
                _byKind[kind] = [.. _byKind[kind].Where(fault => fault.Id != id)];
                Announce();
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether, and by what, an occasion is struck.</summary>
    public FaultHit? Draw(FaultKind kind, in Occasion occasion)
    {
        if (Volatile.Read(ref _byKind[(int)kind]).Length == 0) return null;
        lock (_gate)
        {
            foreach (var fault in _byKind[(int)kind])
                if (fault.Fault.Concerns(occasion) && fault.Meet() is { } hit) return hit;
        }

        return null;
    }

    /// <summary>The newest fault of a kind that works while it stands; null when there is none.</summary>
    public Fault? Standing(FaultKind kind) => Volatile.Read(ref _byKind[(int)kind]) is [.., var newest] ? newest.Fault : null;

    /// <summary>Waits until no fault of the kind stands.</summary>
    public async Task WaitWhileStandingAsync(FaultKind kind, CancellationToken stopping)
    {
        while (Standing(kind) is not null)
        {
            Task changed;
            lock (_gate) changed = _changed.Task;
            if (Standing(kind) is not null) await changed.WaitAsync(stopping);
        }
    }

    private void Check(IReadOnlyList<Fault> faults)
    {
        foreach (var fault in faults)
            if (fault.Flaw(_isCode) is { } flaw) throw new InvalidDataException(flaw);
    }

    private int[] AddChecked(IReadOnlyList<Fault> faults)
    {
        var added = faults.Select(fault => new ActiveFault(++_lastId, fault, _seed)).ToArray();
        foreach (var fault in added) _byKind[(int)fault.Fault.Kind] = [.. _byKind[(int)fault.Fault.Kind], fault];
        Announce();
        return [.. added.Select(static fault => fault.Id)];
    }

    private void Announce()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
