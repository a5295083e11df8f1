using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Kraken;

/// <summary>Every recorded payload of Kraken, to its kinds and values; the venue's own digits throughout.</summary>
[TestFixture]
internal sealed class KrakenFixtureTests
{
    private const string Refused = "category? retryable='false' orderOutcome='notPlaced'";

    private static readonly Dictionary<string, string> Expected = new()
    {
        ["rest_addorder_ok.json"] = "ack call='place' venueOrderId=result.txid.0",
        ["rest_amendorder_ok.json"] = "ack call='replace'",
        ["rest_assetpairs_xbtusdt.json"] = "instrument symbol='BTC/USDT' venueSymbol='XBTUSDT' base='BTC' quote='USDT' tickSize=result.XBTUSDT.tick_size lotSize='0.00000001' minQuantity=result.XBTUSDT.ordermin minNotional=result.XBTUSDT.costmin status='online' tradable='true'",
        ["rest_assets.json"] = "status of='asset' symbol='BTC' status='enabled'\nstatus of='asset' symbol='EUR' status='enabled'\nstatus of='asset' symbol='USD' status='enabled'",
        ["rest_balance.json"] = "each result: balance asset? total=.",
        ["rest_cancelorder_ok.json"] = "ack call='cancel' count=result.count",
        ["rest_depth_xbtusdt.json"] = "book symbol='BTC/USDT' snapshot='true' bids=[result.XBTUSDT.bids] asks=[result.XBTUSDT.asks]",
        ["rest_error_insufficient_funds.json"] = "error category='insufficientFunds' retryable='false' orderOutcome='notPlaced' code='EOrder' message=error.0",
        ["rest_error_invalid_nonce.json"] = "error category='retry' retryable='true' orderOutcome='notPlaced' code='EAPI' message=error.0",
        ["rest_error_permission_denied.json"] = "error category='auth' retryable='false' orderOutcome='notPlaced' code='EGeneral' message=error.0",
        ["rest_getwebsocketstoken.json"] = "status of='session' status='token'",
        ["rest_ohlc_xbtusdt.json"] = "each result.XBTUSDT: bar symbol='BTC/USDT' openTime? open=.1 high=.2 low=.3 close=.4 volume=.6",
        ["rest_openorders_take_profit.json"] = "each result.open: order symbol='LTC/USDT' ts='2024-01-14T19:23:23.583Z' venueOrderId=@ side='sell' type='takeProfit' status='open' quantity=.vol stopPrice=.descr.price filled=.vol_exec",
        ["rest_queryorders_open_limit_post_only.json"] = "each result: order symbol='LTC/USDT' ts='2024-01-14T19:10:39.563Z' venueOrderId=@ side='buy' type='limit' status='open' quantity=.vol limitPrice=.descr.price filled=.vol_exec",
        ["rest_queryorders_replaced.json"] = "each result: order symbol='USDC/USD' ts='2023-11-12T12:37:21.705669Z' venueOrderId=@ side='buy' type='limit' status='cancelled' quantity=.vol limitPrice=.descr.price filled=.vol_exec reason=.reason",
        ["rest_systemstatus.json"] = "status ts=result.timestamp of='venue' status='online'",
        ["rest_ticker_xbtusdt.json"] = "each result: quote symbol='BTC/USDT' bid=.b.0 bidSize=.b.2 ask=.a.0 askSize=.a.2",
        ["rest_time.json"] = "status ts='2025-11-11T00:17:04Z' of='clock'",
        ["rest_tradebalance.json"] = "balance asset='USD' total=result.eb available=result.mf",
        ["rest_trades_xbtusdt.json"] = "each result.XBTUSDT: trade symbol='BTC/USDT' ts? price=.0 size=.1 aggressor? tradeId=.6",
        ["rest_tradeshistory_sample.json"] = "each result.trades: fill symbol? ts? executionId=@ venueOrderId=.ordertxid side=.type price=.price size=.vol fee=.fee feeCurrency='USDT' liquidity?",
        ["ws_ack_book.json"] = "subscribed symbol='BTC/USD' ts=time_out channel='book'",
        ["ws_ack_executions.json"] = "subscribed ts=time_out channel='executions' message=result.warnings.0",
        ["ws_ack_ohlc_with_warning.json"] = "subscribed symbol='ETH/USD' ts=time_out channel='ohlc' message=result.warnings.0",
        ["ws_ack_ticker.json"] = "subscribed symbol='BTC/USD' ts=time_out channel='ticker'",
        ["ws_add_order_ok.json"] = "ack ts=time_out call='place' clientOrderId=result.cl_ord_id venueOrderId=result.order_id",
        ["ws_amend_order_ok.json"] = "ack ts=time_out call='replace' venueOrderId=result.order_id",
        ["ws_balances_update_usd.json"] = "balance ts=data.0.timestamp asset='USD' total=data.0.balance",
        ["ws_book_snapshot_5_levels.json"] = "book symbol='BTC/USD' snapshot='true' bids=[data.0.bids] asks=[data.0.asks] checksumOk='false' bookAfter?",
        ["ws_cancel_all_ok.json"] = "ack ts=time_out call='cancelAll' count=result.count",
        ["ws_cancel_order_ok.json"] = "ack ts=time_out call='cancel' venueOrderId=result.order_id",
        ["ws_error_add_order_number_field.json"] = $"error {Refused} message=error",
        ["ws_error_add_order_permission_denied.json"] = $"error {Refused} code='EGeneral' message=error",
        ["ws_error_unsupported_event.json"] = $"error {Refused} message=error",
        ["ws_executions_canceled.json"] = "order ts=data.0.timestamp venueOrderId=data.0.order_id status='cancelled' filled=data.0.cum_qty reason=data.0.reason",
        ["ws_executions_new_sparse.json"] = "order ts=data.0.timestamp venueOrderId=data.0.order_id status='open'",
        ["ws_executions_pending_new.json"] = "order symbol='BTC/USDT' ts=data.0.timestamp clientOrderId=data.0.cl_ord_id venueOrderId=data.0.order_id side='buy' type='limit' timeInForce='gtc' status='pendingAck' quantity=data.0.order_qty limitPrice=data.0.limit_price",
        ["ws_executions_pending_new_stop_loss_limit.json"] = "order symbol='ADX/USD' ts=data.0.timestamp venueOrderId=data.0.order_id side='buy' type='stopLimit' timeInForce='gtc' status='pendingAck' quantity=data.0.order_qty limitPrice=data.0.limit_price stopPrice=data.0.triggers.price",
        ["ws_executions_snapshot_empty.json"] = "",
        ["ws_executions_trade_taker.json"] = """
            order symbol='USDC/USD' venueOrderId=data.0.order_id side='sell' type='market' status='filled'
            fill symbol='USDC/USD' executionId=data.0.exec_id venueOrderId=data.0.order_id side='sell' price=data.0.last_price size=data.0.last_qty fee=data.0.fees.0.qty feeCurrency=data.0.fees.0.asset liquidity='taker'
            """,
        ["ws_heartbeat.json"] = "heartbeat",
        ["ws_instrument_snapshot_eurusd.json"] = """
            instrument symbol='EUR/USD' venueSymbol='EUR/USD' base='EUR' quote='USD' tickSize=data.pairs.0.price_increment lotSize=data.pairs.0.qty_increment minQuantity=data.pairs.0.qty_min minNotional=data.pairs.0.cost_min status='online' tradable='true'
            each data.assets: status of='asset' symbol=.id status=.status
            """,
        ["ws_ohlc_snapshot_1m_2.json"] = "each data: bar symbol='ETH/USD' ts=timestamp open=.open high=.high low=.low close=.close volume=.volume openTime=.interval_begin",
        ["ws_ohlc_update_1m.json"] = "each data: bar symbol='BTC/USD' ts=timestamp open=.open high=.high low=.low close=.close volume=.volume openTime=.interval_begin",
        ["ws_pong.json"] = "heartbeat ts=time_out",
        ["ws_request_add_order_limit_ioc.json"] = "status symbol='USDC/USD' of='request' status='add_order'",
        ["ws_request_cancel_order.json"] = "status of='request' status='cancel_order'",
        ["ws_request_subscribe_executions.json"] = "status of='request' status='subscribe'",
        ["ws_status_update.json"] = "status of='venue' status='online'",
        ["ws_ticker_snapshot.json"] = "quote symbol='BTC/USD' bid=data.0.bid bidSize=data.0.bid_qty ask=data.0.ask askSize=data.0.ask_qty",
        ["ws_ticker_update_2026.json"] = "quote symbol='BTC/USD' ts=data.0.timestamp bid=data.0.bid bidSize=data.0.bid_qty ask=data.0.ask askSize=data.0.ask_qty",
        ["ws_trade_snapshot.json"] = "each data: trade symbol='BTC/USD' ts=.timestamp price=.price size=.qty aggressor=.side tradeId=.trade_id",
        ["ws_trade_update_usdc.json"] = "each data: trade symbol='USDC/USD' ts=.timestamp price=.price size=.qty aggressor=.side tradeId=.trade_id",
    };

