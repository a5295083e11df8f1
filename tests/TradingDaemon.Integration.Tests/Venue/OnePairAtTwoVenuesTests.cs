using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Integration.Tests.Support;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Storage.Ledgers;

namespace TradingDaemon.Integration.Tests.Venue;

/// <summary>
/// The very same pair at two exchanges, each a process that speaks a venue's own protocol, and one strategy that trades it: entries go where it is cheapest, exits where the position is,
/// and each ledger is what the books say of that venue. <c>TRADINGDAEMON_SEED</c> repeats a run.
/// </summary>
public sealed class OnePairAtTwoVenuesTests
{
    private const string Pair = "BTC/USD";
    private const string AtCoinbase = "BTC/USD@coinbase";
    private const decimal Dear = 0.02m; // more than two markets of one price ever differ by
    private const decimal Cheap = 0.0001m;

    private static readonly Dictionary<string, string> Ledgers = new() { ["kraken"] = "kraken/ledger.jsonl", ["coinbase"] = "coinbase/ledger.jsonl" };

    [Test]
    public async Task Run_OnePairAtKrakenAndCoinbaseAndKilledOnce_BuysWhereItIsCheapAndSellsWhatItHasWhereItIs()
    {
        var (seed, first, second) = (Chosen.Seed(), One("kraken"), One("coinbase"));
        var (firstPort, secondPort) = (Workplace.FreePort(), Workplace.FreePort());
        using var place = Workplace.OnePairAtTwo(first, firstPort, second, secondPort);
        using var kraken = await SandboxProcess.StartAsync(place, first, firstPort, seed, first.Name);
        using var coinbase = await SandboxProcess.StartAsync(place, second, secondPort, seed + 1, second.Name);
        SetFees(place, atKraken: Cheap, atCoinbase: Dear);
        using (var killed = DaemonProcess.Start(place))
        {
            await killed.ReadyAsync();
            await killed.UntilAsync(() => Task.FromResult(Held(place, "kraken") > 0m), "it has bought where it is cheap");
            killed.Signal(DaemonProcess.SigKill);
            Assert.That(await killed.ExitAsync(), Is.EqualTo(128 + DaemonProcess.SigKill));
        }

        var before = Newest(place);
        SetFees(place, atKraken: Dear, atCoinbase: Cheap);
        using var daemon = DaemonProcess.Start(place);
        using var client = daemon.Client();
        await daemon.ReadyAsync();
        await daemon.UntilAsync(() => Task.FromResult(Bought(place, "coinbase", before) > 0 && Sold(place, "kraken") > 0), "it sells what it has where it is, and buys at the other, which is cheap now");
        await TellsWhereAsync(client, place);
        await kraken.StandMarketAsync();
        await coinbase.StandMarketAsync();
        await daemon.UntilAsync(() => Task.FromResult(Fills(place).Count == Ledgers.Values.Sum(path => VenueLedger.Read(Path.Combine(place.Directory, path)).Executions.Count)), "every execution is booked");
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);

