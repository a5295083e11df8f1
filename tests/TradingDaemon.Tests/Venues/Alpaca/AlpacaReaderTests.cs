using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Alpaca;

public sealed class AlpacaReaderTests
{
    [Test]
    public void Read_BookOfStream_KeepsTheCopy()
    {
        var lines = CapturedVenue.Decode("alpaca", [
            """[{"T":"o","S":"ETH/USD","t":"2026-01-05T10:00:00.1Z","b":[{"p":100,"s":1},{"p":99.5,"s":2}],"a":[{"p":101,"s":3}],"r":true}]"""u8.ToArray(),
            """[{"T":"o","S":"ETH/USD","t":"2026-01-05T10:00:00.2Z","b":[{"p":100,"s":0}],"a":[{"p":100.5,"s":4e-05}]}]"""u8.ToArray(),
        ]);
        Assert.That(lines[0], Does.Contain("\"snapshot\":true"));
        Assert.That(lines[1], Does.Contain("\"snapshot\":false,\"bids\":[[\"100\",\"0\"]]").And.EndsWith("\"bookAfter\":{\"bids\":[[\"99.5\",\"2\"]],\"asks\":[[\"100.5\",\"4e-05\"],[\"101\",\"3\"]]}}"));
    }

    [TestCase("""[{"T":"q","S":"X","bp":0,"bs":0,"ap":10.5,"as":"3","t":"2026-01-05T10:00:00Z"}]""", """{"kind":"quote","venue":"alpaca","symbol":"X","ts":"2026-01-05T10:00:00Z","ask":"10.5","askSize":"3"}""", TestName = "Read_ZeroBid_IsNobody")]
    [TestCase("""[{"T":"t","S":"BTC/USD","p":8.473e-05,"s":"2","i":9223372036854775807,"tks":"S","t":"2026-01-05T10:00:00.123456789Z"}]""", """{"kind":"trade","venue":"alpaca","symbol":"BTC/USD","ts":"2026-01-05T10:00:00.123456789Z","price":"8.473e-05","size":"2","aggressor":"sell","tradeId":"9223372036854775807"}""", TestName = "Read_ExponentAndStrings_KeepTheirDigits")]
    [TestCase("""{"trades":{"X":[{"t":"2026-01-05T10:00:00Z","p":1,"s":1,"i":7,"u":"canceled"}]}}""", """{"kind":"status","venue":"alpaca","symbol":"X","ts":"2026-01-05T10:00:00Z","of":"trade","status":"canceled","message":"7"}""", TestName = "Read_UndoneTrade_IsNoTrade")]
    [TestCase("""[{"T":"c","S":"X","oi":1,"op":10,"os":5,"ci":2,"cp":11,"cs":6,"t":"2026-01-05T10:00:00Z"}]""", """{"kind":"status","venue":"alpaca","symbol":"X","ts":"2026-01-05T10:00:00Z","of":"trade","status":"corrected","message":"1 is 2: 6 at 11"}""", TestName = "Read_Correction_SaysWhichTrade")]
    [TestCase("""[{"T":"x","S":"X","i":5,"p":10,"s":5,"a":"C","t":"2026-01-05T10:00:00Z"}]""", """{"kind":"status","venue":"alpaca","symbol":"X","ts":"2026-01-05T10:00:00Z","of":"trade","status":"cancelled","message":"5"}""", TestName = "Read_CancelledTrade_SaysWhich")]
    [TestCase("""[{"T":"l","S":"X","u":11,"d":9,"i":"B","t":"2026-01-05T10:00:00Z"}]""", """{"kind":"status","venue":"alpaca","symbol":"X","ts":"2026-01-05T10:00:00Z","of":"priceBand","status":"B","message":"9 to 11"}""", TestName = "Read_PriceBand_IsTold")]
    [TestCase("""[{"T":"i","S":"X","p":9.5,"t":"2026-01-05T10:00:00Z"}]""", """{"kind":"status","venue":"alpaca","symbol":"X","ts":"2026-01-05T10:00:00Z","of":"imbalance","message":"9.5"}""", TestName = "Read_Imbalance_IsTold")]
    [TestCase("""[{"T":"n","headline":"H","created_at":"2026-01-05T10:00:00Z","symbols":["X"]}]""", """{"kind":"status","venue":"alpaca","symbol":"X","ts":"2026-01-05T10:00:00Z","of":"news","message":"H"}""", TestName = "Read_News_OfOneSymbolNamesIt")]
    [TestCase("""[{"T":"subscription","trades":[],"quotes":[]}]""", """{"kind":"status","venue":"alpaca","of":"session","status":"nothing is subscribed"}""", TestName = "Read_EmptySubscription_SaysSo")]
    [TestCase("""{"stream":"listening","data":{"streams":[]}}""", """{"kind":"status","venue":"alpaca","of":"session","status":"nothing is listened to"}""", TestName = "Read_EmptyListening_SaysSo")]
    [TestCase("""{"symbol":"TSLA","qty":"3","side":"short","avg_entry_price":"10","asset_class":"us_equity"}""", """{"kind":"position","venue":"alpaca","symbol":"TSLA","quantity":"-3","averagePrice":"10"}""", TestName = "Read_ShortPosition_IsBelowZero")]
    [TestCase("""{"symbol":"TSLA","qty":"-3","side":"short","avg_entry_price":"10","asset_class":"us_equity"}""", """{"kind":"position","venue":"alpaca","symbol":"TSLA","quantity":"-3","averagePrice":"10"}""", TestName = "Read_ShortPositionWithSign_KeepsIt")]
    [TestCase("""{"symbol":"AAPL","bar":{"t":"2026-01-05T10:00:00Z","o":1,"h":2,"l":1,"c":2,"v":3,"new":{"a":[]}}}""", """{"kind":"bar","venue":"alpaca","symbol":"AAPL","open":"1","high":"2","low":"1","close":"2","volume":"3","openTime":"2026-01-05T10:00:00Z"}""", TestName = "Read_BodyOfOneSymbol_HasItsName")]
    [TestCase("""[{"id":"a","status":500}]""", """{"kind":"error","venue":"alpaca","category":"unknownOutcome","retryable":false,"orderOutcome":"unknown","code":"500","venueOrderId":"a"}""", TestName = "Read_PartThatFailed_LeavesItOpen")]
    [TestCase("""{"code":50010000,"message":"internal server error occurred"}""", """{"kind":"error","venue":"alpaca","category":"unknownOutcome","retryable":false,"orderOutcome":"unknown","code":"50010000","message":"internal server error occurred"}""", TestName = "Read_ServerError_LeavesItOpen")]
    [TestCase("""{"code":40010001,"message":"client_order_id must be unique"}""", """{"kind":"error","venue":"alpaca","category":"rejected","retryable":false,"orderOutcome":"placed","code":"40010001","message":"client_order_id must be unique"}""", TestName = "Read_DuplicateId_MeansPlaced")]
    [TestCase("""{"code":42210000,"message":"opg orders: market is closed"}""", """{"kind":"error","venue":"alpaca","category":"marketClosed","retryable":false,"orderOutcome":"notPlaced","code":"42210000","message":"opg orders: market is closed"}""", TestName = "Read_MarketClosed_SaysSo")]
    [TestCase("""{"action":"subscribe","trades":["X"]}""", """{"kind":"status","venue":"alpaca","of":"request","status":"subscribe"}""", TestName = "Read_OwnRequest_IsNoAnswer")]
    [TestCase("""[{"T":"zz"}]""", """{"kind":"error","venue":"alpaca","category":"undecodable","retryable":false,"message":"nobody knows this kind of message: message zz"}""", TestName = "Read_UnknownMessage_IsCounted")]
    [TestCase("""{"stream":"other","data":{}}""", """{"kind":"error","venue":"alpaca","category":"undecodable","retryable":false,"message":"nobody knows this kind of message: stream other"}""", TestName = "Read_UnknownStream_IsCounted")]
    [TestCase("""{"x":1}""", """{"kind":"error","venue":"alpaca","category":"undecodable","retryable":false,"message":"nobody knows this kind of message: a body of unknown shape"}""", TestName = "Read_UnknownBody_IsCounted")]
    [TestCase("""[{"T":"q","S":"X","bp":1,"bp":2}]""", """{"kind":"error","venue":"alpaca","category":"undecodable","retryable":false,"message":"bp is said twice"}""", TestName = "Read_DuplicateField_IsRefused")]
    public void Read_Payload_Tells(string payload, string line) => Assert.That(CapturedVenue.Decode("alpaca", payload), Is.EqualTo(new[] { line }));