    // What is computed for developers is no payload of the venue's.
    private static readonly string[] NoPayloads = ["book_checksum_official_vector.json", "signed_addorder_json_body.json", "signed_addorder_official_vector.json"];

    private static IEnumerable<string> Files => Expected.Keys;

    [TestCaseSource(nameof(Files))]
    public void Read_ARecordedPayload_TellsItsKindsAndValues(string file)
    {
        var payload = Fixtures.Read("kraken", file);
        ExpectedLines.Assert(file, payload, Decoded.Lines("kraken", [payload]), Expected[file]);
    }

    [Test]
    public void Folder_HoldsNothingThatNoTestReads() =>
        Assert.That(Fixtures.Files("kraken").Where(static file => file.EndsWith(".json", StringComparison.Ordinal)), Is.EquivalentTo(Expected.Keys.Concat(NoPayloads)));

    [Test]
    public void NoPayloads_AreLinesOfTheirOwn_AndNothingBreaks()
    {
        foreach (var file in NoPayloads) Assert.That(Decoded.File("kraken", file).Select(static line => line.Says("kind")), Is.All.EqualTo("error").Or.All.EqualTo("status"), file);
    }

    [Test]
    public void Token_IsNeverPrinted()
    {
        var payload = Fixtures.Read("kraken", "rest_getwebsocketstoken.json");
        using var document = System.Text.Json.JsonDocument.Parse(payload);
        var token = document.RootElement.GetProperty("result").GetProperty("token").GetString()!;
        Assert.That(string.Concat(Decoded.Lines("kraken", [payload]).Select(static line => line.GetRawText())), Does.Not.Contain(token));
    }

