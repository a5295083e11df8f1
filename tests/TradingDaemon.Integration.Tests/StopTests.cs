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
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10); // the default
    private static readonly string[] Policies = ["cancel", "flatten", "hold"];

    [Test]
    public async Task Terminate_AtRandomMoments_EndsInOrderWithItsPolicyMet()
    {
        var (stops, seed) = (Chosen.Count("TRADINGDAEMON_STOPS", StopsOfEveryRun, StopsOfLongRuns), Chosen.Seed());
        TestContext.Progress.WriteLine($"{stops} stops, seed {seed}");
        using var place = Workplace.Busy(seed);
        var moments = new Random(seed);
        var (held, longest) = (0, TimeSpan.Zero);
        for (var stop = 0; stop < stops; stop++)
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
        Assert.That(longest, Is.LessThanOrEqualTo(Grace));
        if (stops >= StopsOfLongRuns) Assert.That(held, Is.Positive, "policy hold must have left some order at the venue, or it was not tried");
    }

    [Test]
    public async Task Interrupt_Twice_EndsAtOnceAndTheNextStartLosesNothing()
    {
        using var place = Workplace.Busy(seed: 5);
        // A stop that cannot settle soon: flattening takes its orders' way to a slow venue and back.
        place.Change(static settings => (settings["venue"]!["latencyMin"], settings["venue"]!["latencyMax"]) = ("00:00:20", "00:00:22"));
        using (var daemon = DaemonProcess.Start(place, "--set", "shutdown:policy=flatten", "--set", "shutdown:grace=00:00:30", "--log-level", "information"))
        {
            await daemon.ReadyAsync();
            await daemon.SaysAsync("\"event\":\"trade_executed\"");
            daemon.Signal(DaemonProcess.SigInt);
            await daemon.SaysAsync("\"event\":\"stopping\"");
            var since = Stopwatch.StartNew();
            daemon.Signal(DaemonProcess.SigInt);
            Assert.That(await daemon.ExitAsync(), Is.EqualTo(130));
            Assert.That(since.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)), "far below the grace it was given");
        }

        place.Change(static settings => (settings["venue"]!["latencyMin"], settings["venue"]!["latencyMax"]) = ("00:00:00.005", "00:00:00.040"));
        Assert.That((await StopOnceAsync(place, "cancel", DaemonProcess.SigTerm, TimeSpan.FromMilliseconds(300))).Differences, Is.Empty);
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
