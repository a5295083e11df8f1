using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Binance;

internal sealed class BinanceReaderTests
{
    private const string Picture = """{"lastUpdateId":100,"bids":[["9.0","1"],["8.9","2"]],"asks":[["9.1","3"]]}""";

    [TestCase("""{"e":"trade","E":1700000000001,"s":"SOLEUR","t":"7","p":20.5,"q":"1","T":"1700000000000","m":true,"new":{"x":[1]}}""", "trade symbol=SOL/EUR price=20.5 tradeId=7 aggressor=sell ts=2023-11-14T22:13:20.000Z")]
    [TestCase("""{"e":"trade","E":1700000000000001,"s":"SOLEUR","t":7,"p":"1","q":"1","T":1700000000000001,"m":false}""", "trade aggressor=buy ts=2023-11-14T22:13:20.000001Z")]
    [TestCase("""{"e":"24hrTicker","E":1700000000000,"s":"SOLEUR","b":"1.0","B":"2","a":"0.00","A":"0"}""", "quote symbol=SOL/EUR bid=1.0 bidSize=2 ask=-")]
    [TestCase("""{"e":"24hrMiniTicker","E":1700000000000,"s":"SOLEUR","c":"1"}""", "status of=market status=24hrMiniTicker symbol=SOL/EUR")]
    [TestCase("""{"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1700000000000}}""", "status of=venue status=shutdown")]
    [TestCase("""{"subscriptionId":0,"event":{"e":"eventStreamTerminated","E":1700000000000}}""", "status of=session status=terminated")]
    [TestCase("""{"subscriptionId":0,"event":{"e":"listStatus","E":1700000000000,"s":"SOLEUR","l":"EXEC_STARTED","L":"EXECUTING"}}""", "status of=orderList status=EXECUTING message=EXEC_STARTED symbol=SOL/EUR")]
    [TestCase("""{"subscriptionId":0,"event":{"e":"externalLockUpdate","E":1700000000000,"a":"SOL","d":"-1","T":1700000000000}}""", "status of=lock message=SOL_-1")]
    [TestCase("""[{"e":"24hrMiniTicker","E":1700000000000,"s":"SOLEUR","c":"1"}]""", "status of=market symbol=SOL/EUR")]
    [TestCase("""{"stream":"!miniTicker@arr","data":[{"e":"24hrMiniTicker","E":1700000000000,"s":"SOLEUR","c":"1"}]}""", "status of=market symbol=SOL/EUR")]
    [TestCase("""{"u":1,"s":"AVERYLONGNAMEAVERYLONGNAMEAVERYLONGNAMEAVERYLONGNAMEAVERYLONGNAMEUSDT","b":"1","B":"1","a":"2","A":"1"}""", "quote symbol=AVERYLONGNAMEAVERYLONGNAMEAVERYLONGNAMEAVERYLONGNAMEAVERYLONGNAMEUSDT")]
    [TestCase("""{"e":"avgPrice","E":1700000000000,"s":"SOLEUR","w":"1"}""", "status of=market status=avgPrice")]
    [TestCase("""{"method":"SUBSCRIBE","params":["soleur@trade"],"id":1}""", "status of=request status=SUBSCRIBE")]
    [TestCase("""{"id":1,"method":"order.place","params":{"symbol":"SOLEUR"}}""", "status of=request status=order.place symbol=SOL/EUR")]
    [TestCase("""{"error":{"code":-1121,"msg":"Invalid symbol."},"id":1}""", "error category=rejected code=-1121")]
    [TestCase("""{"id":"a","status":200,"result":{"serverTime":1700000000000},"rateLimits":[]}""", "status of=clock ts=2023-11-14T22:13:20.000Z")]
    [TestCase("""{"id":"a","status":200,"result":null}""", "ack call=request")]
    [TestCase("""{"id":"a","serverTime":1700000000000}""", "status of=clock")]
    [TestCase("""{"stream":"soleur@depth5","data":{"lastUpdateId":5,"bids":[["1","2"]],"asks":[]}}""", "book symbol=SOL/EUR snapshot=true")]
    [TestCase("""{"stream":"x","data":{"subscriptionId":1,"event":{"e":"eventStreamTerminated","E":1}}}""", "status of=session")]
    [TestCase("""{"result":["soleur@depth@100ms"],"id":3}""", "subscribed symbol=SOL/EUR channel=depth@100ms")]
    [TestCase("""{"result":["!miniTicker@arr"],"id":3}""", "subscribed symbol=- channel=!miniTicker@arr")]
    [TestCase("""{}""", "heartbeat")]
    [TestCase("""{"symbol":"SOLEUR","bidPrice":"1","bidQty":"2","askPrice":"3","askQty":"4"}""", "quote symbol=SOL/EUR bid=1 askSize=4")]
    [TestCase("""{"symbol":"SOLEUR","orderId":9,"clientOrderId":"a","transactTime":1700000000000}""", "ack call=place symbol=SOL/EUR venueOrderId=9 clientOrderId=a")]
    [TestCase("""[{"symbol":"SOLEUR","id":28,"orderId":9,"price":"4.0","qty":"12","commission":"10.1","commissionAsset":"BNB","time":1700000000000,"isBuyer":false,"isMaker":true}]""", "fill symbol=SOL/EUR executionId=28 venueOrderId=9 side=sell price=4.0 size=12 fee=10.1 feeCurrency=BNB liquidity=maker")]
    [TestCase("""{"e":"somethingNew","E":1}""", "error category=undecodable")]
    [TestCase("""{"stream":"soleur@new","data":{"p":1}}""", "error category=undecodable")]
    [TestCase("""{"what":1}""", "error category=undecodable")]
    [TestCase("""[{"what":1}]""", "error category=undecodable")]
    [TestCase("""7""", "error category=undecodable")]
    [TestCase("""<html><body>502 Bad Gateway</body></html>""", "error category=undecodable")]
    [TestCase("""{"e":"trade","s":"SOLEUR","p":"1","p":"2","T":1}""", "error category=undecodable message=p_is_said_twice")]
    [TestCase("""{"e":"depthUpdate","s":"SOLEUR","b":[],"a":[]}""", "error category=undecodable message=a_difference_of_a_book_has_no_update_ids")]
    [TestCase("""{"e":"depthUpdate","U":1,"u":1,"b":[],"a":[]}""", "error category=undecodable message=a_difference_of_a_book_has_no_symbol")]
    [TestCase("""{"e":"depthUpdate","s":"SOLEUR","U":1,"u":1,"b":[["x","1"]],"a":[]}""", "error category=undecodable message=x_is_no_number")]
    [TestCase("""{"lastUpdateId":1,"bids":[["1"]],"asks":[]}""", "error category=undecodable message=a_level_of_the_book_has_no_size")]
    [TestCase("""{"http_status":502,"body":"<html>"}""", "error category=unknownOutcome orderOutcome=unknown code=502")]
    [TestCase("""{"http_status":429,"body":""}""", "error category=rateLimited code=429")]
    [TestCase("""{"http_status":401,"body":""}""", "error category=auth code=401")]
    [TestCase("""{"http_status":410,"body":""}""", "error category=rejected code=410")]
    [TestCase("""{"http_status":200,"body":{"serverTime":1700000000000}}""", "status of=clock")]
    public void Decode_OnePayload_SaysWhatItSays(string payload, string expected) => Decoded.Text("binance", [payload]).MustSay(expected);

