using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Alpaca;

public sealed class AlpacaReaderTests
{
    [Test]
    public void Read_BookOfStream_KeepsTheCopy()
    {
        Decoded.Text("alpaca", [
            """[{"T":"o","S":"ETH/USD","t":"2026-01-05T10:00:00.1Z","b":[{"p":100,"s":1},{"p":99.5,"s":2}],"a":[{"p":101,"s":3}],"r":true}]""",
            """[{"T":"o","S":"ETH/USD","t":"2026-01-05T10:00:00.2Z","b":[{"p":100,"s":0}],"a":[{"p":100.5,"s":4e-05}]}]""",
        ]).MustSay(
            "book snapshot=true", """book snapshot=false bids=[["100","0"]] bookAfter={"bids":[["99.5","2"]],"asks":[["100.5","4e-05"],["101","3"]]}""");
    }

    [TestCase("""[{"T":"q","S":"X","bp":0,"bs":0,"ap":10.5,"as":"3","t":"2026-01-05T10:00:00Z"}]""", "quote symbol=X ts=2026-01-05T10:00:00Z ask=10.5 askSize=3 only", TestName = "Read_ZeroBid_IsNobody")]
    [TestCase("""[{"T":"t","S":"BTC/USD","p":8.473e-05,"s":"2","i":9223372036854775807,"tks":"S","t":"2026-01-05T10:00:00.123456789Z"}]""", "trade symbol=BTC/USD ts=2026-01-05T10:00:00.123456789Z price=8.473e-05 size=2 aggressor=sell tradeId=9223372036854775807 only", TestName = "Read_ExponentAndStrings_KeepTheirDigits")]
    [TestCase("""{"trades":{"X":[{"t":"2026-01-05T10:00:00Z","p":1,"s":1,"i":7,"u":"canceled"}]}}""", "status symbol=X ts=2026-01-05T10:00:00Z of=trade status=canceled message=7 only", TestName = "Read_UndoneTrade_IsNoTrade")]
    [TestCase("""[{"T":"c","S":"X","oi":1,"op":10,"os":5,"ci":2,"cp":11,"cs":6,"t":"2026-01-05T10:00:00Z"}]""", "status symbol=X ts=2026-01-05T10:00:00Z of=trade status=corrected message=1_is_2:_6_at_11 only", TestName = "Read_Correction_SaysWhichTrade")]
    [TestCase("""[{"T":"x","S":"X","i":5,"p":10,"s":5,"a":"C","t":"2026-01-05T10:00:00Z"}]""", "status symbol=X ts=2026-01-05T10:00:00Z of=trade status=cancelled message=5 only", TestName = "Read_CancelledTrade_SaysWhich")]
    [TestCase("""[{"T":"l","S":"X","u":11,"d":9,"i":"B","t":"2026-01-05T10:00:00Z"}]""", "status symbol=X ts=2026-01-05T10:00:00Z of=priceBand status=B message=9_to_11 only", TestName = "Read_PriceBand_IsTold")]
    [TestCase("""[{"T":"i","S":"X","p":9.5,"t":"2026-01-05T10:00:00Z"}]""", "status symbol=X ts=2026-01-05T10:00:00Z of=imbalance message=9.5 only", TestName = "Read_Imbalance_IsTold")]
    [TestCase("""[{"T":"n","headline":"H","created_at":"2026-01-05T10:00:00Z","symbols":["X"]}]""", "status symbol=X ts=2026-01-05T10:00:00Z of=news message=H only", TestName = "Read_News_OfOneSymbolNamesIt")]
    [TestCase("""[{"T":"subscription","trades":[],"quotes":[]}]""", "status of=session status=nothing_is_subscribed only", TestName = "Read_EmptySubscription_SaysSo")]
    [TestCase("""{"stream":"listening","data":{"streams":[]}}""", "status of=session status=nothing_is_listened_to only", TestName = "Read_EmptyListening_SaysSo")]
    [TestCase("""{"symbol":"TSLA","qty":"3","side":"short","avg_entry_price":"10","asset_class":"us_equity"}""", "position symbol=TSLA quantity=-3 averagePrice=10 only", TestName = "Read_ShortPosition_IsBelowZero")]
    [TestCase("""{"symbol":"TSLA","qty":"-3","side":"short","avg_entry_price":"10","asset_class":"us_equity"}""", "position symbol=TSLA quantity=-3 averagePrice=10 only", TestName = "Read_ShortPositionWithSign_KeepsIt")]
    [TestCase("""{"symbol":"AAPL","bar":{"t":"2026-01-05T10:00:00Z","o":1,"h":2,"l":1,"c":2,"v":3,"new":{"a":[]}}}""", "bar symbol=AAPL open=1 high=2 low=1 close=2 volume=3 openTime=2026-01-05T10:00:00Z only", TestName = "Read_BodyOfOneSymbol_HasItsName")]
    [TestCase("""[{"id":"a","status":500}]""", "error category=unknownOutcome retryable=false orderOutcome=unknown code=500 venueOrderId=a only", TestName = "Read_PartThatFailed_LeavesItOpen")]
    [TestCase("""{"code":50010000,"message":"internal server error occurred"}""", "error category=unknownOutcome retryable=false orderOutcome=unknown code=50010000 message=internal_server_error_occurred only", TestName = "Read_ServerError_LeavesItOpen")]
    [TestCase("""{"code":40010001,"message":"client_order_id must be unique"}""", "error category=rejected retryable=false orderOutcome=placed code=40010001 message=client_order_id_must_be_unique only", TestName = "Read_DuplicateId_MeansPlaced")]
    [TestCase("""{"code":42210000,"message":"opg orders: market is closed"}""", "error category=marketClosed retryable=false orderOutcome=notPlaced code=42210000 message=opg_orders:_market_is_closed only", TestName = "Read_MarketClosed_SaysSo")]
    [TestCase("""{"action":"subscribe","trades":["X"]}""", "status of=request status=subscribe only", TestName = "Read_OwnRequest_IsNoAnswer")]
    [TestCase("""[{"T":"zz"}]""", "error category=undecodable retryable=false message=nobody_knows_this_kind_of_message:_message_zz only", TestName = "Read_UnknownMessage_IsCounted")]
    [TestCase("""{"stream":"other","data":{}}""", "error category=undecodable retryable=false message=nobody_knows_this_kind_of_message:_stream_other only", TestName = "Read_UnknownStream_IsCounted")]
    [TestCase("""{"x":1}""", "error category=undecodable retryable=false message=nobody_knows_this_kind_of_message:_a_body_of_unknown_shape only", TestName = "Read_UnknownBody_IsCounted")]
    [TestCase("""[{"T":"q","S":"X","bp":1,"bp":2}]""", "error category=undecodable retryable=false message=bp_is_said_twice only", TestName = "Read_DuplicateField_IsRefused")]
    public void Read_Payload_Tells(string payload, string row) => Decoded.Text("alpaca", payload).MustSay(row);

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
        Decoded.Text("alpaca", payload)[^1].MustSay("error category=undecodable");
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
        Decoded.Text("alpaca", $$"""{"id":"a","client_order_id":"c","status":"{{told}}","filled_qty":"{{filled}}","type":"stop_limit","side":"buy","updated_at":"2026-01-05T10:00:00Z"}""").MustSay($"order type=stopLimit status={status} filled={filled} ts=2026-01-05T10:00:00Z");
    }

    [Test]
    public void Read_UnknownStatus_IsAsItWas() =>
        Decoded.Text("alpaca", """{"id":"a","client_order_id":"c","status":"resting_strangely"}""").MustSay("order status=-");

    [Test]
    public void Read_ParentOfLegs_TellsEach()
    {
        Decoded.Text("alpaca", """{"id":"a","client_order_id":"c","status":"new","type":"trailing_stop","symbol":"","legs":[{"id":"b","client_order_id":"d","status":"held","symbol":"SPY","type":"stop"}]}""").MustSay("order", "order symbol=SPY status=open");
    }

    [TestCase("trade_bust", "order", "status")]
    [TestCase("partial_fill", "order", "fill")]
    [TestCase("new", "order")]
    public void Read_Update_TellsWhatBecame(string kind, params string[] kinds) => Decoded.Text("alpaca", $$$"""{"event":"{{{kind}}}","execution_id":"e","price":"1","qty":"2","timestamp":"2026-01-05T10:00:00Z","order":{"id":"a","client_order_id":"c","status":"new","symbol":"BTCUSDT","asset_class":"crypto"}}""").MustSay(kinds);

    [TestCase("BTCUSDT", "BTC/USDT")]
    [TestCase("BTCUSD", "BTC/USD")]
    [TestCase("ETHBTC", "ETH/BTC")]
    [TestCase("BTC/USD", "BTC/USD")]
    [TestCase("ODD", "ODD")]
    public void Read_PairWithoutSlash_GetsIt(string told, string symbol) =>
        Decoded.Text("alpaca", $$"""{"symbol":"{{told}}","asset_class":"crypto","qty":"1","avg_entry_price":"2"}""").MustSay($"position symbol={symbol}");

    [Test]
    public void Read_PairTheAssetListKnows_IsAsThere()
    {
        Decoded.Text("alpaca", [
            """[{"class":"crypto","symbol":"AUSD/C","tradable":true,"status":"inactive"}]""", """{"symbol":"AUSDC","asset_class":"crypto","qty":"1","avg_entry_price":"2"}""",
        ]).MustSay("instrument tradable=false", "position symbol=AUSD/C");
    }

    [Test]
    public void Read_BlockedAccount_SaysBy() => Decoded.Text("alpaca", """{"account_number":"1","status":"ACTIVE","cash":"1","buying_power":"4","trading_blocked":true,"account_blocked":false,"trade_suspended_by_user":true}""").MustSay(
        "balance asset=USD total=1 available=4 only", "status of=account status=ACTIVE message=trading_blocked,_trade_suspended_by_user only");

    [TestCase(401, "auth")]
    [TestCase(404, "retry")]
    [TestCase(405, "rejected")]
    [TestCase(406, "rateLimited")]
    [TestCase(409, "rejected")]
    [TestCase(500, "retry")]
    public void Read_StreamError_MeansByItsCode(int code, string category) =>
        Decoded.Text("alpaca", $$"""[{"T":"error","code":{{code}},"msg":"m"}]""").MustSay($"error category={category}");
}
