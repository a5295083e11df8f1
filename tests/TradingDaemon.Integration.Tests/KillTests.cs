using System.Diagnostics;
using System.Globalization;
using TradingDaemon.Integration.Tests.Support;

namespace TradingDaemon.Integration.Tests;

/// <summary>
/// Kills the running daemon, again and again, and compares at the end. <c>TRADINGDAEMON_KILLS</c> asks for more kills than the
/// few of every test run, <c>TRADINGDAEMON_SEED</c> repeats a run.
/// </summary>
public sealed class KillTests
{
    private const int KillsOfEveryRun = 3;
    private const int KillsOfLongRuns = 5;
    private const int ProgressEvery = 10;
    private const double AfterReadyMillisecondsMax = 1_500;
    private const double DuringRecoveryMillisecondsMax = 1_000;
    private const double DuringRecoveryFraction = 0.25;

    [Test]
    public async Task Kill_AtRandomMoments_LosesNoFillAndDoublesNoOrder()
    {
        var (kills, seed) = (Chosen.Count("TRADINGDAEMON_KILLS", KillsOfEveryRun, KillsOfLongRuns), Chosen.Seed());
        var again = string.Create(
            CultureInfo.InvariantCulture, $"TRADINGDAEMON_KILLS={kills} TRADINGDAEMON_SEED={seed} dotnet test tests/TradingDaemon.Integration.Tests --filter FullyQualifiedName~Tests.KillTests");
        var since = Stopwatch.StartNew();
        using var place = Workplace.Busy(seed);
        var moments = new Random(seed);
        var duringRecovery = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            if (await KillOnceAsync(place, moments)) duringRecovery++;
            if (kill % ProgressEvery == 0) TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kill} of {kills} kills, {since.Elapsed.TotalSeconds:0} s, seed {seed}"));
        }

        await RunToOrderlyEndAsync(place, kills);
        var result = Comparison.OfStopped(place);
        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {kills} kills ({duringRecovery} during recovery), {result.Boots} boots, {result.Intents} intents, {result.Orders} orders and {result.Fills} fills at the venue, {result.Differences.Count} differences, {since.Elapsed.TotalSeconds:0.0} s. Again: {again}"));
        Assert.That(result.Differences.Take(20), Is.Empty, again);
        Assert.That(result.Fills, Is.GreaterThan(kills), "it must have traded to prove anything");
    }

    // True when the kill came before the daemon was ready, while it recovered.
    private static async Task<bool> KillOnceAsync(Workplace place, Random moments)
    {
        var isDuringRecovery = moments.NextDouble() < DuringRecoveryFraction;
        var share = moments.NextDouble();
        using var daemon = DaemonProcess.Start(place);
        if (!isDuringRecovery) await daemon.ReadyAsync();
        if (!isDuringRecovery && moments.Next(2) == 0) await TradingFloor.TradesAsync(daemon, 1);
        await Task.Delay(TimeSpan.FromMilliseconds(share * (isDuringRecovery ? DuringRecoveryMillisecondsMax : AfterReadyMillisecondsMax)));
        Assert.That(daemon.HasExited, Is.False, () => $"it ended by itself:\n{daemon.Tail}");
        daemon.Signal(DaemonProcess.SigKill);
        Assert.That(await daemon.ExitAsync(), Is.EqualTo(128 + DaemonProcess.SigKill));
        return isDuringRecovery;
    }

    // However little a slow machine let it trade between the kills, there is more than they are to compare.
    private static async Task RunToOrderlyEndAsync(Workplace place, int kills)
    {
        using var daemon = DaemonProcess.Start(place);
        await daemon.ReadyAsync();
        await daemon.UntilAsync(() => Task.FromResult(VenueLedger.Read(place.Ledger).Executions.Count > kills), "it trades");
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
    }
}
