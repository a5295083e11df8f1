using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Recorded;

/// <summary>
/// Every row of recorded payloads that hold many, and every field of it, held against the payload itself: prices, sizes, ids and times with their digits, and nothing that the payload does not say.
/// Of Kraken all payloads are (<c>KrakenFixtureTests</c>); what single rows of the others say beyond that stands in their own tests.
/// </summary>
[TestFixture]
internal sealed class EveryValueTests
{
    private const string AlpacaBar = "open=.o high=.h low=.l close=.c volume=.v openTime=.t";
    private const string AlpacaQuote = "ts=.t bid=.bp bidSize=.bs ask=.ap askSize=.as";
    private const string AlpacaTrade = "ts=.t price=.p size=.s";
    private const string AlpacaOrder = "ts? clientOrderId=client_order_id venueOrderId=id side=side type=type timeInForce=time_in_force";

    private static readonly Dictionary<(string Venue, string File), string> Expected = new()
    {
        [("alpaca", "data/crypto_bars_1min.json")] = $"each bars.BCH/USD: bar symbol='BCH/USD' {AlpacaBar}",
        [("alpaca", "data/crypto_latest_bar.json")] = $"each bars: bar symbol=@ {AlpacaBar}",
        [("alpaca", "data/crypto_latest_quote.json")] = $"each quotes: quote symbol=@ {AlpacaQuote}",
        [("alpaca", "data/crypto_latest_trade.json")] = $"each trades: trade symbol=@ {AlpacaTrade} aggressor='buy' tradeId=.i",
        [("alpaca", "data/crypto_orderbook.json")] = "each orderbooks: book symbol=@ ts=.t snapshot='true' bids=[.b] asks=[.a]",
        [("alpaca", "data/crypto_quotes_2022.json")] = $"each quotes.BTC/USD: quote symbol='BTC/USD' {AlpacaQuote}\neach quotes.ETH/USD: quote symbol='ETH/USD' {AlpacaQuote}",
        [("alpaca", "data/crypto_snapshot.json")] = Snapshot("snapshots.ETH/USD", "ETH/USD", "aggressor='sell' tradeId=A.latestTrade.i"),
        [("alpaca", "data/crypto_trades_page.json")] = $"each trades.BTC/USD: trade symbol='BTC/USD' {AlpacaTrade} aggressor='sell' tradeId=.i",
        [("alpaca", "data/option_bars.json")] = $"each bars.AAPL240308C00172500: bar symbol='AAPL240308C00172500' {AlpacaBar}",
        [("alpaca", "data/option_latest_quote_2024.json")] = $"each quotes: quote symbol=@ {AlpacaQuote}",
        [("alpaca", "data/option_latest_trade.json")] = $"each trades: trade symbol=@ {AlpacaTrade}",
        [("alpaca", "data/option_trades_page.json")] = $"each trades.AAPL240308C00172500: trade symbol='AAPL240308C00172500' {AlpacaTrade}",
        [("alpaca", "data/stock_bars_15min.json")] = $"each bars.AMZN: bar symbol='AMZN' {AlpacaBar}",
        [("alpaca", "data/stock_bars_daily_multi.json")] = $"each bars.AAPL: bar symbol='AAPL' {AlpacaBar}\neach bars.NIO: bar symbol='NIO' {AlpacaBar}",
        [("alpaca", "data/stock_bars_page_2022.json")] = $"each bars.AAPL: bar symbol='AAPL' {AlpacaBar}",
        [("alpaca", "data/stock_latest_bar.json")] = $"each bars: bar symbol=@ {AlpacaBar}",
        [("alpaca", "data/stock_latest_quote.json")] = $"each quotes: quote symbol=@ {AlpacaQuote}",
        [("alpaca", "data/stock_latest_trade.json")] = $"each trades: trade symbol=@ {AlpacaTrade} tradeId=.i",
        [("alpaca", "data/stock_latest_trades_two.json")] = $"each trades: trade symbol=@ {AlpacaTrade} tradeId=.i",
        [("alpaca", "data/stock_quotes_desc.json")] = $"each quotes.TSLA: quote symbol='TSLA' {AlpacaQuote}",
        [("alpaca", "data/stock_snapshot.json")] = Snapshot("AAPL", "AAPL", "tradeId=A.latestTrade.i"),
        [("alpaca", "data/stock_trades_multi.json")] = $"each trades.F: trade symbol='F' {AlpacaTrade} tradeId=.i\neach trades.GE: trade symbol='GE' {AlpacaTrade} tradeId=.i",
        [("alpaca", "data/stock_trades_page.json")] = $"each trades.AAPL: trade symbol='AAPL' {AlpacaTrade} tradeId=.i",
        [("alpaca", "rest/activity_fill.json")] = "each : fill symbol=.symbol ts=.transaction_time executionId=.id venueOrderId=.order_id side=.side price=.price size=.qty",
        [("alpaca", "rest/order_canceled_crypto.json")] = $"order symbol=symbol {AlpacaOrder} status='cancelled' quantity=qty limitPrice=limit_price filled=filled_qty",
        [("alpaca", "rest/order_crypto_notional_accepted.json")] = $"order symbol? {AlpacaOrder} status='open' quoteQuantity=notional filled=filled_qty",
        [("alpaca", "rest/order_market_numeric_qty.json")] = $"order symbol=symbol {AlpacaOrder} status='open' quantity=qty filled=filled_qty",
        [("alpaca", "rest/order_notional_accepted.json")] = $"order symbol=symbol {AlpacaOrder} status='open' quoteQuantity=notional filled=filled_qty",
        [("alpaca", "rest/order_replaced.json")] = $"order symbol=symbol {AlpacaOrder} status='cancelled' quantity=qty limitPrice=limit_price filled=filled_qty reason?",
        [("alpaca", "ws/quote_conditions_as_string.json")] = $"each : quote symbol=.S {AlpacaQuote}",
        [("alpaca", "ws/stream_bar.json")] = $"each : bar symbol=.S {AlpacaBar} closed='true'",
        [("alpaca", "ws/stream_quote.json")] = $"each : quote symbol=.S {AlpacaQuote}",
        [("alpaca", "ws/stream_trade.json")] = $"each : trade symbol=.S {AlpacaTrade} tradeId=.i",
        [("alpaca", "ws/updated_bar.json")] = $"each : bar symbol=.S {AlpacaBar} closed='true'",
        [("binance", "rest_aggtrades.json")] = "each : trade ts? price=.p size=.q aggressor? tradeId=.a",
        [("binance", "rest_depth_testnet_btcusdt.json")] = "book snapshot='true' bids=[bids] asks=[asks] bookAfter?",
        [("binance", "rest_klines_5m.json")] = "each : bar openTime? open=.1 high=.2 low=.3 close=.4 volume=.5",
        [("binance", "rest_open_orders.json")] = "each : order symbol='LTC/BTC' ts? clientOrderId=.clientOrderId venueOrderId=.orderId side='buy' type='limit' timeInForce='gtc' status='open' quantity=.origQty limitPrice=.price filled=.executedQty",
        [("binance", "rest_order_full_market_sell.json")] = """
            ack symbol='BTC/USDT' ts? call='place' clientOrderId=clientOrderId venueOrderId=orderId
            order symbol='BTC/USDT' ts? clientOrderId=clientOrderId venueOrderId=orderId side='sell' type='market' timeInForce='gtc' status='filled' quantity=origQty filled=executedQty averagePrice='1'
            each fills: fill symbol='BTC/USDT' ts? executionId=.tradeId clientOrderId=clientOrderId venueOrderId=orderId side='sell' price=.price size=.qty fee=.commission feeCurrency=.commissionAsset liquidity='taker'
            """,
        [("binance", "rest_ticker_24hr_doge.json")] = "quote symbol='DOGE/USDT' ts? bid=bidPrice bidSize=bidQty ask=askPrice askSize=askQty",
        [("binance", "rest_trades.json")] = "each : trade ts? price=.price size=.qty aggressor? tradeId=.id",
        [("binance", "ws_combined_testnet_bookticker.json")] = "quote symbol='BTC/USDT' bid=data.b bidSize=data.B ask=data.a askSize=data.A",
        [("binance", "ws_kline_nkn.json")] = "bar symbol='NKN/USDT' ts? open=data.k.o high=data.k.h low=data.k.l close=data.k.c volume=data.k.v openTime? closed=data.k.x",
        [("coinbase", "rest_accounts_2026.json")] = "each accounts: balance ts=.updated_at asset=.currency total? available=.available_balance.value",
        [("coinbase", "rest_best_bid_ask.json")] = "each pricebooks: quote symbol? ts=.time bid=.bids.0.price bidSize=.bids.0.size ask=.asks.0.price askSize=.asks.0.size",
        [("coinbase", "rest_candles_1h.json")] = "each candles: bar openTime? open=.open high=.high low=.low close=.close volume=.volume",
        [("coinbase", "rest_fills_page.json")] = "each fills: fill symbol='ALGO/USD' ts=.trade_time executionId=.entry_id venueOrderId=.order_id side? price=.price size=.size fee=.commission feeCurrency='USD' liquidity='taker'",
        [("coinbase", "rest_orders_batch_page.json")] = "each orders: order symbol='ALGO/USD' ts? clientOrderId=.client_order_id venueOrderId=.order_id side='sell' type='limit' timeInForce='gtc' status='cancelled' quantity=.order_configuration.limit_limit_gtc.base_size limitPrice=.order_configuration.limit_limit_gtc.limit_price filled=.filled_size reason=.cancel_message",
        [("coinbase", "rest_product_book.json")] = "book symbol='BTC/USD' ts=pricebook.time snapshot='true' bids=[pricebook.bids] asks=[pricebook.asks]",
        [("coinbase", "rest_ticker_trades.json")] = "each trades: trade symbol='BTC/USD' ts=.time price=.price size=.size aggressor? tradeId=.trade_id\nquote symbol? bid=best_bid ask=best_ask",
        [("coinbase", "ws_candles_sample.json")] = "each events.0.candles: bar symbol='ETH/USDT' ts=timestamp open=.open high=.high low=.low close=.close volume=.volume openTime?",
        [("coinspot", "private/my_orders_completed.json")] = "each buyorders: fill symbol=.market ts=.solddate executionId=.id side='buy' price=.rate size=.amount fee='0.0865' feeCurrency='AUD'",
        [("coinspot", "private/my_orders_market_open.json")] = "each buyorders: order symbol=.market ts=.created venueOrderId=.id side='buy' type='limit' timeInForce='gtc' status='open' quantity=.amount limitPrice=.rate",
        [("coinspot", "public/latest_small.json")] = "each prices: quote symbol? bid=.bid ask=.ask",
        [("coinspot", "public/orders_completed_btc.json")] = "each buyorders: trade symbol=.market ts=.solddate price=.rate size=.amount",
        [("coingecko", "coins_list.json")] = "each : instrument symbol? venueSymbol=.id base? tradable='false'",
        [("coingecko", "market_chart.json")] = "each prices: trade ts? price=.1",
    };

