using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Alpaca.Orders;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Alpaca;

/// <summary>What an account holds or owes.</summary>
internal sealed class AlpacaPositions(ExchangeParts exchange, AlpacaMarkets markets, AlpacaDesk desk)
{
    public Reply All(ApiRequest request, string account) => AlpacaJson.Reply(json => AlpacaJson.WriteList(json, Held(account), one => Write(json, account, one.Market, one.Quantity)));

    public Reply One(string account, string symbol) => Find(account, symbol) is { } one ? AlpacaJson.Reply(json => Write(json, account, one.Market, one.Quantity)) : AlpacaJson.Refusal(AlpacaErrors.NoPosition);

    public Reply Close(ApiRequest request, string account, string symbol)
    {
        if (Find(account, symbol) is not { } one) return AlpacaJson.Refusal(AlpacaErrors.NoPosition);
        var part = AmountOf(request.Query("qty")) ?? (AmountOf(request.Query("percentage")) is { } percent ? one.Market.Rules.FloorToLot(Math.Abs(one.Quantity) * percent / 100m) : Math.Abs(one.Quantity));
        var (order, error) = desk.Close(account, one.Market, Math.Sign(one.Quantity) * part);
        return order is { } closing ? AlpacaJson.Reply(json => AlpacaOrderBody.Write(json, one.Market, closing, AlpacaNote.None)) : AlpacaJson.Refusal(error!);
    }

    public Reply CloseAll(ApiRequest request, string account)
    {
        if (request.Query("cancel_orders") is "true" or "True") exchange.Entry.CancelAll(account);
        var closed = Held(account).Select(one => (one.Market, Answer: desk.Close(account, one.Market, one.Quantity))).ToArray();
        return AlpacaJson.Reply(json => AlpacaJson.WriteList(json, closed, one => AlpacaJson.WriteObject(json, () =>
        {
            json.WriteString("symbol", one.Market.PositionSymbol);
            json.WriteNumber("status", one.Answer.Error?.Status ?? 200);
            json.WritePropertyName("body");
            if (one.Answer.Order is { } order) AlpacaOrderBody.Write(json, one.Market, order, AlpacaNote.None);
            else AlpacaJson.WriteError(json, one.Answer.Error!);
        })), 207);
    }

    /// <summary>The newest price, or the middle of the market; zero while there is neither.</summary>
    public static decimal PriceOf(ExchangeParts exchange, AlpacaMarket market) => exchange.Floor.Enter(market.Index, static (floor, index, _) =>
        floor.Tapes[index].Last?.Price ?? (floor.Depth(index, Side.Buy) is [var bid, ..] && floor.Depth(index, Side.Sell) is [var ask, ..] ? (bid.Price + ask.Price) / 2m : 0m));

    private static decimal? AmountOf(string? text) => decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var amount) && amount > 0m ? amount : null;

    private (AlpacaMarket Market, decimal Quantity)? Find(string account, string symbol) => Held(account).Where(one => one.Market == markets.Find(symbol)).Select(static one => ((AlpacaMarket, decimal)?)one).FirstOrDefault();

    private (AlpacaMarket Market, decimal Quantity)[] Held(string account) =>
        [.. exchange.Accounts.Balances(account).Holdings.Where(static one => one.Value != 0m).OrderBy(static one => one.Key, StringComparer.Ordinal)
            .Select(one => (Market: markets.Find(one.Key), one.Value)).Where(static one => one.Market is not null).Select(static one => (one.Market!, one.Value))];

    private void Write(Utf8JsonWriter json, string account, AlpacaMarket market, decimal quantity) => AlpacaJson.WriteObject(json, () =>
    {
        var (price, entry) = (PriceOf(exchange, market), EntryOf(account, market));
        var sold = exchange.Accounts.OpenOrders(account).Where(order => order.Order.Request is { Side: Side.Sell, Kind: OrderKind.Limit } && order.Order.Request.Symbol == market.Symbol).Sum(static order => order.Quantity - order.Filled);
        json.WriteString("asset_id", AlpacaNames.Asset(market.Index));
        json.WriteString("symbol", market.PositionSymbol);
        json.WriteString("exchange", market.IsCoin ? "CRYPTO" : "NASDAQ");
        json.WriteString("asset_class", market.Class);
        json.WriteBoolean("asset_marginable", !market.IsCoin);
        json.WriteAmount("qty", quantity);
        json.WriteAmount("qty_available", quantity > 0m ? Math.Max(0m, quantity - sold) : quantity);
        json.WriteString("side", quantity > 0m ? "long" : "short");
        json.WriteAmount("avg_entry_price", entry);
        json.WriteAmount("market_value", quantity * price);
        json.WriteAmount("cost_basis", quantity * entry);
        json.WriteAmount("unrealized_pl", quantity * (price - entry));
        json.WriteAmount("unrealized_plpc", entry > 0m ? Math.Round((price / entry) - 1m, 10) : 0m);
        json.WriteAmount("unrealized_intraday_pl", quantity * (price - entry));
        json.WriteAmount("unrealized_intraday_plpc", entry > 0m ? Math.Round((price / entry) - 1m, 10) : 0m);
        json.WriteAmount("current_price", price);
        json.WriteAmount("lastday_price", price);
        json.WriteString("change_today", "0");
    });

    // The average of what made the position; of what was there before anything was traded, the present price.
    private decimal EntryOf(string account, AlpacaMarket market)
    {
        var (held, value) = (0m, 0m);
        foreach (var trade in exchange.Accounts.Executions(account, 0, int.MaxValue).Where(trade => trade.IsTrade && trade.Symbol == market.Symbol))
        {
            var signed = trade.Side == Side.Buy ? trade.Quantity : -trade.Quantity;
            if (held == 0m || Math.Sign(held) == Math.Sign(signed)) value += signed * trade.Price;
            else value = Math.Abs(signed) <= Math.Abs(held) ? value * (held + signed) / held : (held + signed) * trade.Price;
            held += signed;
        }

        return held == 0m ? PriceOf(exchange, market) : Math.Round(value / held, 10);
    }
}
