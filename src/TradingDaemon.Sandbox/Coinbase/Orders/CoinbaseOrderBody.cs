using System.Globalization;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Coinbase.Spelling;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Coinbase.Orders;

/// <summary>Orders and fills as answers over HTTP tell them.</summary>
internal static class CoinbaseOrderBody
{
    /// <summary>What is in an order.</summary>
    public static void Write(Utf8JsonWriter json, CoinbaseProduct product, OrderView view, IReadOnlyList<Execution> trades)
    {
        var (order, request) = (view.Order, view.Order.Request);
        var fees = trades.Sum(static trade => trade.Fee);
        var value = view.AveragePrice * view.Filled;
        json.WriteString("order_id", CoinbaseNames.Order(order.OrderId));
        json.WriteString("product_id", product.Id);
        json.WriteString("user_id", CoinbaseNames.User(order.Account));
        WriteConfiguration(json, view);
        json.WriteString("side", SideOf(request.Side));
        json.WriteString("client_order_id", request.ClientOrderId);
        json.WriteString("status", StatusOf(view.Condition));
        json.WriteString("time_in_force", LifetimeOf(request));
        json.WriteString("created_time", CoinbaseJson.Time(order.AcceptedAt + view.ClockOffset));
        json.WriteString("completion_percentage", Percentage(view));
        json.WriteAmount("filled_size", view.Filled);
        json.WriteAmount("average_filled_price", view.AveragePrice);
        json.WriteString("fee", "");
        json.WriteString("number_of_fills", trades.Count.ToString(CultureInfo.InvariantCulture));
        json.WriteAmount("filled_value", value);
        json.WriteNots("pending_cancel", "size_in_quote", "size_inclusive_of_fees", "is_liquidation");
        json.WriteAmount("total_fees", fees);
        json.WriteAmount("total_value_after_fees", request.Side == Side.Buy ? value + fees : value - fees);
        json.WriteString("trigger_status", "INVALID_ORDER_TYPE");
        json.WriteString("order_type", request.Kind == OrderKind.Market ? "MARKET" : "LIMIT");
        json.WriteString("reject_reason", "REJECT_REASON_UNSPECIFIED");
        json.WriteBoolean("settled", view.Condition == OrderCondition.Filled);
        json.WriteString("product_type", "SPOT");
        json.WriteString("reject_message", "");
        json.WriteString("cancel_message", view.Condition is OrderCondition.Open or OrderCondition.PartiallyFilled ? "" : view.Reason ?? "");
        json.WriteString("order_placement_source", "RETAIL_ADVANCED");
        json.WriteAmount("outstanding_hold_amount", HeldBy(view));
        if (trades.Count > 0) json.WriteString("last_fill_time", CoinbaseJson.Time(trades.Max(static trade => trade.At) + view.ClockOffset));
        else json.WriteNull("last_fill_time");
        json.WriteNone("edit_history");
        json.WriteTexts("", "leverage", "originating_order_id", "attached_order_id");
        json.WriteString("margin_type", "UNKNOWN_MARGIN_TYPE");
        json.WriteString("retail_portfolio_id", CoinbaseNames.Portfolio(order.Account));
    }

    /// <summary>The terms under the name of their kind.</summary>
    public static void WriteConfiguration(Utf8JsonWriter json, OrderView view) => json.WriteObject("order_configuration", all => all.WriteObject(KindOf(view.Order.Request), terms =>
    {
        var request = view.Order.Request;
        terms.WriteAmount("base_size", view.Quantity);
        if (request.Kind == OrderKind.Limit) terms.WriteAmount("limit_price", view.Price);
        if (request is { Kind: OrderKind.Limit, Lifetime: Lifetime.GoodTilCancelled }) terms.WriteBoolean("post_only", request.PostOnly);
    }));

    /// <summary>What is in a fill. A bust takes one back.</summary>
    public static void WriteFill(Utf8JsonWriter json, CoinbaseProduct product, Execution trade, TimeSpan clockOffset)
    {
        json.WriteString("entry_id", CoinbaseNames.Entry(trade));
        json.WriteString("trade_id", CoinbaseNames.Trade(trade));
        json.WriteString("order_id", CoinbaseNames.Order(trade.OrderId));
        json.WriteString("trade_time", CoinbaseJson.Time(trade.At + clockOffset));
        json.WriteString("trade_type", trade.Reverses > 0 ? "REVERSAL" : "FILL");
        json.WriteAmount("price", trade.Price);
        json.WriteAmount("size", trade.Quantity);
        json.WriteAmount("commission", trade.Fee);
        json.WriteString("product_id", product.Id);
        json.WriteString("sequence_timestamp", CoinbaseJson.Time(trade.At + clockOffset));
        json.WriteString("liquidity_indicator", trade.Role == LiquidityRole.Maker ? "MAKER" : "TAKER");
        json.WriteBoolean("size_in_quote", false);
        json.WriteString("user_id", CoinbaseNames.User(trade.Account));
        json.WriteString("side", SideOf(trade.Side));
        json.WriteString("retail_portfolio_id", CoinbaseNames.Portfolio(trade.Account));
    }

    public static string SideOf(Side side) => side == Side.Buy ? "BUY" : "SELL";

    // What a market order could not get is cancelled, as the rest of any order that must be filled at once.
    public static string StatusOf(OrderCondition condition) => condition switch
    {
        OrderCondition.Open or OrderCondition.PartiallyFilled => "OPEN",
        OrderCondition.Filled => "FILLED",
        OrderCondition.Rejected => "FAILED",
        _ => "CANCELLED",
    };

    public static string LifetimeOf(OrderRequest request) => request switch
    {
        { Kind: OrderKind.Market } or { Lifetime: Lifetime.ImmediateOrCancel } => "IMMEDIATE_OR_CANCEL",
        { Lifetime: Lifetime.FillOrKill } => "FILL_OR_KILL",
        _ => "GOOD_UNTIL_CANCELLED",
    };

    public static string Percentage(OrderView view) => JsonBytes.Text(view.Quantity > 0m ? Math.Round(view.Filled / view.Quantity * 100m, 2) : 0m);

    public static decimal HeldBy(OrderView view) =>
        view.Condition is not (OrderCondition.Open or OrderCondition.PartiallyFilled) ? 0m : (view.Quantity - view.Filled) * (view.Order.Request.Side == Side.Buy ? view.Price : 1m);

    private static string KindOf(OrderRequest request) => request switch
    {
        { Kind: OrderKind.Market } => "market_market_ioc",
        { Lifetime: Lifetime.ImmediateOrCancel } => "sor_limit_ioc",
        { Lifetime: Lifetime.FillOrKill } => "limit_limit_fok",
        _ => "limit_limit_gtc",
    };
}