    [TestCase("<html><body>504 Gateway Time-out</body></html>")]
    [TestCase("7")]
    [TestCase("")]
    [TestCase("[[[[[1]]]]]")]
    [TestCase("""{"T":"t","S":"X","t":"yesterday"}""")]
    [TestCase("""[{"T":"o","S":"X/USD","b":[{"p":1}]}]""")]
    [TestCase("""[{"T":"o","S":"X/USD","b":[{"s":1}]}]""")]
    [TestCase("""{"stream":"trade_updates","data":{"event":"fill","order":{"id":"a"}}}""")]
    [TestCase("93a1")]
    public void Read_Broken_IsToldAndNothingElse(string payload)
    {
        var lines = CapturedVenue.Decode("alpaca", payload);
        Assert.That(lines, Is.Not.Empty);
        Assert.That(lines[^1], Does.Contain("\"category\":\"undecodable\""));
    }

    [TestCase("new", "0", "open")]
    [TestCase("new", "1", "partiallyFilled")]
    [TestCase("partially_filled", "1", "partiallyFilled")]
    [TestCase("pending_cancel", "0", "cancelPending")]
    [TestCase("pending_replace", "0", "replacePending")]
    [TestCase("filled", "2", "filled")]
    [TestCase("canceled", "1", "cancelled")]
    [TestCase("expired", "1", "expired")]
    [TestCase("rejected", "0", "rejected")]
    [TestCase("done_for_day", "0", "open")]
    public void Read_OrderStatus_IsOurs(string told, string filled, string status)
    {
        var line = CapturedVenue.Decode("alpaca", $$"""{"id":"a","client_order_id":"c","status":"{{told}}","filled_qty":"{{filled}}","type":"stop_limit","side":"buy","updated_at":"2026-01-05T10:00:00Z"}""").Single();
        Assert.That(line, Does.Contain($"\"type\":\"stopLimit\",\"status\":\"{status}\",\"filled\":\"{filled}\"").And.Contain("\"ts\":\"2026-01-05T10:00:00Z\""));
    }

