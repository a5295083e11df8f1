using System.Globalization;
using TradingDaemon.Integration.Tests.Support;

namespace TradingDaemon.Integration.Tests.Venue;

/// <summary>
/// The exchange, the daemon or what is between them fails while orders are under way, and comes back. <c>TRADINGDAEMON_TROUBLES</c> asks for more
/// times than the one of every test run; then the daemon must also trade again by itself each time, which takes a minute where its circuit opened.
/// </summary>
public sealed class SandboxTroubleTests
{
    private const int ResetsMax = 6;
    private static readonly Trouble[] Always = [Trouble.ExchangeForgets, Trouble.CableCut];
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(2);

    [Test]
    public async Task Trading_InTrouble_LosesNothingAndDoublesNothing([Values] Trouble trouble)
    {
        if (!Always.Contains(trouble)) Chosen.OnlyWhenLong($"{trouble} is one of six troubles", "TRADINGDAEMON_TROUBLES");
        var (times, seed) = (Chosen.Count("TRADINGDAEMON_TROUBLES", 1), Chosen.Seed());
        var again = string.Create(
            CultureInfo.InvariantCulture, $"{trouble}: TRADINGDAEMON_TROUBLES={times} TRADINGDAEMON_SEED={seed} dotnet test tests/TradingDaemon.Integration.Tests -c Release --filter FullyQualifiedName~SandboxTroubleTests");
        var moments = new Random(seed);
        await using var cable = new NetworkCable();
        await using var floor = await TradingFloor.OpenAsync(seed, cable);
        using var daemon = await floor.StartTradingAsync();
        for (var time = 1; time <= times; time++)
        {
            await Task.Delay(moments.Next(300));
            await StrikeAsync(trouble, floor, cable, daemon, moments);
            await daemon.UntilAsync(() => IsComparedAsync(daemon), "books and venue agree"); // the circuit of questions may be open for a minute
            if (times > 1) await TradingFloor.TradesAsync(daemon, 10);
        }

        var result = await floor.EndAsync(daemon);
        TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{trouble} {times} times, seed {seed}: {result.Intents} intents, {result.Orders} orders, {result.Fills} fills, {result.Differences.Count} differences"));
        Assert.That(result.Differences.Take(20), Is.Empty, again);
    }

    private static async Task StrikeAsync(Trouble trouble, TradingFloor floor, NetworkCable cable, DaemonProcess daemon, Random moments)
    {
        switch (trouble)
        {
            case Trouble.ExchangeKilled:
                await OutageAsync(floor, daemon, () => Done(() => floor.Exchange.Process.Signal(DaemonProcess.SigKill)));
                await floor.Exchange.RestartAsync();
                break;
            case Trouble.ExchangeForgets:
                await OutageAsync(floor, daemon, () => floor.Exchange.CrashAsync(forget: 0.5m, moments.Next()));
                await floor.Exchange.RestartAsync();
                break;
            case Trouble.ExchangeStands:
                await StandAsync(floor.Exchange.Process);
                break;
            case Trouble.DaemonStands:
                await StandAsync(daemon);
                break;
            case Trouble.CableCut:
                await OutageAsync(floor, daemon, () => Done(cable.Cut));
                cable.Mend();
                break;
            case Trouble.ConnectionsReset:
                for (var reset = 0; reset < ResetsMax; reset++)
                {
                    await floor.Exchange.CutAsync();
                    await Task.Delay(moments.Next(200));
                }

                break;
        }
    }

    // A circuit may keep entries blocked for a minute more; what matters is that they were compared.
    private static async Task<bool> IsComparedAsync(DaemonProcess daemon)
    {
        using var client = daemon.Client();
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var said = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode || (said.Contains("circuit_open", StringComparison.Ordinal) && !said.Contains("reconcile_pending", StringComparison.Ordinal));
    }

    // Entries must be blocked while nobody knows what the exchange does.
    private static async Task OutageAsync(TradingFloor floor, DaemonProcess daemon, Func<Task> begin)
    {
        var before = floor.LastFact();
        await begin();
        await daemon.UntilAsync(() => Task.FromResult(floor.WereEntriesBlocked(before)), "entries are blocked");
        await Task.Delay(Lasting);
    }

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private static async Task StandAsync(DaemonProcess process)
    {
        process.Signal(DaemonProcess.SigStop);
        await Task.Delay(Lasting);
        process.Signal(DaemonProcess.SigCont);
    }
}