        var result = Comparison.OfStopped(place, Ledgers, static (ledger, fills) => SpokenComparison.OfFills(ledger, fills, byClient: true));
        var fills = Fills(place);
        TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {result.Boots} boots, {result.Orders} orders, {fills.Count(static fill => fill.Venue == "kraken")} fills at Kraken and {fills.Count(static fill => fill.Venue == "coinbase")} at Coinbase, {result.Differences.Count} differences"));
        Assert.That(result.Differences.Take(20), Is.Empty, $"TRADINGDAEMON_SEED={seed}");
        Assert.That(fills.Select(static fill => (fill.Venue, fill.Symbol.Text)).Distinct(), Is.EquivalentTo(new[] { ("kraken", Pair), ("coinbase", AtCoinbase) }), "each fill is booked to the venue's own position");
        Assert.That(Strays(place, before), Is.Empty, "an entry goes where it is cheap, unless nothing may be entered there");
        foreach (var venue in fills.GroupBy(static fill => fill.Venue))
            Assert.That(Running(venue), Has.All.GreaterThanOrEqualTo(0m), $"nothing is sold at {venue.Key} that is not held there");
    }

    private static SpokenVenue One(string name) => SpokenVenue.Of(name) with { Markets = [.. SpokenVenue.Of(name).Markets.Where(static market => market.Symbol == Pair)] };

    private static void SetFees(Workplace place, decimal atKraken, decimal atCoinbase) => place.Change(settings => settings["routing"] = new JsonObject
    {
        ["smartEnabled"] = true, ["spreadMaxFraction"] = new JsonObject { ["crypto"] = 0.05 },
        ["fees"] = new JsonObject { ["kraken"] = Fee(atKraken), ["coinbase"] = Fee(atCoinbase) },
    });

    private static JsonObject Fee(decimal share) => new() { ["makerFraction"] = share, ["takerFraction"] = share };

    // The status shows each position under its name, and the names are at their venues.
    private static async Task TellsWhereAsync(HttpClient client, Workplace place)
    {
        using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative)));
        var traded = status.RootElement.GetProperty("venues").EnumerateArray().ToDictionary(static venue => venue.GetProperty("venue").GetString()!, static venue => venue.GetProperty("symbols").EnumerateArray().Select(static one => one.GetString()).ToList());
        Assert.That((traded["kraken"], traded["coinbase"]), Is.EqualTo((new[] { Pair }, new[] { AtCoinbase })));
        var quality = await client.GetStringAsync(new Uri("/api/v1/quality", UriKind.Relative));
        Assert.That(quality, Does.Contain("coinbase").And.Contain("kraken"));
        var order = Intents(place).Last(static intent => intent.Venue == "coinbase" && !intent.IsReduceOnly);
        using var explain = DaemonProcess.Start(place, "explain", order.ClientOrderId.Text);
        Assert.That(await explain.ExitAsync(), Is.Zero, () => explain.Tail);
        Assert.That(explain.Output, Does.Contain("coinbase").And.Contain(AtCoinbase));
    }

    // Entries at the dear venue while the cheap one took some.
    private static List<OrderIntent> Strays(Workplace place, long turnedAfter)
    {
        using var store = StoreInspection.Open(place.Data);
        var (blocks, strays) = (new HashSet<(string, BlockCause)>(), new List<OrderIntent>());
        foreach (var recorded in store.FactsAfter(0))
        {
            var cheap = recorded.Sequence <= turnedAfter ? "kraken" : "coinbase";
            if (recorded.Fact is Fact.EntriesBlocked blocked) blocks.Add((blocked.Venue, blocked.Cause));
            else if (recorded.Fact is Fact.EntriesFreed freed) blocks.Remove((freed.Venue, freed.Cause));
            else if (recorded.Fact is Fact.OrderIntended { Intent: { IsReduceOnly: false } intent } && intent.Venue != cheap && !blocks.Any(block => block.Item1 == cheap)) strays.Add(intent);
        }

        return strays;
    }

    private static long Newest(Workplace place)
    {
        using var store = StoreInspection.Open(place.Data);
        return store.FactsAfter(0).Last().Sequence;
    }

    private static decimal Held(Workplace place, string venue) => Running(Fills(place).Where(fill => fill.Venue == venue)).LastOrDefault();

    private static int Bought(Workplace place, string venue, long after) => Fills(place).Count(fill => fill.Venue == venue && fill.Side == OrderSide.Buy && fill.Sequence > after);

    private static int Sold(Workplace place, string venue) => Fills(place).Count(fill => fill.Venue == venue && fill.Side == OrderSide.Sell);

    private static IEnumerable<decimal> Running(IEnumerable<FillRow> fills)
    {
        var net = 0m;
        foreach (var fill in fills) yield return net += (fill.Side == OrderSide.Buy ? 1m : -1m) * fill.QuantityBase;
    }

    private static List<IntentRow> Intents(Workplace place)
    {
        using var store = StoreInspection.Open(place.Data);
        return [.. store.Intents()];
    }

    private static List<FillRow> Fills(Workplace place)
    {
        using var store = StoreInspection.Open(place.Data);
        return [.. store.Fills()];
    }
}