    [TestCase(-2010, "Duplicate order sent.", "category=rejected orderOutcome=placed")]
    [TestCase(-2010, "Order would immediately match and take.", "category=rejected orderOutcome=notPlaced")]
    [TestCase(-2010, "Market is closed.", "category=marketClosed")]
    [TestCase(-2010, "This action is disabled on this account.", "category=rejected")]
    [TestCase(-2011, "Unknown order sent.", "category=rejected")]
    [TestCase(-2015, "Invalid API-key, IP, or permissions for action.", "category=auth retryable=false")]
    [TestCase(-1015, "Too many new orders.", "category=rateLimited")]
    [TestCase(-1008, "Server is currently overloaded.", "category=retry")]
    [TestCase(-1006, "An unexpected response.", "category=unknownOutcome orderOutcome=unknown retryable=false")]
    [TestCase(-1007, "Timeout waiting for response.", "category=unknownOutcome")]
    [TestCase(-2021, "Order cancel-replace partially failed.", "category=unknownOutcome")]
    [TestCase(-7777, "Never heard of.", "category=unknownOutcome")]
    public void Decode_Refusal_IsWhatTheTableSays(int code, string message, string expected) =>
        Decoded.Text("binance", [$$"""{"code":{{code}},"msg":"{{message}}"}"""]).MustSay($"error {expected}");

