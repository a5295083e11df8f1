using System.Collections.Immutable;
using System.Diagnostics;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Cli.Simulate;

namespace TradingDaemon.Simulation.Runs;

/// <summary>One long run in a cruel world on one core: what the process holds is looked at from time to time and must not grow.</summary>
/// <param name="request">How long and how fast.</param>
/// <param name="progress">Told at every look.</param>
/// <param name="real">For the time it takes.</param>
internal sealed class Soak(SimulateRequest request, IReplayProgress progress, TimeProvider real)
{
    private const double SlopeMaxMegabytesPerHour = 1d;
    private const int Looks = 40;
    private const int FactsKeptMax = 4_000;
    private const int RefilledEvery = 65_536; // ticks
    private const int UsualRate = 8; // ticks a second of a short run
    private const string Memory = "/dev/shm"; // where a flush costs nothing
    private static readonly TimeSpan ResidentJudgedFrom = TimeSpan.FromHours(4); // the collector gives memory back when it likes: over less time its steps look like a slope
    private const double WarmUpFraction = 0.5; // the rest is judged
    private readonly List<SoakSample> _samples = [];

    /// <summary>Runs it on a thread of its own.</summary>
    public Task<SoakReport> RunAsync(CancellationToken stopping) => Task.Run(() => Run(stopping), CancellationToken.None);

    private SoakReport Run(CancellationToken stopping)
    {
        var directory = Directory.CreateDirectory(Path.Combine(Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"tradingdaemon-soak-{Environment.ProcessId}"));
        try
        {
            return Run(directory.FullName, stopping);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private SoakReport Run(string directory, CancellationToken stopping)
    {
        var gap = TimeSpan.FromTicks(Math.Max(2, 2 * TimeSpan.TicksPerSecond / request.SoakRate));
        var options = RequestReading.World(request, request.FromSeed) with { StoreDirectory = directory, FactsKeptMax = FactsKeptMax, Adopts = true, TickRarity = Math.Max(1, request.SoakRate / UsualRate), Gap = (TimeSpan.Zero, gap) };
        var (startedAt, ticks, faults) = (real.GetTimestamp(), 0L, new List<string>());
        using var run = new SimulationRun(options);
        try
        {
            run.Start();
            var begunAt = run.World.Clock.Now;
            var until = begunAt + request.Soak!.Value;
            for (var look = 0; look < Looks && run.World.Clock.Now < until && !stopping.IsCancellationRequested; look++)
            {
                // Whichever comes first: a share of the virtual time, or of the real time it may take.
                var (virtualUntil, realUntil) = (begunAt + (request.Soak.Value * ((look + 1d) / Looks)), request.SoakRealMax * ((look + 1d) / Looks));
                while (run.World.Clock.Now < virtualUntil && (ticks % 256 != 0 || real.GetElapsedTime(startedAt) < realUntil))
                {
                    run.StepOnce();
                    if (++ticks % RefilledEvery == 0) run.Refill();
                }

                _samples.Add(Look(run, run.World.Clock.Now - begunAt));
                progress.Report(new ReplayProgress(ticks, (look + 1d) / Looks, run.World.Clock.Now));
            }

            run.Converge();
            run.Stop();
        }
        catch (Exception failure) // whatever it is, the run found it
        {
            faults.Add($"{failure.Message} Again: {RequestReading.Command(request, request.FromSeed)} --soak {request.Soak} --rate {request.SoakRate}");
        }

        var result = run.Result(null, null);
        var (slope, resident) = (Slope(static sample => sample.HeapBytes), Slope(static sample => sample.ResidentBytes));
        faults.AddRange(Faults(slope, resident));
        return new SoakReport(
            [.. _samples], slope, resident, SlopeMaxMegabytesPerHour, ticks, result.VirtualTime, real.GetElapsedTime(startedAt), result.Orders, result.Fills, result.Kills + result.PowerLosses, [.. faults]);
    }

    private static SoakSample Look(SimulationRun run, TimeSpan at)
    {
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        var books = run.World.Daemon.Engine.Account.Books;
        ImmutableArray<(string, long, long)> gauges =
        [
            ("open orders", books.Orders.Open.Count, Pipeline.Limits.OrdersInFlightMax), ("ended orders remembered", books.Orders.Ended.Count(), Engine.Books.WorkingOrders.EndedMax),
            ("positions", books.Positions.All.Count, 200), ("blocks", books.Blocks.Count, 8), ("undurable batches", run.World.Daemon.Undurable, Pipeline.Limits.OutboxMax),
            ("requests under way", run.World.Daemon.RequestsUnderWay, Pipeline.Limits.DispatchMax), ("facts the oracle keeps", run.World.Durable.Kept.Count, FactsKeptMax), ("timers", run.World.Clock.Waiting, 20_000),
            ("orders the session remembers", run.World.Daemon.OrdersRemembered, 2 * Pipeline.Limits.OrdersInFlightMax), ("alerts", run.World.Daemon.Alerts, Operations.Alerts.AlertBoard.AlertsMax),
        ];
        return new SoakSample(at, heap, process.WorkingSet64, process.HandleCount, process.Threads.Count, gauges);
    }

    private IEnumerable<string> Faults(double slope, double resident)
    {
        if (slope > SlopeMaxMegabytesPerHour) yield return FormattableString.Invariant($"The heap grows by {slope:N3} MB an hour of virtual time, more than {SlopeMaxMegabytesPerHour:N0}.");
        if (resident > SlopeMaxMegabytesPerHour && IsLong) yield return FormattableString.Invariant($"Resident memory grows by {resident:N3} MB an hour of virtual time, more than {SlopeMaxMegabytesPerHour:N0}.");
        foreach (var (name, count, max) in _samples.SelectMany(static sample => sample.Gauges).Where(static gauge => gauge.Count > gauge.Max))
            yield return FormattableString.Invariant($"{count} {name} are more than the cap of {max}.");
        var judged = Judged();
        if (judged.Count < 4) yield break;
        if (judged[^1].Handles > judged[0].Handles + 8) yield return $"Open file descriptors grew from {judged[0].Handles} to {judged[^1].Handles}.";
        if (judged[^1].Threads > judged[0].Threads + 8) yield return $"Threads grew from {judged[0].Threads} to {judged[^1].Threads}.";
    }

    private bool IsLong => Judged() is [var first, .., var last] && last.At - first.At >= ResidentJudgedFrom;

    private List<SoakSample> Judged() => _samples[(int)(_samples.Count * WarmUpFraction)..];

    // Least squares over the samples after the warm-up.
    private double Slope(Func<SoakSample, long> bytes)
    {
        var judged = Judged();
        if (judged.Count < 2) return 0d;
        var (hours, megabytes) = (judged.ConvertAll(static sample => sample.At.TotalHours), judged.ConvertAll(sample => bytes(sample) / 1_048_576d));
        var (meanX, meanY) = (hours.Average(), megabytes.Average());
        var spread = hours.Sum(x => (x - meanX) * (x - meanX));
        return spread > 0d ? hours.Zip(megabytes).Sum(pair => (pair.First - meanX) * (pair.Second - meanY)) / spread : 0d;
    }
}
