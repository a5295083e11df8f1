using System.Diagnostics;
using System.Globalization;
using TradingDaemon.Integration.Tests.Support;

namespace TradingDaemon.Integration.Tests.Venue;

/// <summary>Stops the daemon in order at random moments while it trades at a real exchange process. <c>TRADINGDAEMON_STOPS</c> asks for more stops than those of every test run.</summary>
public sealed class SandboxStopTests
{
    private const int StopsOfEveryRun = 3;
    private const int EndedByTheRuntime = 128 + DaemonProcess.SigTerm;
    private const double AfterStartMillisecondsMax = 3_000;

    [Test]
    public async Task Terminate_AtRandomMomentsBesideARealExchange_EndsWithEverythingBooked()
    {
        Chosen.OnlyWhenLong("a stop beside a real exchange is that of StopTests with more to wait for", "TRADINGDAEMON_STOPS");
        var (stops, seed) = (Chosen.Count("TRADINGDAEMON_STOPS", StopsOfEveryRun), Chosen.Seed());
        var again = string.Create(CultureInfo.InvariantCulture, $"TRADINGDAEMON_STOPS={stops} TRADINGDAEMON_SEED={seed} dotnet test tests/TradingDaemon.Integration.Tests -c Release --filter FullyQualifiedName~SandboxStopTests");
        await using var floor = await TradingFloor.OpenAsync(seed);
        var moments = new Random(seed);
        var (fills, early, longest) = (0, 0, TimeSpan.Zero);
        for (var stop = 1; stop <= stops + early; stop++) // one that came before the program began is none of the daemon's
        {
            using var daemon = floor.StartDaemon();
            // Books that never met their venue know none of its cash: the first start is let through.
            if (stop == 1 || moments.Next(4) > 0) await daemon.ReadyAsync();
            else await daemon.UntilAsync(() => Task.FromResult(Directory.Exists(Path.Combine(floor.Place.Data, "checkpoints"))), "it has a store");
            await Task.Delay(TimeSpan.FromMilliseconds(moments.NextDouble() * AfterStartMillisecondsMax));
            daemon.Signal(DaemonProcess.SigTerm);
            var since = Stopwatch.StartNew();
            var code = await daemon.ExitAsync();
            if (code == EndedByTheRuntime && daemon.Output.Length == 0) early++; // before the first line of the program could ask to be told of signals
            else Assert.That(code, Is.Zero, () => $"stop {stop}, {again}\n{daemon.Tail}");
            if (since.Elapsed > longest) longest = since.Elapsed;
            var result = await floor.Exchange.CompareAsync();
            Assert.That(result.Differences.Take(20), Is.Empty, () => $"stop {stop}, {again}\n{daemon.Tail}");
            fills = result.Fills;
        }

        TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stops} stops, {early} of them before the program began, seed {seed}: {fills} fills, 0 differences, the longest took {longest.TotalSeconds:0.0} s"));
        Assert.That(fills, Is.Positive, "it must have traded to prove anything");
    }
}
