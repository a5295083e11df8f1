using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Binance;

internal sealed class BinanceFixturesTests
{
    [TestCase("request_order_limit_gtc_signed.json", "status of=request status=POST")]
    [TestCase("rest_account.json", "balance asset=BTC total=4723846.89208129 available=4723846.89208129", "balance asset=LTC total=4763368.68006011 available=4763368.68006011", "status of=account status=canTrade message=canWithdraw")]
    [TestCase("rest_aggtrades.json", "trade price=17829.75000000 size=0.04121300 aggressor=sell tradeId=426856438 ts=2020-11-18T23:00:28.136Z symbol=-", "trade price=17824.14000000 aggressor=buy tradeId=426856605")]
    [TestCase("rest_error_filter.json", "error category=rejected retryable=false orderOutcome=notPlaced code=-1013 message=Filter_failure:_LOT_SIZE")]
    [TestCase("rest_error_insufficient_balance.json", "error category=insufficientFunds orderOutcome=notPlaced code=-2010")]
    [TestCase("rest_error_timestamp.json", "error category=retry retryable=true orderOutcome=notPlaced code=-1021")]
    [TestCase("rest_exchangeinfo_testnet_btcusdt.json", "instrument symbol=BTC/USDT venueSymbol=BTCUSDT base=BTC quote=USDT tickSize=0.01000000 lotSize=0.00001000 minQuantity=0.00001000 minNotional=5.00000000 status=TRADING tradable=true")]
    [TestCase("rest_klines_5m.json", "bar openTime=2020-04-15T21:50:00.000Z open=6733.55000000 high=6737.79000000 low=6726.61000000 close=6727.14000000 volume=121.20139100", "bar openTime=2020-04-15T21:55:00.000Z", "bar openTime=2020-04-15T22:00:00.000Z close=6724.91000000")]
    [TestCase("rest_open_orders.json", "order symbol=LTC/BTC clientOrderId=myOrder1 venueOrderId=1 side=buy type=limit timeInForce=gtc status=open quantity=1.0 limitPrice=0.1 filled=0.0 stopPrice=- averagePrice=-")]
    [TestCase("rest_order_query.json", "order symbol=LTC/BTC clientOrderId=myOrder1 venueOrderId=1 side=buy status=open ts=2017-07-12T02:41:59.559Z")]
    [TestCase("rest_ticker_24hr_doge.json", "quote symbol=DOGE/USDT bid=0.27040000 bidSize=160275.00000000 ask=0.27050000 askSize=106108.00000000 ts=2021-08-27T05:33:42.749Z")]
    [TestCase("rest_time.json", "status of=clock ts=2017-07-12T02:41:59.559Z")]
    [TestCase("ws_aggtrade_nkn.json", "trade symbol=NKN/USDT price=0.35280000 size=58.00000000 aggressor=buy tradeId=15683430 ts=2021-10-12T00:28:43.963Z")]
    [TestCase("ws_combined_testnet_bookticker.json", "quote symbol=BTC/USDT bid=76745.18000000 bidSize=8.74141000 ask=76745.19000000 askSize=12.06051000 ts=-")]
    [TestCase("ws_combined_testnet_trade.json", "trade symbol=BTC/USDT price=76745.19000000 size=0.00100000 aggressor=buy tradeId=388513 ts=2026-09-13T10:25:39.643Z")]
    [TestCase("ws_error_reply.json", "error category=rejected code=2")]
    [TestCase("ws_kline_nkn.json", "bar symbol=NKN/USDT openTime=2021-10-12T00:28:00.000Z open=0.35270000 high=0.35280000 low=0.35220000 close=0.35280000 volume=25877.00000000 closed=false")]
    [TestCase("ws_raw_bookticker_session.session.jsonl", "subscribed channel=-", "quote symbol=BTC/USDT bid=63704.00000000 bidSize=4.77471000 ask=63704.01000000", "quote bidSize=4.77462000")]
    [TestCase("ws_user_account_position.json", "balance asset=ETH total=10000.000000 available=10000.000000 ts=2019-07-25T06:02:51.073Z")]
    [TestCase("ws_user_balance_update.json", "balance asset=BTC total=- available=-", "status of=transfer message=BTC_100.00000000")]
    [TestCase("ws_user_executionreport_new.json", "order symbol=ETH/BTC clientOrderId=mUvoqJxFIILMdfAW5iGSOW venueOrderId=4293153 side=buy type=limit timeInForce=gtc status=open quantity=1.00000000 limitPrice=0.10264410 filled=0.00000000 reason=-")]
    [TestCase("ws_user_executionreport_new_stop_loss_limit.json", "order symbol=ETH/USDT side=sell type=stopLimit limitPrice=2400.00000000 stopPrice=2450.00000000 status=open")]
    [TestCase("ws_user_executionreport_trade.json", "order status=filled filled=1.00000000 averagePrice=2500", "fill symbol=ETH/USDT executionId=98765432 venueOrderId=12345678 side=buy price=2500.00000000 size=1.00000000 fee=0.00100000 feeCurrency=ETH liquidity=maker ts=2024-03-05T16:00:01.000Z")]
    [TestCase("wsapi_error_rate_limited.json", "error category=rateLimited retryable=true code=-1003")]
    [TestCase("wsapi_error_timestamp.json", "error category=retry code=-1021")]
    [TestCase("wsapi_userdatastream_subscribe_ok.json", "subscribed channel=userDataStream")]
    public void Decode_RecordedPayload_SaysWhatItSays(string file, params string[] expected) => Decoded.File("binance", file).MustSay(expected);

