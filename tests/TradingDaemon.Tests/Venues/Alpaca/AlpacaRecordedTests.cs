using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Alpaca;

/// <summary>Every recorded payload, to its kinds and values.</summary>
public sealed class AlpacaRecordedTests
{
    // File, and what each of its lines says.
    private static readonly string[][] Expected =
    [
        ["data/corporate_actions.json", "status symbol=FBL of=corporateAction status=forward_splits message~=ex_date_2024-03-13,_new_rate_5,_old_rate_1", "status", "status symbol=ESAC", "status x12"],
        ["data/crypto_bars_1min.json", "bar symbol=BCH/USD open=679.75 high=679.76 low=679.26 close=679.26 volume=3.67960285 openTime=2021-11-11T11:11:00Z", "bar x10"],
        ["data/crypto_latest_bar.json", "bar symbol=BTC/USD open=38899.6 volume=74.02830613"],
        ["data/crypto_latest_quote.json", "quote symbol=BCH/USD ts=2021-11-22T08:36:35.117453693Z bid=564.52 bidSize=44.2403 ask=565.87 askSize=44.2249"],
        ["data/crypto_latest_trade.json", "trade price=57527 size=0.0755 aggressor=buy tradeId=17209535"],
        ["data/crypto_orderbook.json", """book snapshot=true bids=[["64709.3","0.2801"]] asks=[["64767.7","0.2754"]]"""],
        ["data/crypto_quotes_2022.json", "quote", "quote symbol=ETH/USD ts=2022-05-26T11:47:18.499478272Z bid=1817 bidSize=4.76"],
        ["data/crypto_snapshot.json", "trade aggressor=sell tradeId=191026243", "quote", "bar", "bar openTime=2021-12-08T06:00:00Z closed=false", "bar"],
        ["data/crypto_trades_page.json", "trade x2", "trade ts=2021-09-08T05:04:03.269Z price=46379.8 size=0.005868 aggressor=sell"],
        ["data/news_page.json", "status ts=2021-04-03T15:35:21Z of=news message=CEO_John_Krafcik_Leaves_Waymo", "status"],
        ["data/option_bars.json", "bar symbol=AAPL240308C00172500 open=1.23", "bar x6"],
        ["data/option_chain_2024.json", "trade symbol=AAPL240503P00155000", "quote bid=0.32 bidSize=73 ask=0.35 askSize=119"],
        ["data/option_latest_quote_2024.json", "quote symbol=AAPL240126P00050000 ts=2024-01-24T14:02:43.651613184Z bid=0.05"],
        ["data/option_latest_trade.json", "trade symbol=BABA260116P00125000 ts=2024-02-26T18:23:18.79373184Z price=49.61 size=1"],
        ["data/option_snapshot.json", "trade symbol=SPXW240327P04925000 ts=2024-03-05T16:36:57.709309696Z price=14.85", "quote"],
        ["data/option_trades_page.json", "trade", "trade ts=2024-03-05T16:59:59.109319424Z price=0.99 size=1"],
        ["data/stock_bars_15min.json", "bar symbol=AMZN open=3378.14 high=3380.815 low=3376.3001", "bar x4"],
        ["data/stock_bars_daily_multi.json", "bar volume=78993712 openTime=2021-10-13T04:00:00Z", "bar x2", "bar symbol=NIO open=35.75", "bar x2"],
        ["data/stock_bars_page_2022.json", "bar symbol=AAPL open=174 high=174.84", "bar"],
        ["data/stock_latest_bar.json", "bar close=142.59 volume=2714"],
        ["data/stock_latest_quote.json", "quote bid=134.66 bidSize=29 ask=134.68 askSize=1"],
        ["data/stock_latest_trade.json", "trade price=134.7 size=20 tradeId=32"],
        ["data/stock_latest_trades_two.json", "trade", "trade symbol=TSLA ts=2022-07-15T19:59:59.405545378Z price=720.19"],
        ["data/stock_quotes_desc.json", "quote symbol=TSLA ts=2023-08-16T18:59:59.185551091Z bid=228.34", "quote"],
        ["data/stock_snapshot.json", "trade symbol=AAPL ts=2021-05-03T14:45:50.456Z price=133.55", "quote", "bar x3"],
        ["data/stock_trades_empty.json"],
        ["data/stock_trades_multi.json", "trade x3", "trade symbol=GE ts=2018-06-04T19:18:18.6206Z price=13.7317 size=100 tradeId=933066"],
        ["data/stock_trades_page.json", "trade ts=2021-10-13T08:00:00.08960768Z price=140.2 size=595 tradeId=1"],
        ["errors/data_invalid_symbol.json", "error category=rejected retryable=false orderOutcome=notPlaced"],
        ["errors/extended_hours_limit_only.json", """error category=rejected code=40010001 message~=only_type="limit"_is_allowed"""],
        ["errors/insufficient_buying_power.json", "error category=insufficientFunds code=40310000"],
        ["errors/order_not_found.json", "error category=rejected code=40410000"],
        ["errors/order_too_small.json", "error category=rejected code=40310000"],
        ["errors/qty_required.json", "error category=rejected message=qty_is_required"],
        ["errors/rate_limit.json", "error category=rateLimited retryable=true"],
        ["errors/rate_limit_headers.txt", "error category=undecodable"],
        ["errors/request_format_invalid.json", "error category=rejected"],
        ["errors/request_not_authorized.json", "error category=auth"],
        ["errors/sub_penny_limit.json", "error category=rejected code=42210000"],
        ["errors/unauthorized.json", "error category=auth retryable=false orderOutcome=notPlaced message=unauthorized"],
        ["errors/wash_trade.json", "error category=rejected message~=potential_wash_trade"],
        ["requests/documented_order_bodies.json", "status of=request status=POST", "status x3"],
        ["rest/account.json", "balance asset=USD total=-23140.2 available=7386.56", "status of=account status=ACTIVE"],
        ["rest/account_configurations.json", "status of=configuration status=trading"],
        ["rest/activities_mixed.json", "status status=DIV", "status", "fill ts=2024-06-24T13:30:04.214535Z venueOrderId=c0e497c2-a547-48cd-85dc-0f1f0ed1b26c side=sell price=3.8 size=643"],
        ["rest/activity_dividend.json", "status symbol=T of=activity status=DIV message=2019-08-01:_net_1.02,_quantity_2"],
        ["rest/activity_fill.json", "fill symbol=LPCN ts=2019-05-24T15:34:06.977Z executionId=20190524113406977::8efc7b9a-8b2b-4000-9955-d36e7db0df74 side=buy price=1.63 size=1"],
        ["rest/asset_crypto_btcusd.json", "instrument symbol=BTC/USD tickSize=1 lotSize=0.0001 minQuantity=0.0001 status=active tradable=true"],
        ["rest/asset_no_name.json", "instrument symbol=APCA lotSize=0.000000001"],
        ["rest/asset_us_equity.json", "instrument symbol=AAPL quote=USD tickSize=0.01"],
        ["rest/calendar.json", "status of=calendar status=2018-01-03 message=09:30_to_16:00_in_New_York"],
        ["rest/cancel_all_207.json", "ack call=cancelAll venueOrderId=497f6eca-6276-4993-bfeb-53cbbbba6f08", "error code=40410000 message=order_not_found venueOrderId=72249bb6-6c89-4ea7-b8cf-73f1a140812b"],
        ["rest/clock_open.json", "status ts=2022-04-28T18:07:04.451420928Z of=clock", "status of=market status=open"],
        ["rest/close_all_positions_207_ok.json", "order symbol=AAPL ts=2022-02-04T16:53:29.53427917Z side=sell type=market timeInForce=day status=open quantity=2 filled=0"],
        ["rest/options_contracts_page.json", "instrument symbol=AAPL231103C00170000 lotSize=1"],
        ["rest/order_canceled_crypto.json", "order symbol=LTC/USDT ts=2023-11-17T04:35:07.05943Z timeInForce=gtc status=cancelled quantity=2 limitPrice=35 filled=0"],
        ["rest/order_crypto_notional_accepted.json", "order symbol=BTC/USD status=open quoteQuantity=500 filled=0"],
        ["rest/order_market_numeric_qty.json", "order quantity=1"],
        ["rest/order_notional_accepted.json", "order symbol=AAPL quoteQuantity=500"],
        ["rest/order_replaced.json", "order ts=2024-03-04T15:01:02.5Z clientOrderId=strategy-7-0001 status=cancelled reason=replaced_by_a41d3c11-0a41-4b36-9c40-5b1f1a8d3d11"],
        ["rest/portfolio_history.json", "status of=portfolio status=15Min"],
        ["rest/position_crypto.json", "position symbol=BTC/USD quantity=2.61937 averagePrice=19660.5738784516887649"],
        ["rest/position_equity.json", "position symbol=AAPL quantity=5 averagePrice=100.0"],
        ["ws/data_control_messages.json", "status x2", "subscribed x6", "error x2", "error code=402 message=auth_failed", "error x3", "error category=rateLimited retryable=true orderOutcome=notPlaced code=406", "error x4"],
        ["ws/option_stream.msgpack", "trade symbol=AAPL240308C00172500 ts=2024-03-05T16:59:59.816906752Z price=0.98 size=4", "quote symbol=SPXW240327P04925000 bid=11.4 bidSize=172 ask=11.7 askSize=103"],
        ["ws/option_stream.msgpack.hex", "trade ts=2024-03-05T16:59:59.816906752Z price=0.98", "quote"],
        ["ws/quote_conditions_as_string.json", "quote bid=139.74 bidSize=3 ask=139.77 askSize=1"],
        ["ws/session_v2_sip.jsonl", "status", "status of=request", "status x2", "subscribed x5", "subscribed symbol=* channel=statuses", "subscribed x2", "trade price=126.55 size=1 tradeId=96921", "quote ts=2021-02-22T15:51:45.3355677Z", "quote x2"],
        ["ws/stream_bar.json", "bar volume=49378 openTime=2021-02-22T19:15:00Z closed=true"],
        ["ws/stream_daily_bar_and_status.json", "bar volume=749378 openTime=2021-02-16T04:00:00Z closed=false", "status of=market status=H message~=Trading_Halt;_T12;_"],
        ["ws/stream_quote.json", "quote symbol=AMD ts=2021-02-22T15:51:45.335689322Z bid=87.66"],
        ["ws/stream_trade.json", "trade ts=2021-02-22T15:51:44.208Z price=126.55"],
        ["ws/trade_update_cancel_rejected.json", "order symbol=TQQQ ts=2025-09-23T15:00:00Z status=filled quantity=271 filled=271 averagePrice=101.24369 reason=order_cancel_rejected"],
        ["ws/trade_update_fill_crypto.json", "order", "fill symbol=SOL/USD ts=2022-04-19T17:45:05.024916716Z executionId=2f63ea93-423d-4169-b3f6-3fdafc10c418 side=sell price=105.8988475 size=1790.86"],
        ["ws/trading_control_messages.json", "status", "error category=auth", "error", "subscribed channel=trade_updates"],
        ["ws/updated_bar.json", "bar high=101.2 low=98.67 close=101.3"],
    ];

    [TestCaseSource(nameof(Names))]
    public void Read_RecordedPayload_TellsItsKindsAndValues(string file)
    {
        var expected = Expected.Single(row => row[0] == file);
        Decoded.File("alpaca", file).MustSay(expected[1..]);
    }

    [Test]
    public void Read_RecordedFiles_AllHaveExpectations() => Assert.That(Fixtures.Files("alpaca"), Is.EquivalentTo(Names()));

    private static IEnumerable<string> Names() => Expected.Select(static row => row[0]);
}
