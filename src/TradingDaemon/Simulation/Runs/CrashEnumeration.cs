using TradingDaemon.Cli.Replay;
using TradingDaemon.Cli.Simulate;
using TradingDaemon.Simulation.Chance;

namespace TradingDaemon.Simulation.Runs;

/// <summary>
/// One seed again and again: the daemon dies at its first fault point, at its second, and so on until a run ends without reaching the number; by kill and by power loss;
/// and for each of them, or for every so many, once more while it recovers, at a few of the points after.
/// </summary>
/// <param name="request">Which seed, how long.</param>
/// <param name="progress">Told after every run.</param>
/// <param name="real">For the time it takes.</param>
/// <param name="secondsEvery">At every how many-th point it dies once more; 1 is each.</param>
internal sealed class CrashEnumeration(SimulateRequest request, IReplayProgress progress, TimeProvider real, int secondsEvery = 1)
{
    private static readonly long[] SecondsFirst = [1, 2, 3, 5, 8, 13, 21, 34, 55]; // starting passes some sixty points; with the numbers of the runs mixed in, all of them are met
    private readonly Tally _tally = new();
    private long _number;
    private long _pointsMax = long.MaxValue; // the first number that no run reached

    /// <summary>Points of the scenario, once every one was died at.</summary>
    public long Points => Volatile.Read(ref _pointsMax) - 1;

    /// <summary>Runs it.</summary>
    public async Task<SimulateReport> RunAsync(CancellationToken stopping)
    {
        var startedAt = real.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, request.Workers).Select(_ => Task.Run(() => Work(stopping), CancellationToken.None)));
        return _tally.Report(real.GetElapsedTime(startedAt));
    }

    private void Work(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _number);
            if (number >= Volatile.Read(ref _pointsMax)) return;
            foreach (var kind in Enum.GetValues<CrashKind>())
            {
                var (_, isReached) = Run(kind, number, 0);
                if (!isReached) End(number);
                if (isReached && number % secondsEvery == 0) Run(kind, number, SecondsFirst[number % SecondsFirst.Length] + (number / SecondsFirst.Length % 8));
            }

            progress.Report(new ReplayProgress(_tally.Runs, Math.Min(1d, number / (double)Math.Min(Volatile.Read(ref _pointsMax), 10_000)), null));
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
        if (isReached || result.Failure is not null) _tally.Add(result, (first * 4) + ((int)kind * 2) + (second > 0 ? 1 : 0), RequestReading.Command(request, request.FromSeed, where));
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
