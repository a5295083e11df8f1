using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.CoinGecko;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.CoinGecko;

public sealed class CoinGeckoTests
{
    // File, and what each of its lines says.
    private static readonly string[][] Expected =
    [
        ["coins_list.json", "instrument symbol=TRUMP venueSymbol=official-trump tradable=false", "instrument"],
        ["coins_markets.json", "trade symbol=BTC/USD ts=2026-05-18T12:49:21.599Z price=77671 only"],
        ["error_429.json", "error category=rateLimited retryable=true code=429"],
        ["error_coin_not_found.json", "error category=rejected message=coin_not_found"],
        ["market_chart.json", "trade ts=2026-05-17T14:24:59.041Z price=77953.82550382407 only", "trade"],
        ["ping.json", "status message=(V3)_To_the_Moon!"],
        ["simple_price.json", "trade symbol=BTC/USD ts=2026-05-18T08:17:38Z price=76975 only"],
        ["supported_vs_currencies.json", "status x15", "status of=currency status=AUD", "status x47"],
    ];

    [TestCaseSource(nameof(Names))]
    public void Read_RecordedPayload_TellsItsKindsAndValues(string file)
    {
        var expected = Expected.Single(row => row[0] == file);
        Decoded.File("coingecko", file).MustSay(expected[1..]);
    }

    [Test]
    public void Read_RecordedFiles_AllHaveExpectations() => Assert.That(Fixtures.Files("coingecko"), Is.EquivalentTo(Names()));

    [TestCase("""{"avalanche-2":{"aud":1.234e-08,"usd":null,"aud_market_cap":5,"last_updated_at":1700000000},"nothing-known":{}}""", null, "trade symbol=AVAX/AUD ts=2023-11-14T22:13:20Z price=1.234e-08 only")]
    [TestCase("""[{"id":"some-coin","symbol":"sc","current_price":"2.5","last_updated":"2026-01-05T10:00:00.1Z"},{"id":"bitcoin","symbol":"btc","current_price":null,"total_volume":1}]""", "SC/AUD", "trade symbol=SC/AUD ts=2026-01-05T10:00:00.1Z price=2.5 only")]
    [TestCase("""{"prices":[[1700000000000,5]],"market_caps":[],"total_volumes":[]}""", "BTC/EUR", "trade symbol=BTC/EUR ts=2023-11-14T22:13:20.000Z price=5 only")]
    [TestCase("""{"status":{"error_code":10011,"error_message":"demo key"}}""", null, "error category=auth retryable=false orderOutcome=notPlaced code=10011 message=demo_key only")]
    [TestCase("""{"status":{"error_code":503,"error_message":"later"}}""", null, "error category=retry retryable=true orderOutcome=notPlaced code=503 message=later only")]
    public void Read_Payload_Tells(string payload, string? symbol, string row) => Decoded.Text("coingecko", payload, symbol: symbol).MustSay(row);

    [Test]
    public void Read_Candles_BeginOneLengthBeforeTheirTime()
    {
        Decoded.Text("coingecko", "[[1700001800000,1,2,0.5,1.5],[1700003600000,1.5,2,1,1.8]]", "ohlc", "BTC/USD").MustSay(
            "bar symbol=BTC/USD open=1 high=2 low=0.5 close=1.5 openTime=2023-11-14T22:13:20.000Z only",
            "bar openTime=2023-11-14T22:43:20.000Z");
    }

    [TestCase("<html>1015</html>")]
    [TestCase("5")]
    [TestCase("""{"x":1}""")]
    [TestCase("""[{"y":1}]""")]
    [TestCase("""{"bitcoin":{"usd":1,"last_updated_at":"soon"}}""")]
    public void Read_Broken_IsUndecodable(string payload) => Decoded.Text("coingecko", payload)[^1].MustSay("error category=undecodable");

    [Test]
    public void Prices_ById_AreAskedForWithoutAKey()
    {
        var asked = new CoinGeckoPolls(CoinGeckoPolls.Public).PricesOf([CoinGeckoPolls.IdOf("BTC"), CoinGeckoPolls.IdOf("AVAX")], ["USD", "AUD"]);
        Assert.That(asked.Url.OriginalString, Is.EqualTo("https://api.coingecko.com/api/v3/simple/price?ids=bitcoin%2Cavalanche-2&vs_currencies=usd%2Caud&include_last_updated_at=true&precision=full"));
        Assert.That(asked.Headers.Select(static header => header.Name), Is.EqualTo(new[] { "Accept", "User-Agent" }));
        Assert.Throws<NotOfferedException>(static () => CoinGeckoPolls.IdOf("NOBODYKNOWS"));
    }

    [Test]
    public void Entry_FeedOnly_HasNothingToOrderWith()
    {
        var entry = VenueAdapters.Find("coingecko")!;
        Assert.That(entry.Requests, Is.Null);
        Assert.That(entry.Abilities.TakesOrders, Is.False);
    }

    private static IEnumerable<string> Names() => Expected.Select(static row => row[0]);
}
