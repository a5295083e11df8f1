using System.Collections.Immutable;
using TradingDaemon.Simulation.Chance;

namespace TradingDaemon.Simulation.Runs;

/// <summary>The recoveries seen after each first death, the second deaths that meet every distinct point of them, and which were met. Thread-safe.</summary>
/// <param name="areByFirstKind">Whether the same point after a first death of another kind is another: some seven times as many.</param>
internal sealed class RecoveryPoints(bool areByFirstKind)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(CrashKind Death, long First), (FaultPointKind? At, ImmutableArray<FaultPointKind> Passed)> _recoveries = [];
    private readonly HashSet<RecoveryPoint> _known = [];
    private readonly HashSet<RecoveryPoint> _met = [];

    /// <summary>Distinct points.</summary>
    public int Known
    {
        get
        {
            lock (_gate) return _known.Count;
        }
    }

    /// <summary>Distinct points at which a daemon did die.</summary>
    public int Met
    {
        get
        {
            lock (_gate) return _met.Count(_known.Contains);
        }
    }

    /// <summary>Notes what the recovery from a first death passed.</summary>
    public void Saw(CrashKind death, long first, SimulationResult result)
    {
        var at = DeathOf(result);
        lock (_gate)
        {
            _recoveries[(death, first)] = (at, result.FirstRecovery);
            for (var i = 0; i < result.FirstRecovery.Length; i++) _known.Add(new RecoveryPoint(death, at, i + 1, result.FirstRecovery[i]));
        }
    }

    /// <summary>Notes where a daemon died while it recovered; nothing when it traded before its second death.</summary>
    public void Died(CrashKind death, long first, long second, SimulationResult result)
    {
        if (result.Kills + result.PowerLosses != 2 || result.FirstRecovery.Length != second) return;
        lock (_gate) _met.Add(new RecoveryPoint(death, _recoveries[(death, first)].At, second, result.FirstRecovery[^1]));
    }

    /// <summary>Second deaths that meet each distinct point once, after the first death that has the fewest of them.</summary>
    public IReadOnlyList<(CrashKind Death, long First, long Second)> Plan()
    {
        lock (_gate)
        {
            var firsts = _recoveries.SelectMany(static seen => seen.Value.Passed.Select((kind, i) => (Point: new RecoveryPoint(seen.Key.Death, seen.Value.At, i + 1, kind), seen.Key.First))).ToLookup(static pair => pair.Point, static pair => pair.First);
            var deaths = new Dictionary<(CrashKind, long), int>();
            var plan = new List<(CrashKind Death, long First, long Second)>();
            foreach (var point in firsts.OrderBy(static group => group.Count()).ThenBy(static group => group.First()).ThenBy(static group => group.Key.Number).Select(static group => group.Key)) // the rare ones have no choice
            {
                var first = firsts[point].MinBy(first => deaths.GetValueOrDefault((point.Death, first)));
                deaths[(point.Death, first)] = deaths.GetValueOrDefault((point.Death, first)) + 1;
                plan.Add((point.Death, first, point.Number));
            }

            return plan;
        }
    }

    private FaultPointKind? DeathOf(SimulationResult result) => !areByFirstKind ? null : result.Points.First(static point => point.Crashes > 0).Kind;
}