    [TestCase("ws_book_btcusd_depth10.session.jsonl", 10), TestCase("ws_book_usdcusd_raw_tokens.session.jsonl", 10)]
    public void Session_OfABook_ProvesEveryMessage_AndKeepsTheVenuesSpelling(string file, int levels)
    {
        var frames = Fixtures.Payloads("kraken", file);
        var lines = Decoded.Lines("kraken", frames);
        Assert.That(lines.Select(static line => line.Says("kind")), Is.EqualTo(new[] { "subscribed", "book", "book" }));
        for (var i = 1; i < frames.Length; i++)
        {
            var type = i == 1 ? "true" : "false";
            ExpectedLines.Assert(file, frames[i], [lines[i]], $"book symbol? ts=data.0.timestamp snapshot='{type}' bids=[data.0.bids] asks=[data.0.asks] checksumOk='true' bookAfter?");
            Assert.That(lines[i].GetProperty("bookAfter").GetProperty("asks").GetArrayLength(), Is.EqualTo(levels));
            Assert.That(lines[i].GetProperty("bookAfter").GetProperty("bids").GetArrayLength(), Is.EqualTo(levels));
        }

        // The asks of the update were told by the picture before it: their spelling is still that.
        Assert.That(lines[2].GetProperty("bookAfter").GetProperty("asks").GetRawText(), Is.EqualTo(lines[1].GetProperty("asks").GetRawText()));
    }

    [Test]
    public void Session_WithAChangedDigit_IsNotProven_NorIsWhatFollows()
    {
        var frames = Fixtures.Payloads("kraken", "ws_book_btcusd_depth10.session.jsonl");
        var last = System.Text.Encoding.UTF8.GetString(frames[2]);
        var lines = Decoded.Lines("kraken", [frames[0], frames[1], System.Text.Encoding.UTF8.GetBytes(last.Replace("\"price\":63294.6", "\"price\":63294.7", StringComparison.Ordinal)), frames[2]]);
        Assert.That(lines.Select(static line => line.Says("checksumOk")), Is.EqualTo(new[] { null, "true", "false", "false" }));
    }
}
