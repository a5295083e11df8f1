using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Binance.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance.Calls;

/// <summary>What is asked of orders.</summary>
internal sealed class BinanceTrading(ExchangeParts exchange, PairTable<BinancePair> pairs, BinanceDesk desk)
{
    private const int FillsMax = 1_000;

    public Reply Place(BinanceAsk ask, string account)
    {
        var (placed, error) = desk.Place(account, ask, isForCheck: false);
        if (placed is not { } order) return BinanceJson.Error(error!);
        var detail = ask["newOrderRespType"] ?? (order.Order.Request.Kind == OrderKind.Stop ? "ACK" : "FULL");
        var fills = exchange.Accounts.NewestExecutions(account, FillsMax).Where(trade => trade.IsTrade && trade.OrderId == order.Order.OrderId).Reverse();
        return BinanceJson.Object(json => BinanceOrderBody.WritePlaced(json, pairs.OfSymbol(order.Order.Request.Symbol)!, order, detail, fills));
    }

    public Reply Check(BinanceAsk ask, string account) => desk.Place(account, ask, isForCheck: true).Error is { } error ? BinanceJson.Error(error) : BinanceJson.Object(static _ => { });

    public Reply Cancel(BinanceAsk ask, string account)
    {
        var (cancelled, error) = desk.Cancel(account, ask);
        return cancelled is not { } order ? BinanceJson.Error(error!) : BinanceJson.Object(json => BinanceOrderBody.WriteCancelled(json, pairs.OfSymbol(order.Order.Request.Symbol)!, order, IdOf(ask, order)));
    }

    public Reply CancelAll(BinanceAsk ask, string account)
    {
        var (orders, error) = desk.CancelAll(account, ask);
        return error is not null ? BinanceJson.Error(error) : BinanceJson.List(json =>
        {
            foreach (var order in orders)
            {
                json.WriteStartObject();
                BinanceOrderBody.WriteCancelled(json, pairs.OfSymbol(order.Order.Request.Symbol)!, order, IdOf(ask, order));
                json.WriteEndObject();
            }
        });
    }

    private static string IdOf(BinanceAsk ask, in OrderView order) => ask["newClientOrderId"] ?? BinanceNames.CancelOf(order.Order.OrderId);
}
