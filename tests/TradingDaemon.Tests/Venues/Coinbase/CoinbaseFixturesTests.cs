using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Coinbase;

internal sealed class CoinbaseFixturesTests
{
    [TestCase("jwt_es256_rest.json", "error category=undecodable")]
    [TestCase("request_create_limit_gtc.json", "status of=request status=POST")]
    [TestCase("request_create_market_buy_quote.json", "status of=request status=POST")]
    [TestCase("rest_accounts_2026.json", "balance asset=SGD total=0 available=0 ts=2026-09-30T01:38:13.191101Z", "balance asset=USD total=0 available=0 ts=2026-09-30T01:38:13.190427Z")]
    [TestCase("rest_best_bid_ask.json", "quote symbol=BTC/USD bid=41931.59 bidSize=0.11924182 ask=41933.63 askSize=0.195 ts=2023-12-30T03:44:12.783299Z", "quote symbol=ETH/USD bid=2295.05 ask=2295.13 askSize=0.1089284")]
    [TestCase("rest_cancel_ok.json", "ack call=cancel venueOrderId=0000-00000")]
    [TestCase("rest_candles_1h.json", "bar openTime=2024-04-04T01:00:00Z open=66312.4 high=66331.99 low=66055.14 close=66181.6 volume=355.82896243", "bar openTime=2024-04-04T00:00:00Z close=66314.59")]
    [TestCase("rest_create_buy_market_order_ok.json", "ack call=place symbol=ALGO/USD clientOrderId=asdasd venueOrderId=1f71a67f-6964-4a58-9438-411a5a6f22fc")]
    [TestCase("rest_create_order_insufficient_funds.json", "error category=insufficientFunds orderOutcome=notPlaced code=INSUFFICIENT_FUND message=Insufficient_balance_in_source_account")]
    [TestCase("rest_create_order_limit_ok.json", "ack call=place symbol=ALGO/USD clientOrderId=lknalksdj89asdkl venueOrderId=07f1e718-8ea8-4ece-a2e1-3f00aad7f040")]
    [TestCase("rest_error_not_found.json", "error category=rejected code=NOT_FOUND")]
    [TestCase("rest_error_unauthorized.json", "error category=auth retryable=false orderOutcome=notPlaced")]
    [TestCase("rest_fills_page.json", "fill symbol=ALGO/USD executionId=da7042594c7570bec6094dbc13384ad6e9d9f5cb12c00ddb174f782b01c3fd65 venueOrderId=3f9ad0fa-266e-495e-82d0-04616beb402f side=sell price=0.2569 size=5 fee=0.007707 feeCurrency=USD liquidity=taker ts=2023-01-29T05:25:44.826Z", "fill side=buy price=0.2577 fee=0.007731")]
    [TestCase("rest_key_permissions.json", "status of=key status=canTrade message=canWithdraw")]
    [TestCase("rest_order_cancelled.json", "order symbol=ALGO/USD clientOrderId=WoKEnVudA77LvxR4Uknt venueOrderId=nkj23kj234234 side=buy type=limit timeInForce=gtc status=cancelled quantity=5 limitPrice=0.15 filled=0 averagePrice=- reason=User_requested_cancel")]
    [TestCase("rest_order_open_gtd.json", "order symbol=BTC/USD timeInForce=gtd status=open quantity=0.00000001 limitPrice=0.01 reason=- ts=2024-08-30T13:07:25.942018Z")]
    [TestCase("rest_orders_batch_page.json", "order clientOrderId=j876789ks side=sell limitPrice=0.9 status=cancelled", "order clientOrderId=k7999902", "order clientOrderId=jks ts=2023-01-29T06:34:09.957562Z")]
    [TestCase("rest_product_btc_usd.json", "instrument symbol=BTC/USD venueSymbol=BTC-USD base=BTC quote=USD tickSize=0.01 lotSize=0.00000001 minQuantity=0.00000001 minNotional=1 status=online tradable=true")]
    [TestCase("rest_ticker_trades.json", "trade symbol=BTC/USD price=68923.67 size=0.00064 aggressor=buy tradeId=995098663 ts=2026-04-07T00:28:58.544778Z", "trade aggressor=buy", "trade price=68924.94 aggressor=sell", "quote symbol=BTC/USD bid=68923.66 ask=68923.67 bidSize=-")]
    [TestCase("rest_time.json", "status of=clock ts=2023-11-28T00:00:22.115Z")]
    [TestCase("rest_transaction_summary.json", "status of=fees message=maker_0.004,_taker_0.006")]
    [TestCase("ws_candles_sample.json", "bar symbol=ETH/USDT openTime=2023-07-10T14:10:00Z open=1867.38 high=1867.72 low=1865.63 close=1866.81 volume=0.20269406 closed=-")]
    [TestCase("ws_error_authentication_failure.json", "error category=auth")]
    [TestCase("ws_heartbeats.session.jsonl", "subscribed channel=heartbeats symbol=-", "heartbeat ts=2024-10-04T07:04:40.825062088Z")]
    [TestCase("ws_level2_update_btc.json", "book symbol=BTC/USD snapshot=false checksumOk=- bookAfter=-")]
    [TestCase("ws_request_subscribe_ticker.json", "status of=request status=subscribe message=ticker")]
    [TestCase("ws_user_ack.json", "subscribed channel=user symbol=- ts=2024-10-04T07:31:01.754118917Z")]
    [TestCase("ws_user_empty.session.jsonl", "subscribed channel=user", "status of=session status=gap message=frame_3_after_1", "heartbeat")]
    [TestCase("ws_user_open_sample.json", "order symbol=BTC/USD clientOrderId=11111-000000-000001 side=buy type=limit status=open quantity=0.001 filled=0 averagePrice=-")]
    [TestCase("ws_user_snapshot_sample.json", "order clientOrderId=XXX venueOrderId=YYY status=filled quantity=0.01 limitPrice=50000 filled=0.01 averagePrice=50000 stopPrice=-", "position symbol=BTC-PERP-INTX quantity=0.0041 averagePrice=-", "position symbol=BIT-28JUN24-CDE quantity=1 averagePrice=64150")]
    public void Decode_RecordedPayload_SaysWhatItSays(string file, params string[] expected) => Decoded.File("coinbase", file).MustSay(expected);

