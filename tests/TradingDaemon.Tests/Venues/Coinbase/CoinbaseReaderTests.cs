using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Coinbase;

internal sealed class CoinbaseReaderTests
{
    private const string At = "\"timestamp\":\"2026-01-02T03:04:05.6Z\"";

    [TestCase("""{"channel":"ticker","timestamp":"2026-01-02T03:04:05.6Z","sequence_num":0,"events":[{"type":"update","tickers":[{"product_id":"SOL-EUR","best_bid":1.5,"best_bid_quantity":"2","best_ask":"","new":{}}]}]}""", "quote symbol=SOL/EUR bid=1.5 bidSize=2 ask=- ts=2026-01-02T03:04:05.6Z")]
    [TestCase("""{"channel":"status","sequence_num":0,"events":[{"products":[{"id":"SOL-EUR","base_currency":"SOL","quote_currency":"EUR","base_increment":"0.1","quote_increment":"0.01","status":"delisted","min_market_funds":"1"}]}]}""", "instrument symbol=SOL/EUR venueSymbol=SOL-EUR tickSize=0.01 lotSize=0.1 minNotional=1 status=delisted tradable=false")]
    [TestCase("""{"channel":"futures_balance_summary","sequence_num":0,"events":[{"fcm_balance_summary":{}}]}""", "status of=futures")]
    [TestCase("""{"events":[{}],"sequence_num":0}""", "error category=undecodable")]
    [TestCase("""{"channel":"newest","sequence_num":0,"events":[{}]}""", "error category=undecodable")]
    [TestCase("""{"type":"error","message":"channel user requires authentication"}""", "error category=auth")]
    [TestCase("""{"type":"error","message":"rate limit exceeded"}""", "error category=rateLimited retryable=true")]
    [TestCase("""{"type":"error","message":"something new"}""", "error category=rejected orderOutcome=notPlaced")]
    [TestCase("""{"type":"unsubscribe","channel":"level2"}""", "status of=request status=unsubscribe")]
    [TestCase("""{"errors":[{"id":"rate_limit_exceeded","message":"Too many requests"}]}""", "error category=rateLimited message=Too_many_requests")]
    [TestCase("""{"error":"PERMISSION_DENIED","code":7,"message":"no"}""", "error category=auth")]
    [TestCase("""{"error":"INTERNAL","code":13,"message":"oh"}""", "error category=unknownOutcome orderOutcome=unknown")]
    [TestCase("""{"http_status":503,"body":{"error":"unavailable"}}""", "error category=unknownOutcome")]
    [TestCase("""{"http_status":404,"body":"no"}""", "error category=rejected")]
    [TestCase("""{"http_status":429,"body_text":"slow down"}""", "error category=rateLimited")]
    [TestCase("""{"http_status":302,"body_text":"there"}""", "error category=unknownOutcome")]
    [TestCase("""{"http_status":403,"body_text":""}""", "error category=auth")]
    [TestCase("""{"http_status":200,"body":{"epochMillis":1700000000000}}""", "status of=clock ts=2023-11-14T22:13:20.000Z")]
    [TestCase("""{"success":false,"error_response":{"error":"UNKNOWN_FAILURE_REASON","new_order_failure_reason":"UNKNOWN_FAILURE_REASON","preview_failure_reason":"PREVIEW_INVALID_BASE_SIZE_TOO_SMALL"}}""", "error category=rejected code=PREVIEW_INVALID_BASE_SIZE_TOO_SMALL")]
    [TestCase("""{"success":false,"error_response":{"error":"UNKNOWN_FAILURE_REASON"}}""", "error category=unknownOutcome orderOutcome=unknown code=-")]
    [TestCase("""{"success":false,"error_response":{"error":"DUPLICATE_CLIENT_ORDER_ID"}}""", "error category=rejected orderOutcome=placed")]
    [TestCase("""{"success":false,"error_response":{"error":"INVALID_LIMIT_PRICE_POST_ONLY"}}""", "error category=rejected")]
    [TestCase("""{"success":false,"error_response":{"error":"UNTRADABLE_PRODUCT"}}""", "error category=marketClosed")]
    [TestCase("""{"results":[{"success":false,"failure_reason":"UNKNOWN_CANCEL_ORDER","order_id":"a"}]}""", "error category=rejected code=UNKNOWN_CANCEL_ORDER venueOrderId=a")]
    [TestCase("""{"success":true}""", "ack call=replace")]
    [TestCase("""{"success":false,"errors":{"edit_failure_reason":"ORDER_NOT_FOUND"}}""", "error category=rejected code=ORDER_NOT_FOUND")]
    [TestCase("""{"success":false,"errors":[{"edit_failure_reason":"UNKNOWN_EDIT_ORDER_FAILURE_REASON","preview_failure_reason":"PREVIEW_X"}]}""", "error category=rejected code=PREVIEW_X")]
    [TestCase("""{"products":[{"product_id":"SOL-EUR","quote_increment":"0.1","price_increment":"","base_increment":"1","status":"online","cancel_only":true}]}""", "instrument symbol=SOL/EUR tickSize=0.1 tradable=false")]
    [TestCase("""{"order":{"order_id":"a","product_id":"SOL-EUR","side":"SELL","status":"OPEN","filled_size":"1","average_filled_price":"2","order_type":"STOP_LIMIT","order_configuration":{"stop_limit_stop_limit_gtc":{"base_size":"4","limit_price":".19","stop_price":"0.2"}},"last_fill_time":"2026-01-02T03:04:05Z"}}""", "order status=partiallyFilled type=stopLimit limitPrice=.19 stopPrice=0.2 averagePrice=2 ts=2026-01-02T03:04:05Z")]
    [TestCase("""{"orders":[{"order_id":"a","order_configuration":{"market_market_ioc":{"quote_size":"5"}},"status":"FAILED","order_type":"MARKET","time_in_force":"IMMEDIATE_OR_CANCEL","reject_reason":"REJECT_REASON_UNSPECIFIED","reject_message":"why"}]}""", "order status=rejected type=market timeInForce=ioc quoteQuantity=5 quantity=- reason=why")]
    [TestCase("""{"orders":[{"order_id":"a","status":"QUEUED","order_type":"UNKNOWN_ORDER_TYPE","time_in_force":"FILL_OR_KILL"}]}""", "order status=pendingAck type=- timeInForce=fok")]
    [TestCase("""{"fills":[{"entry_id":"e","trade_type":"FILL","price":"0.255","size":"0.51","size_in_quote":true,"commission":"0.1","product_id":"SOL-EUR","side":"BUY","liquidity_indicator":"MAKER"}]}""", "fill size=2 price=0.255 fee=0.1 feeCurrency=EUR liquidity=maker")]
    [TestCase("""{"fills":[{"entry_id":"e","trade_type":"REVERSAL","price":"1","size":"2","product_id":"SOL-EUR","side":"BUY","order_id":"o","commission":"0"}]}""", "status of=fill status=REVERSAL symbol=SOL/EUR message=e:_BUY_2_at_1,_fee_0,_order_o")]
    [TestCase("""{"accounts":[{"currency":"BTC","available_balance":{"value":"1.10"},"hold":{"value":"0.4"},"type":"ACCOUNT_TYPE_CRYPTO"}]}""", "balance asset=BTC total=1.50 available=1.10")]
    [TestCase("""{"accounts":[{"currency":"BTC","available_balance":{"value":"1"},"type":"ACCOUNT_TYPE_VAULT"}]}""", "balance asset=BTC.VAULT total=- available=1")]
    [TestCase("""{"accounts":[{"currency":"USD","available_balance":{"value":"1"},"platform":"ACCOUNT_PLATFORM_CFM_CONSUMER"}]}""", "balance asset=USD.CFM")]
    [TestCase("""{"product_id":"AVERYLONGNAMEAVERYLONGNAMEAVERYLONGNAMEAVERYLONGNAMEAVERYLONGNAME-USD","status":"online","view_only":false}""", "instrument symbol=AVERYLONGNAMEAVERYLONGNAMEAVERYLONGNAMEAVERYLONGNAMEAVERYLONGNAME-USD tradable=true")]
    [TestCase("""{"channel":"l2_data","sequence_num":0,"events":[{"type":"update","product_id":"A-B","updates":[{"side":"bid","price_level":"1","new_quantity":"1","new_quantity":"2"}]}]}""", "error category=undecodable message=new_quantity_is_said_twice")]
    [TestCase("""{"what":1}""", "error category=undecodable")]
    [TestCase("""[]""", "error category=undecodable")]
    [TestCase("""Unauthorized""", "error category=undecodable")]
    [TestCase("""<html></html>""", "error category=undecodable")]
    [TestCase("""{"accounts":[{"available_balance":{}}]}""", "error category=undecodable message=an_account_has_no_currency")]
    [TestCase("""{"channel":"l2_data","sequence_num":0,"events":[{"type":"update","product_id":"A-B","updates":[{"side":"left","price_level":"1","new_quantity":"1"}]}]}""", "error category=undecodable message=left_is_no_side_of_a_book")]
    [TestCase("""{"channel":"l2_data","sequence_num":0,"events":[{"type":"update","product_id":"A-B","product_id":"A-C","updates":[]}]}""", "error category=undecodable message=product_id_is_said_twice")]
    [TestCase("""{"channel":"l2_data","sequence_num":0,"events":[{"type":"update","updates":[]}]}""", "error category=undecodable message=a_book_has_no_product_id")]
    [TestCase("""{"pricebook":{"product_id":"A-B","bids":[{"price":"1"}],"asks":[]}}""", "error category=undecodable message=a_level_of_the_book_has_no_size")]
    public void Decode_OnePayload_SaysWhatItSays(string payload, string expected) => Decoded.Text("coinbase", [payload]).MustSay(expected);

