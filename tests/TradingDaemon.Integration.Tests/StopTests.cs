using System.Diagnostics;
using System.Globalization;
using TradingDaemon.Integration.Tests.Support;

namespace TradingDaemon.Integration.Tests;

/// <summary>Stops the running daemon in order, at random moments. <c>TRADINGDAEMON_STOPS</c> asks for more stops than those of every test run.</summary>
public sealed class StopTests
{
    private const int StopsOfEveryRun = 3;
    private const int StopsOfLongRuns = 9;
    private const double AfterReadyMillisecondsMax = 700;
    private const string Never = "00:10:00"; // longer than anything here is waited for
    private static readonly string[] Policies = ["cancel", "flatten", "hold"];

    [Test]
    public async Task Terminate_AtRandomMoments_EndsInOrderWithItsPolicyMet()
    {
        var (stops, seed) = (Chosen.Count("TRADINGDAEMON_STOPS", StopsOfEveryRun, StopsOfLongRuns), Chosen.Seed());
        TestContext.Progress.WriteLine($"{stops} stops, seed {seed}");
        using var place = Workplace.Busy(seed);
        var moments = new Random(seed);
        var (held, longest) = (0, TimeSpan.Zero);
        for (var stop = 0; stop < stops || (stops >= StopsOfLongRuns && held == 0); stop++) // policy hold must leave some order at the venue, or it was not tried
        {
            var policy = Policies[stop % Policies.Length];
            var signal = moments.Next(3) == 0 ? DaemonProcess.SigInt : DaemonProcess.SigTerm;
            var (result, took) = await StopOnceAsync(place, policy, signal, TimeSpan.FromMilliseconds(moments.NextDouble() * AfterReadyMillisecondsMax));
            if (took > longest) longest = took;
            Assert.That(result, Is.Empty, $"stop {stop}, policy {policy}, signal {signal}, seed {seed}");
            var ledger = VenueLedger.Read(place.Ledger);
            if (policy != "hold") Assert.That(ledger.Open, Is.Empty, $"policy {policy} leaves no order at the venue (stop {stop}, seed {seed})");
            if (policy == "flatten") Assert.That(ledger.Holdings.Where(place.IsWorthAnOrder), Is.Empty, $"policy flatten leaves no position (stop {stop}, seed {seed})");
            if (policy == "hold") held += ledger.Open.Count;
        }

        TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stops} stops, seed {seed}, the longest took {longest.TotalSeconds:0.0} s"));
    }

    [Test]
    public async Task Interrupt_Twice_EndsAtOnceAndTheNextStartLosesNothing()
    {
        // A stop that cannot settle: what is to be flattened is held at an exchange that stands still.
        await using var floor = await TradingFloor.OpenAsync(seed: 5);
        using (var daemon = await floor.StartTradingAsync("--set", "shutdown:policy=flatten", "--set", $"shutdown:grace={Never}", "--log-level", "information"))
        {
            await daemon.UntilAsync(() => Task.FromResult(StandsWithAPosition(floor)), "a position is held where the exchange stands still");
            daemon.Signal(DaemonProcess.SigInt);
            await daemon.SaysAsync("\"event\":\"stopping\"");
            daemon.Signal(DaemonProcess.SigInt);
            Assert.That(await daemon.ExitAsync(), Is.EqualTo(130), "it waits neither for the exchange nor for its grace to be over");
        }

        floor.Exchange.Process.Signal(DaemonProcess.SigCont);
        Assert.That((await StopOnceAsync(floor.Place, "cancel", DaemonProcess.SigTerm, TimeSpan.FromMilliseconds(300))).Differences, Is.Empty);
    }

    private static bool StandsWithAPosition(TradingFloor floor)
    {
        floor.Exchange.Process.Signal(DaemonProcess.SigStop);
        if (VenueLedger.Read(floor.Place.Ledger).Holdings.Any(floor.Place.IsWorthAnOrder)) return true;
        floor.Exchange.Process.Signal(DaemonProcess.SigCont);
        return false;
    }

    private static async Task<(IReadOnlyList<string> Differences, TimeSpan Took)> StopOnceAsync(Workplace place, string policy, int signal, TimeSpan after)
    {
        using var daemon = DaemonProcess.Start(place, "--set", $"shutdown:policy={policy}");
        await daemon.ReadyAsync();
        await Task.Delay(after);
        var since = Stopwatch.StartNew();
        daemon.Signal(signal);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        var took = since.Elapsed;
        return (policy == "hold" ? Comparison.OfHeld(place) : Comparison.OfStopped(place).Differences, took);
    }
}