    [Test]
    public void Decode_CancelledOrder_IsKnownByItsOwnId()
    {
        Decoded.Text("binance", ["""{"subscriptionId":0,"event":{"e":"executionReport","E":2,"s":"SOLEUR","c":"cancel-1","C":"order-1","S":"SELL","o":"LIMIT_MAKER","f":"GTC","q":"1","p":"2","x":"CANCELED","X":"CANCELED","r":"NONE","i":5,"z":"0","T":1700000000000,"t":-1}}"""]).MustSay(
            "order clientOrderId=order-1 status=cancelled side=sell type=limit");
        Decoded.Text("binance", ["""[{"orderReports":[{"symbol":"SOLEUR","origClientOrderId":"order-1","clientOrderId":"cancel-1","orderId":5,"transactTime":1700000000000,"status":"CANCELED","type":"MARKET","side":"BUY","executedQty":"2","cummulativeQuoteQty":"5","expiryReason":"X"}]}]"""]).MustSay(
            "ack call=cancel clientOrderId=order-1 venueOrderId=5", "order clientOrderId=order-1 status=cancelled averagePrice=2.5 reason=X");
    }

    [Test]
    public void Decode_ExpiredOrder_SaysWhy() => Decoded.Text("binance", ["""{"e":"executionReport","s":"SOLEUR","c":"a","C":"","S":"BUY","o":"MARKET","f":"FOK","x":"EXPIRED","X":"EXPIRED_IN_MATCH","r":"NONE","eR":"INSUFFICIENT_LIQUIDITY","i":5,"T":1700000000000}"""]).MustSay(
        "order clientOrderId=a status=expired reason=INSUFFICIENT_LIQUIDITY timeInForce=fok");

    [TestCase("order/test", "{}", "ack call=validate")]
    [TestCase("ticker/bookTicker", """[{"symbol":"SOLEUR","bidPrice":"1","bidQty":"2","askPrice":"3","askQty":"4"}]""", "quote symbol=SOL/EUR")]
    [TestCase("historicalTrades", """[{"id":1,"price":"2","qty":"3","time":1700000000000,"isBuyerMaker":true}]""", "trade aggressor=sell symbol=X/Y")]
    [TestCase("depth", """{"lastUpdateId":1,"bids":[],"asks":[]}""", "book symbol=X/Y")]
    [TestCase("allOrders", """[{"symbol":"SOLEUR","orderId":1,"status":"PENDING_NEW","type":"STOP_LOSS","timeInForce":"IOC","time":1700000000000}]""", "order status=pendingAck type=stop timeInForce=ioc")]
    public void Decode_BodyOfANamedEndpoint_IsReadAsSuch(string endpoint, string body, string expected) => Decoded.Text("binance", [body], endpoint, "X/Y").MustSay(expected);

    [Test]
    public void Decode_EmptyLists_SayNothing() => Assert.That(Decoded.Text("binance", ["[]"]), Is.Empty);

