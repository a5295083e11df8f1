using System.Globalization;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Coinbase.Orders;
using TradingDaemon.Sandbox.Coinbase.Spelling;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Coinbase.Streaming;

/// <summary>An order as the channel of orders tells it: what it came to so far. Of one that ended nothing is left, filled or not.</summary>
internal static class CoinbaseUserOrder
{
    private const string NoTime = "0001-01-01T00:00:00Z";

    public static void Write(Utf8JsonWriter json, CoinbaseProduct product, OrderView view, IReadOnlyList<Execution> trades)
    {
        var (order, request) = (view.Order, view.Order.Request);
        var (isOpen, fees, value) = (view.Condition is OrderCondition.Open or OrderCondition.PartiallyFilled, trades.Sum(static trade => trade.Fee), view.AveragePrice * view.Filled);
        json.WriteAmount("avg_price", view.AveragePrice);
        json.WriteString("cancel_reason", isOpen || view.Condition is OrderCondition.Filled or OrderCondition.Rejected ? "" : view.Reason ?? "");
        json.WriteString("client_order_id", request.ClientOrderId);
        json.WriteString("completion_percentage", CoinbaseOrderBody.Percentage(view));
        json.WriteString("contract_expiry_type", "UNKNOWN_CONTRACT_EXPIRY_TYPE");
        json.WriteAmount("cumulative_quantity", view.Filled);
        json.WriteAmount("filled_value", value);
        json.WriteAmount("leaves_quantity", isOpen ? view.Quantity - view.Filled : 0m);
        if (request.Kind == OrderKind.Limit) json.WriteAmount("limit_price", view.Price);
        else json.WriteString("limit_price", "");
        json.WriteString("number_of_fills", trades.Count.ToString(CultureInfo.InvariantCulture));
        json.WriteString("order_id", CoinbaseNames.Order(order.OrderId));
        json.WriteString("order_side", CoinbaseOrderBody.SideOf(request.Side));
        json.WriteString("order_type", request.Kind == OrderKind.Market ? "Market" : "Limit");
        json.WriteAmount("outstanding_hold_amount", CoinbaseOrderBody.HeldBy(view));
        json.WriteString("post_only", request.PostOnly ? "true" : "false");
        json.WriteString("product_id", product.Id);
        json.WriteString("product_type", "SPOT");
        json.WriteString("reject_reason", view.Condition == OrderCondition.Rejected ? view.Reason ?? "" : "");
        json.WriteString("retail_portfolio_id", CoinbaseNames.Portfolio(order.Account));
        json.WriteString("risk_managed_by", "UNKNOWN_RISK_MANAGEMENT_TYPE");
        json.WriteString("status", CoinbaseOrderBody.StatusOf(view.Condition));
        json.WriteString("stop_price", "");
        json.WriteString("time_in_force", CoinbaseOrderBody.LifetimeOf(request));
        json.WriteAmount("total_fees", fees);
        json.WriteAmount("total_value_after_fees", request.Side == Side.Buy ? value + fees : value - fees);
        json.WriteString("trigger_status", "INVALID_ORDER_TYPE");
        json.WriteString("creation_time", CoinbaseJson.Time(order.AcceptedAt + view.ClockOffset));
        json.WriteTexts(NoTime, "end_time", "start_time");
    }
}
