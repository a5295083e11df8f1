using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.CoinSpot;

/// <summary>Every recorded payload, to its kinds and values.</summary>
public sealed class CoinSpotRecordedTests
{
    // File, and what each of its lines says.
    private static readonly string[][] Expected =
    [
        ["errors/coin_not_found.json", "error category=rejected retryable=false orderOutcome=notPlaced code=error message=Coin_not_found"],
        ["errors/v1_invalid.json", "error category=auth"],
        ["private/balances.json", "balance asset=LTC total=0.1"],
        ["private/buy_limit_placed.json", "ack call=place venueOrderId=66de4f1a2b3c4d5e6f708192", "order symbol=BTC/AUD venueOrderId=66de4f1a2b3c4d5e6f708192 type=limit timeInForce=gtc status=open quantity=0.001 limitPrice=85000"],
        ["private/buy_now.json", "ack", "order type=market status=filled quantity=0.00115 quoteQuantity=99.81 filled=0.00115"],
        ["private/cancel_ok.json", "status of=venue status=ok"],
        ["private/my_orders_completed.json", "fill symbol=BTC/AUD ts=2024-09-10T01:02:03.004Z executionId=66de4f1a2b3c4d5e6f7081a0 side=buy price=86500 size=0.001 fee=0.0865 feeCurrency=AUD"],
        ["private/my_orders_market_open.json", "order ts=2024-09-09T01:30:02.123Z venueOrderId=66de4f1a2b3c4d5e6f708192 side=buy type=limit timeInForce=gtc status=open quantity=0.001 limitPrice=85000"],
        ["private/quote_buy_now.json", "status of=rate status=86910.22"],
        ["private/status_ok.json", "status of=venue status=ok"],
        ["public/buyprice_btc.json", "status symbol=BTC/AUD of=rate status=86792.95"],
        ["public/latest_all.json", "quote symbol=BTC/AUD bid=86487.75 ask=86792.95", "quote x6", "quote symbol=NEO/AUD bid=12.17", "quote x3", "quote symbol=XLM/AUD bid=0.140925", "quote symbol=RFOX/AUD only", "quote x3", "quote symbol=BTC/USDT bid=57210 ask=60000"],
        ["public/latest_btc.json", "quote bid=86487.75 ask=86792.95"],
        ["public/latest_small.json", "quote x2", "quote symbol=XRP/AUD bid=0.50 ask=0.51"],
        ["public/orders_completed_btc.json", "trade symbol=BTC/AUD ts=2020-11-09T02:10:46.143Z price=21549.09999991 size=0.00102091"],
        ["public/orders_open_btc.json", """book snapshot=true bids=[["86487.75","0.05"],["86400","0.5"]] asks=[["86792.95","0.02"]]"""],
        ["requests/request_shapes.json", "status x2", "status of=request status=cancel_buy", "status"],
        ["signing/vectors.json", "error category=undecodable"], // no payload: what signatures are held against
    ];

    [TestCaseSource(nameof(Names))]
    public void Read_RecordedPayload_TellsItsKindsAndValues(string file)
    {
        var expected = Expected.Single(row => row[0] == file);
        Decoded.File("coinspot", file).MustSay(expected[1..]);
    }

    [TestCase("public/buyprice_btc.json", "buyprice", null, "quote symbol=BTC/AUD ask=86792.95 only")]
    [TestCase("private/quote_buy_now.json", "quote/sell/now", "BTC/AUD", "quote symbol=BTC/AUD bid=86910.22 only")]
    [TestCase("public/latest_btc.json", "latest", "BTC/AUD", "quote symbol=BTC/AUD bid=86487.75")]
    [TestCase("private/cancel_ok.json", "my/buy/cancel", null, "ack call=cancel")]
    [TestCase("private/cancel_ok.json", "my/sell/cancel/all", "BTC/AUD", "ack symbol=BTC/AUD call=cancelAll")]
    [TestCase("private/buy_now.json", "my/sell/now", null, "ack", "order side=sell type=market")]
    public void Read_RecordedPayloadWithItsEndpoint_TellsMore(string file, string endpoint, string? symbol, params string[] rows) =>
        Decoded.File("coinspot", file, endpoint, symbol).MustSay(rows);

    [Test]
    public void Read_RecordedFiles_AllHaveExpectations() => Assert.That(Fixtures.Files("coinspot"), Is.EquivalentTo(Names()));

    private static IEnumerable<string> Names() => Expected.Select(static row => row[0]);
}
