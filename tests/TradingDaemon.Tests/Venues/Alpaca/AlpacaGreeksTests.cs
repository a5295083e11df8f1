using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Market;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.Alpaca;

/// <summary>Greeks of options: out of a recorded chain, out of odd answers, and from the exchange that speaks the protocol.</summary>
public sealed class AlpacaGreeksTests
{
    private const string Path = "/v1beta1/options/snapshots";
    private static readonly string Expiry = DateTimeOffset.UtcNow.AddDays(180).ToString("yyMMdd", System.Globalization.CultureInfo.InvariantCulture);

    [Test]
    public async Task Greeks_OfARecordedChain_AreItsOwnOfTheQuotesMoment()
    {
        await using var rig = await AlpacaRig.StartAsync();
        rig.Server.Answer(Path, System.Text.Encoding.UTF8.GetString(Fixtures.Read("alpaca", "data/option_chain_2024.json")));
        var told = await Asked(rig, "AAPL240503P00155000");
        Assert.That(told.Select(static one => (one.Option.Text, one.Greeks.Delta, one.Greeks.Gamma)), Is.EqualTo(new[] { ("AAPL240503P00155000", -0.06962352623019707m, 0.012407748296130911m) }));
        Assert.That(told[0].Greeks.At, Is.EqualTo(new DateTimeOffset(2024, 4, 25, 20, 0, 0, TimeSpan.Zero).AddTicks(2_596_101)));
        Assert.That(rig.Server.Asked.Last(static asked => asked.Path == Path).Query, Is.EqualTo("?symbols=AAPL240503P00155000&feed=indicative"));
    }

    [TestCase("""{"snapshots":{"X":{"latestQuote":{"t":"2024-04-25T20:00:00Z"}}}}""", TestName = "Greeks_MissingWhole_AreLeftOut")]
    [TestCase("""{"snapshots":{"X":{"greeks":null,"latestQuote":{"t":"2024-04-25T20:00:00Z"}}}}""", TestName = "Greeks_Null_AreLeftOut")]
    [TestCase("""{"snapshots":{"X":{"greeks":{"delta":0.5},"latestQuote":{"t":"2024-04-25T20:00:00Z"}}}}""", TestName = "Greeks_WithoutGamma_AreLeftOut")]
    [TestCase("""{"snapshots":{"X":{"greeks":{"delta":1.01,"gamma":0.1},"latestQuote":{"t":"2024-04-25T20:00:00Z"}}}}""", TestName = "Greeks_DeltaAboveOne_AreLeftOut")]
    [TestCase("""{"snapshots":{"X":{"greeks":{"delta":-1.01,"gamma":0.1},"latestQuote":{"t":"2024-04-25T20:00:00Z"}}}}""", TestName = "Greeks_DeltaBelowMinusOne_AreLeftOut")]
    [TestCase("""{"snapshots":{"X":{"greeks":{"delta":0.5,"gamma":-0.1},"latestQuote":{"t":"2024-04-25T20:00:00Z"}}}}""", TestName = "Greeks_GammaBelowZero_AreLeftOut")]
    [TestCase("""{"snapshots":{"X":{"greeks":{"delta":0.5,"gamma":0.1}}}}""", TestName = "Greeks_OfNobodyKnowsWhen_AreLeftOut")]
    [TestCase("""{"snapshots":{"X":null}}""", TestName = "Greeks_OfANullEntry_AreLeftOut")]
    [TestCase("""{"snapshots":{}}""", TestName = "Greeks_OfNothing_AreNone")]
    public async Task Greeks_ThatCannotBeUsed(string answer)
    {
        await using var rig = await AlpacaRig.StartAsync();
        rig.Server.Answer(Path, answer);
        Assert.That(await Asked(rig, "X"), Is.Empty);
    }

    [Test]
    public async Task Greeks_WhereNumbersAreNone_AreNoAnswer()
    {
        await using var rig = await AlpacaRig.StartAsync();
        rig.Server.Answer(Path, """{"snapshots":{"X":{"greeks":{"delta":"up","gamma":0.1},"latestQuote":{"t":"2024-04-25T20:00:00Z"}}}}""");
        await Assert.ThatAsync(() => Asked(rig, "X"), Throws.InstanceOf<VenueException>());
    }

    /// <summary>Of a call and a put on the same terms: one delta is the other's plus one, and gamma is the same.</summary>
    [Test]
    public async Task Greeks_FromTheExchange_AreThoseOfACallAndAPutOnOneShare()
    {
        var (call, put) = ($"AAPL{Expiry}C00200000", $"AAPL{Expiry}P00200000");
        var contracts = string.Join(',', ((string[])[call, put, $"MSFT{Expiry}C00200000"]).Select(static symbol => $"\"{symbol}\":{Terms(symbol)}"));
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "alpaca", HasMarket = false, Instruments = [.. InstrumentFile.BuiltIn, .. InstrumentFile.Parse("{\"instruments\":{" + contracts + "}}")] });
        server.ShowQuote("AAPL", 199.99m, 1_000m, 200.01m, 1_000m);
        using var market = VenueEntry.Find("alpaca")!.MakeMarket(new FeedSetup { Hosts = LiveVenues.Hosts("alpaca")[1].At(server.Address), Instruments = [], Clock = TimeProvider.System, Credentials = new VenueCredentials("PKDEMO", "demo-secret") })!;
        var told = (await ((IOptionMarket)market).GreeksAsync([new Symbol(call), new Symbol(put), new Symbol($"MSFT{Expiry}C00200000")], default)).ToDictionary(static one => one.Option.Text, static one => one.Greeks);
        Assert.That(told.Keys, Is.EquivalentTo(new[] { call, put }), "nobody quotes the other share");
        Assert.That(told[call].Delta - told[put].Delta, Is.EqualTo(1m).Within(1e-6m));
        Assert.That(told[call].Gamma, Is.EqualTo(told[put].Gamma).Within(1e-9m).And.GreaterThan(0m));
        Assert.That(told[call].Delta, Is.InRange(0.5m, 0.6m), "at the money");
        Assert.That((DateTimeOffset.UtcNow - told[call].At).Duration(), Is.LessThan(TimeSpan.FromMinutes(1)));
    }

    private static string Terms(string symbol) => $$"""{"assetClass":"option","base":"{{symbol}}","quote":"USD","tickSize":0.01,"lotSize":1,"multiplier":100}""";

    private static async Task<IReadOnlyList<(Symbol Option, OptionGreeks Greeks)>> Asked(AlpacaRig rig, string option) => await ((IOptionMarket)rig.Market()).GreeksAsync([new Symbol(option)], default);
}
