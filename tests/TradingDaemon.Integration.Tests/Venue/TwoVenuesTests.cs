using System.Globalization;
using System.Text.Json;
using TradingDaemon.Integration.Tests.Support;
using TradingDaemon.Storage.Inspection;

namespace TradingDaemon.Integration.Tests.Venue;

/// <summary>
/// One daemon at two exchanges, each a process of its own with its own instruments, account and ledger: coins and currencies here, shares there.
/// <c>TRADINGDAEMON_SEED</c> repeats a run.
/// </summary>
public sealed class TwoVenuesTests
{
    private static readonly Dictionary<string, string> Ledgers = new() { ["coins"] = "coins/ledger.jsonl", ["shares"] = "shares/ledger.jsonl" };

    [Test]
    public async Task Run_AtTwoExchangesAndKilledOnce_EachLedgerIsWhatTheBooksSayOfIt()
    {
        var seed = Chosen.Seed();
        var (coinsPort, sharesPort) = (Workplace.FreePort(), Workplace.FreePort());
        using var place = Workplace.BusyAtTwo(coinsPort, sharesPort);
        using var coins = await SandboxProcess.StartAsync(place, "coins", coinsPort, seed, "crypto", "forex");
        using var shares = await SandboxProcess.StartAsync(place, "shares", sharesPort, seed + 1, "equity");
        using (var killed = DaemonProcess.Start(place))
        {
            await killed.ReadyAsync();
            await killed.UntilAsync(() => Task.FromResult(TradedAtBoth(place)), "it trades at both exchanges");
            killed.Signal(DaemonProcess.SigKill);
            Assert.That(await killed.ExitAsync(), Is.EqualTo(128 + DaemonProcess.SigKill));
        }

        var before = Fills(place).Count;
        using var daemon = DaemonProcess.Start(place);
        using var client = daemon.Client();
        await daemon.ReadyAsync();
        await daemon.UntilAsync(() => Task.FromResult(Fills(place).Skip(before).Select(static fill => fill.Venue).Distinct().Count() == 2), "it trades at both exchanges again");
        await TellsVenuesAsync(client);
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);

