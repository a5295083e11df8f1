using System.Diagnostics;
using System.Globalization;
using TradingDaemon.Integration.Tests.Support;

namespace TradingDaemon.Integration.Tests.Venue;

/// <summary>
/// Kills the daemon again and again while it trades at an exchange that is a process of its own and never stops, and compares at the end.
/// <c>TRADINGDAEMON_KILLS</c> asks for more kills, <c>TRADINGDAEMON_SEED</c> repeats a run, <c>TRADINGDAEMON_EXECUTABLE</c> names a published daemon.
/// </summary>
public sealed class SandboxKillTests
{
    private const int KillsOfEveryRun = 2;
    private const int KillsOfLongRuns = 4;
    private const int ProgressEvery = 20;
    private const double AfterReadyMillisecondsMax = 400;
    private const double DuringRecoveryMillisecondsMax = 1_000;

    [Test]
    public async Task Kill_AtRandomMomentsBesideARealExchange_LosesNoFillAndDoublesNoOrder()
    {
        var (kills, seed) = (Chosen.Count("TRADINGDAEMON_KILLS", KillsOfEveryRun, KillsOfLongRuns), Chosen.Seed());
        var again = string.Create(
            CultureInfo.InvariantCulture, $"TRADINGDAEMON_KILLS={kills} TRADINGDAEMON_SEED={seed} dotnet test tests/TradingDaemon.Integration.Tests -c Release --filter FullyQualifiedName~SandboxKillTests");
        var since = Stopwatch.StartNew();
        await using var floor = await TradingFloor.OpenAsync(seed);
        var moments = new Random(seed);
        var duringRecovery = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            if (await KillOnceAsync(floor.Place, moments)) duringRecovery++;
            if (kill % ProgressEvery == 0) TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kill} of {kills} kills, {since.Elapsed.TotalSeconds:0} s, seed {seed}"));
        }

        using var daemon = await floor.StartTradingAsync();
        var result = await floor.EndAsync(daemon);
        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {kills} kills ({duringRecovery} during recovery), {result.Boots} boots, {result.Intents} intents, {result.Orders} orders and {result.Fills} fills at the exchange, {result.Differences.Count} differences, {since.Elapsed.TotalSeconds:0.0} s. Again: {again}"));
        Assert.That(result.Differences.Take(20), Is.Empty, again);
        Assert.That(result.Fills, Is.GreaterThan(kills), "it must have traded to prove anything");
    }

    // True when the kill came before the daemon was ready, while it recovered. A quarter of the kills are that early, a quarter come while it
    // asks after the orders its predecessor left unclear, and the others soon after a fill.
    private static async Task<bool> KillOnceAsync(Workplace place, Random moments)
    {
        var (kind, share) = (moments.Next(4), moments.NextDouble());
        using var daemon = DaemonProcess.Start(place);
        if (kind > 0) await daemon.ReadyAsync();
        if (kind > 1) await TradingFloor.TradesAsync(daemon, 1);
        await Task.Delay(TimeSpan.FromMilliseconds(share * (kind == 0 ? DuringRecoveryMillisecondsMax : AfterReadyMillisecondsMax)));
        Assert.That(daemon.HasExited, Is.False, () => $"it ended by itself:\n{daemon.Tail}");
        daemon.Signal(DaemonProcess.SigKill);
        Assert.That(await daemon.ExitAsync(), Is.EqualTo(128 + DaemonProcess.SigKill));
        return kind == 0;
    }
}
