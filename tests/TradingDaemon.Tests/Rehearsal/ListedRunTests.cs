using System.Globalization;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Cli.Context;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Rehearsal;

/// <summary>One pair at two venues where nothing leaves the machine: recorded under both names, and made up for both, traded at the simulated venue.</summary>
[TestFixture]
internal sealed class ListedRunTests
{
    private static readonly string[] AtBoth = [.. new[]
    {
        "venues:one:kind=sandbox", "venues:one:url=http://127.0.0.1:9", "venues:two:kind=sandbox", "venues:two:url=http://127.0.0.1:9", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=two",
        "routing:smartEnabled=true", "routing:fees:one:takerFraction=0.001", "routing:fees:two:takerFraction=0.001",
    }.SelectMany(static assignment => new[] { "--set", assignment })];

    [Test]
    public async Task Replay_ARecordingOfBothNames_BuysWhereItIsCheaper()
    {
        using var place = new ScratchDirectory();
        var file = Path.Combine(place.Path, "quotes.csv");
        await File.WriteAllTextAsync(file, Recorded(seed: 1, steps: 2_000));
        using var run = await ShippedRehearsal.RunAsync(ExitCode.Done, ["replay", file, "--json", "--store", "books", .. AtBoth]);
        using var store = StoreInspection.Open(Path.Combine(run.Directory, "books"));
        var fills = store.Fills().ToList();
        Assert.That(fills, Is.Not.Empty);
        Assert.That(fills.Where(static fill => fill.Side == OrderSide.Buy).Select(static fill => fill.Symbol.Text), Is.All.EqualTo("BTC/USD@two"), "cheaper throughout, by more than a step between two quotes");
        Assert.That(fills.Where(static fill => fill.Side == OrderSide.Sell).Select(static fill => fill.Symbol.Text), Is.All.EqualTo("BTC/USD@two"), "and sold where it is");
    }

    [Test]
    public async Task Rehearse_WithPricesMadeUpForBothNames_Passes()
    {
        using var run = await ShippedRehearsal.RunAsync(ExitCode.Done, ["rehearse", "--for", "00:05:00", "--set", "instruments:BTC/USD@two:simulation:startPrice=60000", .. AtBoth]);
        foreach (var word in (string[])["10 of 10 instruments have prices", "All 7 checks passed."]) Assert.That(run.Output, Does.Contain(word));
    }

    private static string Recorded(int seed, int steps)
    {
        var (random, rows, price, at) = (new Random(seed), new StringBuilder("ts_utc,symbol,bid,bid_size,ask,ask_size\n"), 50_000m, new DateTime(2025, 3, 3, 14, 0, 0, DateTimeKind.Utc));
        for (var i = 0; i < steps; i++, at = at.AddSeconds(1))
        {
            price = Math.Round(price * (1m + (((decimal)random.NextDouble() - 0.5m) * 0.004m)), 2);
            foreach (var (symbol, bid) in new[] { ("BTC/USD", price), ("BTC/USD@two", price - 250m) }) rows.Append(CultureInfo.InvariantCulture, $"{at:yyyy-MM-ddTHH:mm:ss}Z,{symbol},{bid},5,{bid + 1m},5\n");
        }

        return rows.ToString();
    }
}