    [Test]
    public void Decode_RecordedBookOfRest_IsWhole()
    {
        var line = Decoded.File("coinbase", "rest_product_book.json").Single();
        line.MustSay("book symbol=BTC/USD snapshot=true ts=2026-04-07T00:28:59.662782Z");
        Assert.That((line.GetProperty("bids").GetArrayLength(), line.GetProperty("asks")[0][0].GetString()), Is.EqualTo((5, "68923.67")));
    }

    [Test]
    public void Decode_RecordedBook_IsKeptAndProven() => Decoded.File("coinbase", "ws_level2_sol.session.jsonl").MustSay(
        """book symbol=SOL/USD snapshot=true checksumOk=true bookAfter={"bids":[["120.7","110.06502693"]],"asks":[["120.72","31.20476988"]]}""",
        """book snapshot=false checksumOk=true bookAfter={"bids":[["120.73","42.55393162"],["120.7","110.06502693"]],"asks":[]}""",
        "trade symbol=SOL/USD tradeId=355495415 aggressor=buy");

    [Test]
    public void Decode_RecordedTrades_AreOfTheTakersSide()
    {
        var lines = Decoded.File("coinbase", "ws_market_trades.session.jsonl");
        Assert.That(lines, Has.Length.EqualTo(8));
        lines[0].MustSay("trade symbol=BTC/USD price=63310.25 size=0.00000043 aggressor=sell tradeId=1069726291 ts=2026-08-12T19:27:47.532655Z");
        lines[5].MustSay("subscribed channel=market_trades symbol=BTC/USD");
        lines[7].MustSay("trade tradeId=1069726292");
    }
}