        var result = Comparison.OfStopped(place, Ledgers);
        var byVenue = Fills(place).CountBy(static fill => fill.Venue).ToDictionary();
        TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {result.Boots} boots, {result.Orders} orders, {byVenue["coins"]} fills of coins and {byVenue["shares"]} of shares, {result.Differences.Count} differences"));
        Assert.That(result.Differences.Take(20), Is.Empty, $"TRADINGDAEMON_SEED={seed}");
        Assert.That(result.Boots, Is.EqualTo(2));
        Assert.That(Fills(place).Where(static fill => fill.Symbol.Text.Contains('/')).Select(static fill => fill.Venue).Distinct(), Is.EqualTo(new[] { "coins" }));
    }

    /// <summary>Coins by Kraken's protocol and shares by Alpaca's, in paper mode and one process: the address is all that differs from the venues themselves.</summary>
    [Test]
    public async Task Run_AtKrakenAndAlpacaByTheirOwnProtocols_TradesCoinsAndSharesAndEachLedgerIsWhatTheBooksSayOfIt()
    {
        Chosen.OnlyWhenLong("each venue's own limits make its run one of waiting");
        var (seed, coins, shares) = (Chosen.Seed(), Some("kraken"), Some("alpaca"));
        var (coinsPort, sharesPort) = (Workplace.FreePort(), Workplace.FreePort());
        using var place = Workplace.BusyAtTwoVenues(coins, coinsPort, shares, sharesPort);
        using var kraken = await SandboxProcess.StartAsync(place, coins, coinsPort, seed, coins.Name);
        using var alpaca = await SandboxProcess.StartAsync(place, shares, sharesPort, seed + 1, shares.Name);
        using var daemon = DaemonProcess.Start(place);
        await daemon.ReadyAsync();
        await daemon.UntilAsync(() => Task.FromResult(Fills(place).CountBy(static fill => fill.Venue).Count(static venue => venue.Value >= 3) == 2), "it trades at both venues");
        await kraken.StandMarketAsync();
        await alpaca.StandMarketAsync();
        var ledgers = new Dictionary<string, string> { [coins.Name] = $"{coins.Name}/ledger.jsonl", [shares.Name] = $"{shares.Name}/ledger.jsonl" };
        await daemon.UntilAsync(() => Task.FromResult(Fills(place).Count == ledgers.Values.Sum(path => VenueLedger.Read(Path.Combine(place.Directory, path)).Executions.Count)), "every execution is booked");
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);

        var result = Comparison.OfStopped(place, ledgers, static (ledger, fills) => SpokenComparison.OfFills(ledger, fills, byClient: true));
        var bySymbol = Fills(place).GroupBy(static fill => fill.Venue).ToDictionary(static venue => venue.Key, static venue => venue.Select(static fill => fill.Symbol.Text).ToHashSet());
        TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {result.Orders} orders, {result.Fills} fills, {result.Differences.Count} differences; at Kraken {string.Join(", ", bySymbol[coins.Name])}, at Alpaca {string.Join(", ", bySymbol[shares.Name])}"));
        Assert.That(result.Differences.Take(20), Is.Empty, $"TRADINGDAEMON_SEED={seed}");
        Assert.That(bySymbol[coins.Name], Has.All.Contains("/"));
        Assert.That(bySymbol[shares.Name], Has.None.Contains("/"));
    }

    /// <summary>Without its key a venue is only looked at: what is meant for it is traded in the simulation, on its prices, and everybody is told.</summary>
    [Test]
    public async Task Run_WithoutTheKeyOfOne_TradesItsInstrumentsInTheSimulationAndSaysSo()
    {
        var (coinsPort, sharesPort) = (Workplace.FreePort(), Workplace.FreePort());
        using var place = Workplace.BusyAtTwo(coinsPort, sharesPort);
        await File.WriteAllTextAsync(Path.Combine(place.Directory, ".env"), "COINS_API_KEY=demo-key\nCOINS_API_SECRET=demo-secret\n");
        using var coins = await SandboxProcess.StartAsync(place, "coins", coinsPort, 1, "crypto", "forex");
        using var shares = await SandboxProcess.StartAsync(place, "shares", sharesPort, 2, "equity");
        using var daemon = DaemonProcess.Start(place);
        using var client = daemon.Client();
        await daemon.ReadyAsync();
        await daemon.UntilAsync(() => Task.FromResult(Fills(place).Select(static fill => fill.Venue).Distinct().Count() == 2), "it trades at both");
        Assert.That(Fills(place).Where(static fill => !fill.Symbol.Text.Contains('/')).Select(static fill => fill.Venue).Distinct(), Is.EqualTo(new[] { "simulated" }));
        using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative)));
        var line = status.RootElement.GetProperty("venues").EnumerateArray().Single(static venue => venue.GetProperty("venue").GetString() == "shares");
        Assert.That((line.GetProperty("money").GetString(), line.GetProperty("note").GetString()), Is.EqualTo(("none", line.GetProperty("note").GetString())));
        Assert.That(line.GetProperty("note").GetString(), Does.Contain("SHARES_API_KEY").And.Contain("AAPL, AMZN, GOOG, MSFT, TSLA traded at the simulated venue, on its prices"));
        Assert.That(daemon.Output, Does.Contain("Nothing is traded at shares"));
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
    }

    // No more instruments than its limits bear strategies on: one that wants ten times as much as it may send is taken for a runaway.
    private static SpokenVenue Some(string name) => SpokenVenue.Of(name) with { Markets = [.. SpokenVenue.Of(name).Markets.Take(3)] };

    private static async Task TellsVenuesAsync(HttpClient client)
    {
        using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative)));
        var venues = status.RootElement.GetProperty("venues").EnumerateArray().Select(static venue => (venue.GetProperty("venue").GetString(), venue.GetProperty("money").GetString())).ToList();
        Assert.That(venues, Is.EqualTo(new[] { ("coins", "paper"), ("shares", "paper") }));
        using var health = await client.GetAsync(new Uri("/health", UriKind.Relative));
        Assert.That(await health.Content.ReadAsStringAsync(), Does.Contain("venue:coins").And.Contain("venue:shares").And.Contain("feed:coins").And.Contain("feed:shares"));
        Assert.That(await client.GetStringAsync(new Uri("/metrics", UriKind.Relative)), Does.Contain("tradingdaemon_cash{currency=\"USD\",venue=\"coins\"}").And.Contain("tradingdaemon_cash{currency=\"USD\",venue=\"shares\"}"));
    }

    private static bool TradedAtBoth(Workplace place) => Fills(place).CountBy(static fill => fill.Venue).ToDictionary() is var counts && counts.GetValueOrDefault("coins") >= 5 && counts.GetValueOrDefault("shares") >= 5;

    private static IReadOnlyList<Storage.Ledgers.FillRow> Fills(Workplace place)
    {
        using var store = StoreInspection.Open(place.Data);
        return [.. store.Fills()];
    }
}