    [TestCase("PENDING", "0", "3", "status=pendingAck quantity=3")]
    [TestCase("OPEN", "1", "2", "status=partiallyFilled quantity=3 filled=1")]
    [TestCase("CANCEL_QUEUED", "1", "2", "status=cancelPending quantity=3")]
    [TestCase("EDIT_QUEUED", "1", "2", "status=replacePending")]
    [TestCase("CANCELLED", "1", "0", "status=cancelled quantity=- filled=1")]
    [TestCase("EXPIRED", "0", "0", "status=expired quantity=-")]
    [TestCase("SOMETHING", "0", "0", "status=- quantity=-")]
    public void Decode_OrderOfTheAccount_IsToldAsFarAsItIsKnown(string status, string filled, string left, string expected) => Decoded.Text("coinbase", [$$"""{"channel":"user",{{At}},"sequence_num":0,"events":[{"type":"update","orders":[{"order_id":"a","order_type":"LIMIT","status":"{{status}}","cumulative_quantity":"{{filled}}","leaves_quantity":"{{left}}","order_side":"SELL"}]}]}"""]).MustSay(
        $"order side=sell type=limit {expected}");

    [Test]
    public void Decode_ShortFuture_IsBelowZero() => Decoded.Text("coinbase", [$$$"""{"channel":"user",{{{At}}},"events":[{"positions":{"expiring_futures_positions":[{"product_id":"BIT-28JUN24-CDE","side":"Short","number_of_contracts":"2","entry_price":"3"}]}}]}"""]).MustSay(
        "position symbol=BIT-28JUN24-CDE quantity=-2 averagePrice=3");