    [Test]
    public void Read_UnknownStatus_IsAsItWas() =>
        Assert.That(CapturedVenue.Decode("alpaca", """{"id":"a","client_order_id":"c","status":"resting_strangely"}""").Single(), Does.Not.Contain("\"status\""));

    [Test]
    public void Read_ParentOfLegs_TellsEach()
    {
        var lines = CapturedVenue.Decode("alpaca", """{"id":"a","client_order_id":"c","status":"new","type":"trailing_stop","symbol":"","legs":[{"id":"b","client_order_id":"d","status":"held","symbol":"SPY","type":"stop"}]}""");
        Assert.That(CapturedVenue.Kinds(lines), Is.EqualTo("order x2"));
        Assert.That(lines[1], Does.Contain("\"symbol\":\"SPY\"").And.Contain("\"status\":\"open\""));
    }

    [TestCase("trade_bust", "order, status")]
    [TestCase("partial_fill", "order, fill")]
    [TestCase("new", "order")]
    public void Read_Update_TellsWhatBecame(string kind, string kinds) => Assert.That(
        CapturedVenue.Kinds(CapturedVenue.Decode("alpaca", $$$"""{"event":"{{{kind}}}","execution_id":"e","price":"1","qty":"2","timestamp":"2026-01-05T10:00:00Z","order":{"id":"a","client_order_id":"c","status":"new","symbol":"BTCUSDT","asset_class":"crypto"}}""")),
        Is.EqualTo(kinds));

    [TestCase("BTCUSDT", "BTC/USDT")]
    [TestCase("BTCUSD", "BTC/USD")]
    [TestCase("ETHBTC", "ETH/BTC")]
    [TestCase("BTC/USD", "BTC/USD")]
    [TestCase("ODD", "ODD")]
    public void Read_PairWithoutSlash_GetsIt(string told, string symbol) =>
        Assert.That(CapturedVenue.Decode("alpaca", $$"""{"symbol":"{{told}}","asset_class":"crypto","qty":"1","avg_entry_price":"2"}""").Single(), Does.Contain($"\"symbol\":\"{symbol}\""));

    [Test]
    public void Read_PairTheAssetListKnows_IsAsThere()
    {
        var lines = CapturedVenue.Decode("alpaca", [
            """[{"class":"crypto","symbol":"AUSD/C","tradable":true,"status":"inactive"}]"""u8.ToArray(), """{"symbol":"AUSDC","asset_class":"crypto","qty":"1","avg_entry_price":"2"}"""u8.ToArray(),
        ]);
        Assert.That(lines[0], Does.Contain("\"tradable\":false"));
        Assert.That(lines[1], Does.Contain("\"symbol\":\"AUSD/C\""));
    }

    [Test]
    public void Read_BlockedAccount_SaysBy() => Assert.That(
        CapturedVenue.Decode("alpaca", """{"account_number":"1","status":"ACTIVE","cash":"1","buying_power":"4","trading_blocked":true,"account_blocked":false,"trade_suspended_by_user":true}"""),
        Is.EqualTo(new[]
        {
            """{"kind":"balance","venue":"alpaca","asset":"USD","total":"1","available":"4"}""",
            """{"kind":"status","venue":"alpaca","of":"account","status":"ACTIVE","message":"trading_blocked, trade_suspended_by_user"}""",
        }));

    [TestCase(401, "auth")]
    [TestCase(404, "retry")]
    [TestCase(405, "rejected")]
    [TestCase(406, "rateLimited")]
    [TestCase(409, "rejected")]
    [TestCase(500, "retry")]
    public void Read_StreamError_MeansByItsCode(int code, string category) =>
        Assert.That(CapturedVenue.Decode("alpaca", $$"""[{"T":"error","code":{{code}},"msg":"m"}]""").Single(), Does.Contain($"\"category\":\"{category}\""));
}