    [Test]
    public void Decode_AnInstrumentTold_DecidesHowItsPairIsRead() => Decoded.Text("binance",
        [
            """{"serverTime":1,"symbols":[{"symbol":"测试币USDT","status":"HALT","baseAsset":"测试币","quoteAsset":"USDT","filters":[{"filterType":"NEW","limit":1},{"filterType":"LOT_SIZE","minQty":"0.00","stepSize":"0.00"},{"filterType":"MIN_NOTIONAL","minNotional":"10"}]},{"symbol":"ABCDEF","status":"TRADING","baseAsset":"AB","quoteAsset":"CDEF","isSpotTradingAllowed":false}]}""",
            """{"stream":"abcdef@bookTicker","data":{"u":1,"s":"ABCDEF","b":"1","B":"1","a":"2","A":"1"}}""",
            """{"u":1,"s":"QQQQQ","b":"1","B":"1","a":"2","A":"1"}""",
        ]).MustSay(
        "instrument symbol=测试币/USDT status=HALT tradable=false minNotional=10 lotSize=- minQuantity=- tickSize=-", "instrument symbol=AB/CDEF tradable=false", "quote symbol=AB/CDEF", "quote symbol=QQQQQ");

    [Test]
    public void Decode_DifferencesBeforeTheirPicture_WaitForIt() => Decoded.Text("binance", [Difference(95, 99, "7"), Difference(100, 102, "5"), Difference(103, 103, "6"), Picture, Difference(104, 105, "0"), Difference(104, 104, "9")]).MustSay(
        "book checksumOk=- bookAfter=-", "book checksumOk=- bookAfter=-", "book checksumOk=- bookAfter=-",
        """book snapshot=true checksumOk=true bookAfter={"bids":[["9.0","6"],["8.9","2"]],"asks":[["9.1","3"]]}""",
        """book checksumOk=true bookAfter={"bids":[["8.9","2"]],"asks":[["9.1","3"]]}""",
        """book checksumOk=true bookAfter={"bids":[["8.9","2"]],"asks":[["9.1","3"]]}""");

    [Test]
    public void Decode_PictureOlderThanWhatWaits_IsNotProvenAndTheNextIs() => Decoded.Text("binance", [Difference(103, 104, "5"), Picture, Difference(105, 105, "6"), Picture.Replace("100", "104", StringComparison.Ordinal)], symbol: "SOL/EUR").MustSay(
        "book checksumOk=-", "book snapshot=true checksumOk=false", "book checksumOk=false bookAfter=-", "book checksumOk=true");

    [Test]
    public void Decode_BookWhoseSidesCross_IsNotProven() => Decoded.Text("binance", [Picture, """{"e":"depthUpdate","s":"SOLEUR","U":101,"u":101,"b":[["9.2","1"]],"a":[]}""", Difference(102, 102, "1")], symbol: "SOL/EUR").MustSay(
        "book", "book checksumOk=false", "book checksumOk=false");

    [Test]
    public void Decode_NamelessPictureWhileTwoBooksWait_IsOfNeither() => Decoded.Text("binance", [Difference(101, 101, "1"), Difference(101, 101, "1").Replace("SOLEUR", "SOLBTC", StringComparison.Ordinal), Picture]).MustSay(
        "book symbol=SOL/EUR checksumOk=-", "book symbol=SOL/BTC checksumOk=-", "book snapshot=true checksumOk=-");

    [Test]
    public void Decode_AThousandDifferencesWithoutAPicture_AreNotAllKept()
    {
        var frames = Enumerable.Range(1, 1000).Select(static id => Difference(id, id, "1")).Append(Picture);
        Decoded.Text("binance", frames, symbol: "SOL/EUR")[^1].MustSay("book snapshot=true checksumOk=false");
    }

    private static string Difference(long first, long last, string size) => $$"""{"e":"depthUpdate","E":1700000000000,"s":"SOLEUR","U":{{first}},"u":{{last}},"b":[["9.0","{{size}}"]],"a":[]}""";
}