    private static IEnumerable<(string Venue, string File)> Recorded => Expected.Keys;

    [TestCaseSource(nameof(Recorded))]
    public void Decode_ARecordedPayload_TellsEveryValueOfEveryRow((string Venue, string File) payload) =>
        ExpectedLines.Assert($"{payload.Venue} {payload.File}", Fixtures.Read(payload.Venue, payload.File), Decoded.File(payload.Venue, payload.File), Expected[payload]);

    // A share's or coin's snapshot, which stands at a place of the payload.
    private static string Snapshot(string at, string symbol, string more) => $"""
        trade symbol='{symbol}' ts=A.latestTrade.t price=A.latestTrade.p size=A.latestTrade.s {more}
        quote symbol='{symbol}' ts=A.latestQuote.t bid=A.latestQuote.bp bidSize=A.latestQuote.bs ask=A.latestQuote.ap askSize=A.latestQuote.as
        bar symbol='{symbol}' {Bar("minuteBar")}
        bar symbol='{symbol}' {Bar("dailyBar")} closed='false'
        bar symbol='{symbol}' {Bar("prevDailyBar")} closed='true'
        """.Replace("A.", $"{at}.", StringComparison.Ordinal);

    private static string Bar(string name) => AlpacaBar.Replace("=.", $"=A.{name}.", StringComparison.Ordinal);
}
