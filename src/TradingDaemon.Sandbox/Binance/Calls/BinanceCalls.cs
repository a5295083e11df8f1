using TradingDaemon.Sandbox.Binance.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance.Calls;

/// <summary>What can be asked: over HTTP by method and path, over the WebSocket interface by its own names.</summary>
internal sealed class BinanceCalls
{
    private readonly Dictionary<string, BinanceCall> _byPath;
    private readonly Dictionary<string, BinanceCall> _byMethod;

    public BinanceCalls(ExchangeParts exchange, PairTable<BinancePair> pairs, BinanceBooks books, BinanceLimits limits)
    {
        var desk = new BinanceDesk(exchange, pairs, limits);
        var (market, account, trading) = (new BinanceMarket(exchange, pairs, books), new BinanceAccount(exchange, pairs, desk), new BinanceTrading(exchange, pairs, desk));
        _byPath = new(StringComparer.Ordinal)
        {
            ["GET ping"] = Ask("time", 1, BinanceMarket.Ping),
            ["GET time"] = Ask("time", 1, market.Time),
            ["GET exchangeInfo"] = Ask("instruments", 20, market.ExchangeInfo),
            ["GET depth"] = Ask("quote", 5, market.Depth),
            ["GET trades"] = Ask("trades", 25, market.Trades),
            ["GET historicalTrades"] = Ask("trades", 25, market.Trades),
            ["GET aggTrades"] = Ask("trades", 4, market.AggTrades),
            ["GET klines"] = Ask("bars", 2, market.Klines),
            ["GET ticker/24hr"] = Ask("quote", 2, market.Day),
            ["GET ticker/price"] = Ask("quote", 2, market.Price),
            ["GET ticker/bookTicker"] = Ask("quote", 2, market.BookTicker),
            ["POST order"] = Signed("place", 1, trading.Place),
            ["POST order/test"] = Signed("check", 1, trading.Check),
            ["DELETE order"] = Signed("cancel", 1, trading.Cancel),
            ["DELETE openOrders"] = Signed("cancelAll", 1, trading.CancelAll),
            ["GET order"] = Signed("lookup", 4, account.Order),
            ["GET openOrders"] = Signed("openOrders", 6, account.OpenOrders),
            ["GET allOrders"] = Signed("closedOrders", 20, account.AllOrders),
            ["GET myTrades"] = Signed("executions", 20, account.Trades),
            ["GET account"] = Signed("balances", 20, account.Balances),
            ["GET account/commission"] = Signed("balances", 20, account.Commission),
            ["POST userDataStream"] = Ask("token", 1, static _ => BinanceJson.Error(BinanceErrors.Gone)),
        };
        _byMethod = new(StringComparer.Ordinal)
        {
            ["ping"] = _byPath["GET ping"], ["time"] = _byPath["GET time"], ["exchangeInfo"] = _byPath["GET exchangeInfo"], ["depth"] = _byPath["GET depth"],
            ["order.place"] = _byPath["POST order"], ["order.test"] = _byPath["POST order/test"], ["order.cancel"] = _byPath["DELETE order"], ["order.status"] = _byPath["GET order"],
            ["openOrders.status"] = _byPath["GET openOrders"], ["openOrders.cancelAll"] = _byPath["DELETE openOrders"], ["allOrders"] = _byPath["GET allOrders"],
            ["myTrades"] = _byPath["GET myTrades"], ["account.status"] = _byPath["GET account"],
        };
    }

    /// <summary>What a method and a path without its root ask, such as <c>GET order</c>; null when there is none.</summary>
    public BinanceCall? OfPath(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>What a method of the WebSocket interface asks; null when there is none of this name.</summary>
    public BinanceCall? OfMethod(string? method) => method is null ? null : _byMethod.GetValueOrDefault(method);

    private static BinanceCall Ask(string name, int weight, Func<BinanceAsk, Reply> answer) => new(name, weight, false, (ask, _) => answer(ask));

    private static BinanceCall Signed(string name, int weight, Func<BinanceAsk, string, Reply> answer) => new(name, weight, true, answer);
}
