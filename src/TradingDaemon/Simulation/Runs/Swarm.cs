using TradingDaemon.Cli.Replay;
using TradingDaemon.Cli.Simulate;

namespace TradingDaemon.Simulation.Runs;

/// <summary>Many seeds, several at a time; each run stays on the one thread that began it.</summary>
/// <param name="request">Which seeds.</param>
/// <param name="progress">Told after every run.</param>
/// <param name="real">For the time it takes.</param>
internal sealed class Swarm(SimulateRequest request, IReplayProgress progress, TimeProvider real)
{
    private readonly Tally _tally = new();
    private int _next = -1;

    /// <summary>Runs them; a cancelled swarm ends after the runs under way.</summary>
    public async Task<SimulateReport> RunAsync(CancellationToken stopping)
    {
        var startedAt = real.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(request.Workers, request.Seeds)).Select(_ => Task.Run(() => Work(stopping), CancellationToken.None)));
        return _tally.Report(real.GetElapsedTime(startedAt));
    }

    private void Work(CancellationToken stopping)
    {
        for (int at; !stopping.IsCancellationRequested && (at = Interlocked.Increment(ref _next)) < request.Seeds;)
        {
            var seed = request.FromSeed + at;
            using (var run = new SimulationRun(RequestReading.World(request, seed))) _tally.Add(run.Run(), at, RequestReading.Command(request, seed));
            progress.Report(new ReplayProgress(_tally.Runs, _tally.Runs / (double)request.Seeds, null));
        }
    }
}
