using System.Collections.Immutable;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Cli.Simulate;
using TradingDaemon.Simulation.Chance;

namespace TradingDaemon.Simulation.Runs;

/// <summary>
/// One seed again and again: the daemon dies at its first fault point, at its second, and so on until a run ends without reaching the number, by kill and by power loss.
/// What each recovery passed is noted; then it dies once more at every distinct point of those.
/// </summary>
/// <param name="request">Which seed, how long.</param>
/// <param name="progress">Told after every run.</param>
/// <param name="real">For the time it takes.</param>
/// <param name="byFirstKind">Whether a point is met anew after a first death at another kind of point.</param>
/// <param name="secondStep">1 for every distinct point of the recoveries, n for every n-th of them.</param>
internal sealed class CrashEnumeration(SimulateRequest request, IReplayProgress progress, TimeProvider real, bool byFirstKind = true, int secondStep = 1)
{
    private const long NumbersMax = 100_000; // above the points of any recovery: each run has a number of its own
    private readonly Tally _tally = new();
    private long _number;
    private long _pointsMax = long.MaxValue; // the first number that no run reached

    /// <summary>Points of the scenario, once every one was died at.</summary>
    public long Points => Volatile.Read(ref _pointsMax) - 1;

    /// <summary>Points of its recoveries.</summary>
    public RecoveryPoints Recovery { get; } = new(byFirstKind);

    /// <summary>Second deaths.</summary>
    public int Seconds { get; private set; }

    /// <summary>Runs it.</summary>
    public async Task<SimulateReport> RunAsync(CancellationToken stopping)
    {
        var startedAt = real.GetTimestamp();
        await OnAllAsync(() => DieOnce(stopping));
        var plan = Recovery.Plan().Where((_, index) => index % secondStep == 0).ToImmutableArray();
        Seconds = plan.Length;
        _number = 0;
        await OnAllAsync(() => DieTwice(plan, stopping));
        return _tally.Report(real.GetElapsedTime(startedAt));
    }

    private Task OnAllAsync(Action work) => Task.WhenAll(Enumerable.Range(0, request.Workers).Select(_ => Task.Run(work, CancellationToken.None)));

    private void DieOnce(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _number);
            if (number >= Volatile.Read(ref _pointsMax)) return;
            foreach (var kind in Enum.GetValues<CrashKind>())
            {
                var (result, isReached) = Run(kind, number, 0);
                if (isReached) Recovery.Saw(kind, number, result);
                else End(number);
            }

            progress.Report(new ReplayProgress(_tally.Runs, Math.Min(0.5d, number / 20_000d), null)); // how many points there are is not known yet
        }
    }

    private void DieTwice(ImmutableArray<(CrashKind Death, long First, long Second)> plan, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _number);
            if (number > plan.Length) return;
            var (death, first, second) = plan[(int)number - 1];
            Recovery.Died(death, first, second, Run(death, first, second).Result);
            progress.Report(new ReplayProgress(_tally.Runs, 0.5d + (number / (2d * plan.Length)), null));
        }
    }

    private (SimulationResult Result, bool IsReached) Run(CrashKind kind, long first, long second)
    {
        var where = FormattableString.Invariant($"{(kind == CrashKind.Kill ? "kill" : "power")}@{first}{(second > 0 ? $"+{second}" : "")}");
        using var run = new SimulationRun(RequestReading.World(request with { Crash = where }, request.FromSeed));
        var result = run.Run();
        var isReached = result.Kills + result.PowerLosses > 0;
        if (isReached && result.BootsMax > 3 && result.Failure is null)
            result = result with { Failure = new Oracle.InvariantBrokenException("The daemon trades again after at most three starts.", "three", $"{result.BootsMax}") };
        if (isReached || result.Failure is not null) _tally.Add(result, (((first * 2) + (int)kind) * NumbersMax) + second, RequestReading.Command(request, request.FromSeed, where));
        return (result, isReached);
    }

    private void End(long number)
    {
        for (var known = Volatile.Read(ref _pointsMax); number < known;)
        {
            var seen = Interlocked.CompareExchange(ref _pointsMax, number, known);
            if (seen == known) return;
            known = seen;
        }
    }
}
