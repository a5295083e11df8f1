using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.CoinGecko;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.CoinGecko;

public sealed class CoinGeckoTests
{
    // File, kinds in their order, and what some line must say.
    private static readonly string[][] Expected =
    [
        ["coins_list.json", "instrument x2", "\"symbol\":\"TRUMP\",\"venueSymbol\":\"official-trump\"", "\"tradable\":false"],
        ["coins_markets.json", "trade", "\"symbol\":\"BTC/USD\",\"ts\":\"2026-05-18T12:49:21.599Z\",\"price\":\"77671\"}"],
        ["error_429.json", "error", "\"category\":\"rateLimited\",\"retryable\":true", "\"code\":\"429\""],
        ["error_coin_not_found.json", "error", "\"category\":\"rejected\"", "\"message\":\"coin not found\""],
        ["market_chart.json", "trade x2", "\"ts\":\"2026-05-17T14:24:59.041Z\",\"price\":\"77953.82550382407\"}"],
        ["ping.json", "status", "\"message\":\"(V3) To the Moon!\""],
        ["simple_price.json", "trade", "\"symbol\":\"BTC/USD\",\"ts\":\"2026-05-18T08:17:38Z\",\"price\":\"76975\"}"],
        ["supported_vs_currencies.json", "status x63", "\"of\":\"currency\",\"status\":\"AUD\""],
    ];

    [TestCaseSource(nameof(Names))]
    public void Read_RecordedPayload_TellsItsKindsAndValues(string file)
    {
        var expected = Expected.Single(row => row[0] == file);
        var lines = CapturedVenue.DecodeFile("coingecko", file);
        Assert.That(CapturedVenue.Kinds(lines), Is.EqualTo(expected[1]));
        foreach (var part in expected[2..]) Assert.That(lines, Has.Some.Contains(part));
    }

    [Test]
    public void Read_RecordedFiles_AllHaveExpectations() => Assert.That(CapturedVenue.Files("coingecko"), Is.EquivalentTo(Names()));

    [TestCase("""{"avalanche-2":{"aud":1.234e-08,"usd":null,"aud_market_cap":5,"last_updated_at":1700000000},"nothing-known":{}}""", null, """{"kind":"trade","venue":"coingecko","symbol":"AVAX/AUD","ts":"2023-11-14T22:13:20Z","price":"1.234e-08"}""")]
    [TestCase("""[{"id":"some-coin","symbol":"sc","current_price":"2.5","last_updated":"2026-01-05T10:00:00.1Z"},{"id":"bitcoin","symbol":"btc","current_price":null,"total_volume":1}]""", "SC/AUD", """{"kind":"trade","venue":"coingecko","symbol":"SC/AUD","ts":"2026-01-05T10:00:00.1Z","price":"2.5"}""")]
    [TestCase("""{"prices":[[1700000000000,5]],"market_caps":[],"total_volumes":[]}""", "BTC/EUR", """{"kind":"trade","venue":"coingecko","symbol":"BTC/EUR","ts":"2023-11-14T22:13:20.000Z","price":"5"}""")]
    [TestCase("""{"status":{"error_code":10011,"error_message":"demo key"}}""", null, """{"kind":"error","venue":"coingecko","category":"auth","retryable":false,"orderOutcome":"notPlaced","code":"10011","message":"demo key"}""")]
    [TestCase("""{"status":{"error_code":503,"error_message":"later"}}""", null, """{"kind":"error","venue":"coingecko","category":"retry","retryable":true,"orderOutcome":"notPlaced","code":"503","message":"later"}""")]
    public void Read_Payload_Tells(string payload, string? symbol, string line) => Assert.That(CapturedVenue.Decode("coingecko", payload, symbol: symbol), Is.EqualTo(new[] { line }));

    [Test]
    public void Read_Candles_BeginOneLengthBeforeTheirTime()
    {
        var lines = CapturedVenue.Decode("coingecko", "[[1700001800000,1,2,0.5,1.5],[1700003600000,1.5,2,1,1.8]]", "ohlc", "BTC/USD");
        Assert.That(lines[0], Is.EqualTo("""{"kind":"bar","venue":"coingecko","symbol":"BTC/USD","open":"1","high":"2","low":"0.5","close":"1.5","openTime":"2023-11-14T22:13:20.000Z"}"""));
        Assert.That(lines[1], Does.Contain("\"openTime\":\"2023-11-14T22:43:20.000Z\""));
    }

    [TestCase("<html>1015</html>")]
    [TestCase("5")]
    [TestCase("""{"x":1}""")]
    [TestCase("""[{"y":1}]""")]
    [TestCase("""{"bitcoin":{"usd":1,"last_updated_at":"soon"}}""")]
    public void Read_Broken_IsUndecodable(string payload) => Assert.That(CapturedVenue.Decode("coingecko", payload)[^1], Does.Contain("\"category\":\"undecodable\""));

    [Test]
    public void Prices_ByCode_AskByIdWithTheKeysHeader()
    {
        var open = new CoinGeckoPolls().Prices(["BTC", "AVAX"], ["USD", "AUD"]);
        Assert.That(open.Url.OriginalString, Is.EqualTo("https://api.coingecko.com/api/v3/simple/price?ids=bitcoin%2Cavalanche-2&vs_currencies=usd%2Caud&include_last_updated_at=true&precision=full"));
        Assert.That(open.Headers.Select(static header => header.Name), Is.EqualTo(new[] { "Accept", "User-Agent" }));
        Assert.That(new CoinGeckoPolls("d").Chart("ETH", "USD", 7).Headers[2], Is.EqualTo(new WireHeader("x-cg-demo-api-key", "d", IsSecret: true)));
        var paid = new CoinGeckoPolls("p", isPaid: true).Chart("ETH", "USD", 7);
        Assert.That(paid.Url.OriginalString, Is.EqualTo("https://pro-api.coingecko.com/api/v3/coins/ethereum/market_chart?vs_currency=usd&days=7&precision=full"));
        Assert.That(paid.Headers[2].Name, Is.EqualTo("x-cg-pro-api-key"));
        Assert.Throws<NotOfferedException>(static () => new CoinGeckoPolls().Prices(["NOBODYKNOWS"], ["USD"]));
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
