namespace TradingDaemon.Simulation.Chance;

/// <summary>Numbers every place at which the daemon may die, and lets a plan choose.</summary>
/// <param name="plan">Given the number (1, 2, 3… over the run) and the kind: how the process dies there, or null.</param>
internal sealed class FaultPoints(Func<long, FaultPointKind, CrashKind?> plan)
{
    private readonly long[] _visits = new long[Enum.GetValues<FaultPointKind>().Length + 1];
    private readonly long[] _crashes = new long[Enum.GetValues<FaultPointKind>().Length + 1];
    private readonly List<FaultPointKind> _recovery = [];
    private bool _isFirstRecovery;

    /// <summary>Points passed so far.</summary>
    public long Visited { get; private set; }

    /// <summary>Kills so far.</summary>
    public int Kills { get; private set; }

    /// <summary>Power losses so far.</summary>
    public int PowerLosses { get; private set; }

    /// <summary>Points passed after the first death, until the daemon traded again or died once more: what its recovery is made of, some sixty.</summary>
    public IReadOnlyList<FaultPointKind> FirstRecovery => _recovery;

    /// <summary>Points passed by kind.</summary>
    public IEnumerable<(FaultPointKind Kind, long Visits, long Crashes)> Counts =>
        Enum.GetValues<FaultPointKind>().Select(kind => (kind, _visits[(int)kind], _crashes[(int)kind]));

    /// <summary>Carries out a death; the world sets it for each life.</summary>
    public Action<CrashKind> Crash { get; set; } = static _ => { };

    /// <summary>Passes a point that the disk carries out itself: returns how the process dies there.</summary>
    public CrashKind? Visit(FaultPointKind kind)
    {
        _visits[(int)kind]++;
        if (_isFirstRecovery) _recovery.Add(kind);
        if (plan(++Visited, kind) is not { } crash) return null;
        _isFirstRecovery = Kills + PowerLosses == 0;
        _crashes[(int)kind]++;
        if (crash == CrashKind.Kill) Kills++;
        else PowerLosses++;
        return crash;
    }

    /// <summary>The daemon trades: what follows is no recovery.</summary>
    public void Recovered() => _isFirstRecovery = false;

    /// <summary>Passes a point; true when the process died there.</summary>
    public bool Dies(FaultPointKind kind)
    {
        if (Visit(kind) is not { } crash) return false;
        Crash(crash);
        return true;
    }

    /// <summary>Passes a point on the scheduler's own stack. Throws <see cref="KilledException"/> when the process died there.</summary>
    public void Pass(FaultPointKind kind)
    {
        if (Dies(kind)) throw new KilledException();
    }
}