    [Test]
    public void Decode_MissingFrame_PutsEveryBookInDoubtUntilItsNextPicture() => Decoded.Text("coinbase", [Book(0, "snapshot", "bid", "9", "1"), Book(1, "update", "offer", "10", "1"), Heartbeat(3), Book(4, "update", "bid", "8", "1"), Book(5, "snapshot", "bid", "7", "1"), Book(6, "update", "ask", "8", "1")]).MustSay(
        "book checksumOk=true", "book checksumOk=true", "status of=session status=gap message=frame_3_after_1", "heartbeat", "book checksumOk=false", "book snapshot=true checksumOk=true",
        """book checksumOk=true bookAfter={"bids":[["7","1"]],"asks":[["8","1"]]}""");

    [Test]
    public void Decode_UnreadableFrame_IsAMissingOne() => Decoded.Text("coinbase", [Book(0, "snapshot", "bid", "9", "1"), Book(1, "update", "bid", "8", "many"), Book(2, "update", "bid", "8", "1")]).MustSay(
        "book checksumOk=true", "error category=undecodable", "status of=session status=gap", "book checksumOk=false");

    [Test]
    public void Decode_FrameToldAgain_ChangesNothing() => Decoded.Text("coinbase", [Book(1, "snapshot", "bid", "9", "1"), Book(2, "update", "bid", "9", "2"), Book(1, "update", "bid", "9", "3"), Book(3, "update", "bid", "8", "1")]).MustSay(
        "book", "book", "status of=session status=repeated message=frame_1_after_2", """book checksumOk=true bookAfter={"bids":[["9","2"],["8","1"]],"asks":[]}""");

    [Test]
    public void Decode_NumbersFromZeroAgain_AreANewConnection() => Decoded.Text("coinbase", [Book(4, "snapshot", "bid", "9", "1"), Heartbeat(0), Book(1, "update", "bid", "8", "1")]).MustSay("book checksumOk=true", "heartbeat", "book checksumOk=- bookAfter=-");

    [Test]
    public void Decode_BookWhoseSidesCross_IsNotProven() => Decoded.Text("coinbase", [Book(0, "snapshot", "bid", "9", "1"), Book(1, "update", "offer", "9", "1")]).MustSay("book checksumOk=true", "book checksumOk=false");

    [TestCase("batch", """{"orders":[],"has_next":false}""")]
    [TestCase("fills", """{"fills":[],"cursor":""}""")]
    public void Decode_EmptyPages_SayNothing(string endpoint, string body) => Assert.That(Decoded.Text("coinbase", [body], endpoint), Is.Empty);

    [Test]
    public void Decode_Candles_AreOfTheSymbolTheyWereAskedFor() =>
        Decoded.Text("coinbase", ["""{"candles":[{"start":"1700000000","low":"1","high":"2","open":"1","close":"2","volume":"3"}]}"""], "candles", "SOL/EUR").MustSay("bar symbol=SOL/EUR openTime=2023-11-14T22:13:20Z");

    private static string Heartbeat(int number) => $$"""{"channel":"heartbeats",{{At}},"sequence_num":{{number}},"events":[{"current_time":"never","heartbeat_counter":"1"}]}""";

    private static string Book(int number, string type, string side, string price, string size) =>
        $$"""{"channel":"l2_data",{{At}},"sequence_num":{{number}},"events":[{"type":"{{type}}","product_id":"SOL-EUR","updates":[{"side":"{{side}}","price_level":"{{price}}","new_quantity":"{{size}}"}]}]}""";
}