    [Test]
    public void Decode_RecordedTrades_AreOfTheSymbolTheyWereAskedFor()
    {
        var lines = Decoded.File("binance", "rest_trades.json", symbol: "BTC/USDT");
        Assert.That(lines.Select(static line => line.GetProperty("aggressor").GetString()), Is.EqualTo(new[] { "sell", "buy", "sell", "sell" }));
        Assert.That(lines.Select(static line => line.GetProperty("symbol").GetString()), Is.All.EqualTo("BTC/USDT"));
    }

    [Test]
    public void Decode_RecordedMarketOrder_IsAcknowledgedAndFilledFiveTimes()
    {
        var lines = Decoded.File("binance", "rest_order_full_market_sell.json");
        lines.MustSay(
            "ack call=place venueOrderId=28 clientOrderId=6gCrw2kRUAF9CvJDGP16IP", "order side=sell type=market status=filled quantity=10.00000000 filled=10.00000000 limitPrice=- averagePrice=1",
            "fill executionId=56 price=4000.00000000 size=1.00000000 fee=4.00000000 feeCurrency=USDT side=sell", "fill executionId=57 size=5.00000000", "fill executionId=58 fee=7.99600000",
            "fill executionId=59", "fill executionId=60 price=3995.00000000");
    }

    [Test]
    public void Decode_RecordedPicture_IsWholeAndInOrder()
    {
        var line = Decoded.File("binance", "rest_depth_testnet_btcusdt.json", symbol: "BTC/USDT").Single();
        line.MustSay("book symbol=BTC/USDT snapshot=true checksumOk=-");
        Assert.That(line.GetProperty("bids").GetArrayLength(), Is.EqualTo(20));
        Assert.That(line.GetProperty("asks")[0][0].GetString(), Is.EqualTo("76745.19000000"));
    }

    [Test]
    public void Decode_RecordedBook_IsProvenToItsEnd()
    {
        var lines = Decoded.File("binance", "depth_sync_nknusdt.session.jsonl");
        Assert.That(lines, Has.Length.GreaterThan(20));
        Assert.That(lines[0].TryGetProperty("symbol", out _), Is.False);
        foreach (var line in lines.Skip(1)) line.MustSay("book symbol=NKN/USDT snapshot=false checksumOk=true");
        Assert.That(lines[3].GetProperty("bookAfter").GetProperty("bids")[1][1].GetString(), Is.EqualTo("1290.00000000"));
    }

    [Test]
    public void Decode_SignatureVectors_AreNoPayloads([Values("signed_ed25519_rest.json", "signed_hmac_rest_official_vector.json", "signed_hmac_wsapi_official_vector.json")] string file) =>
        Decoded.File("binance", file).MustSay("error category=undecodable");

    [Test]
    public void Decode_BookWithAFrameLeftOut_IsNotProvenFromThere()
    {
        var frames = Fixtures.Payloads("binance", "depth_sync_nknusdt.session.jsonl").ToList();
        frames.RemoveAt(4);
        var lines = Decoded.Lines("binance", frames);
        lines[3].MustSay("book checksumOk=true");
        foreach (var line in lines.Skip(4)) line.MustSay("book checksumOk=false bookAfter=-");
    }
}
