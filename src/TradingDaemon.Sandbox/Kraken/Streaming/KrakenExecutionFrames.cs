using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Kraken.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Kraken.Streaming;

/// <summary>What the private channels say of one order, trade or balance. After the first message only what changed is told.</summary>
internal static class KrakenExecutionFrames
{
    /// <summary>An order, described whole.</summary>
    public static void WriteOrder(Utf8JsonWriter json, KrakenPair pair, OrderView view, int userRef, string feeFlag, string kind, DateTimeOffset now)
    {
        var request = view.Order.Request;
        json.WriteStartObject();
        json.WriteString("order_id", KrakenNames.Order(view.Order.OrderId));
        json.WriteString("symbol", pair.Symbol);
        json.WriteFigure("order_qty", view.Quantity, 8);
        json.WriteFigure("cum_qty", view.Filled, 8);
        json.WriteFigure("cum_cost", view.AveragePrice * view.Filled, KrakenPair.SumDecimals);
        json.WriteFigure("avg_price", view.AveragePrice, KrakenPair.SumDecimals);
        json.WriteString("time_in_force", request.Kind == OrderKind.Limit ? LifetimeOf(request.Lifetime) : "GTC");
        json.WriteString("exec_type", kind);
        json.WriteString("side", KrakenOrderForm.SideOf(request));
        json.WriteString("order_type", KrakenOrderForm.TypeOf(request));
        WriteNames(json, view.Order, userRef);
        json.WriteString("limit_price_type", "static");
        if (request.Kind == OrderKind.Limit) json.WriteFigure("limit_price", view.Price, pair.PriceDecimals);
        if (request.PostOnly) json.WriteBoolean("post_only", true);
        if (request.Kind == OrderKind.Stop) WriteTrigger(json, pair, view);
        json.WriteFigure("stop_price", request.Kind == OrderKind.Stop ? view.Price : 0m, pair.PriceDecimals);
        json.WriteString("order_status", kind == "pending_new" ? "pending_new" : StatusOf(view.Condition));
        json.WriteFigure("fee_usd_equiv", 0m, 4);
        json.WriteString("fee_ccy_pref", feeFlag);
        json.WriteString("timestamp", KrakenJson.Rfc3339(now));
        json.WriteEndObject();
    }

    /// <summary>What became of an order.</summary>
    public static void WriteChange(Utf8JsonWriter json, KrakenPair pair, OrderView view, int userRef, string kind, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("timestamp", KrakenJson.Rfc3339(now));
        json.WriteString("order_status", StatusOf(view.Condition));
        json.WriteString("exec_type", kind);
        if (kind != "new")
        {
            json.WriteFigure("cum_qty", view.Filled, 8);
            json.WriteFigure("cum_cost", view.AveragePrice * view.Filled, KrakenPair.SumDecimals);
            json.WriteFigure("fee_usd_equiv", 0m, 4);
            json.WriteFigure("avg_price", view.AveragePrice, KrakenPair.SumDecimals);
        }

        WriteNames(json, view.Order, userRef);
        if (KrakenOrderBody.ReasonOf(view) is { } reason)
        {
            json.WriteString("cancel_reason", reason);
            json.WriteString("reason", reason);
        }

        json.WriteString("order_id", KrakenNames.Order(view.Order.OrderId));
        json.WriteEndObject();
    }

    /// <summary>An order's new quantity and price.</summary>
    public static void WriteAmended(Utf8JsonWriter json, KrakenPair pair, OrderView view, int userRef, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("timestamp", KrakenJson.Rfc3339(now));
        json.WriteString("order_status", StatusOf(view.Condition));
        json.WriteString("exec_type", "amended");
        json.WriteFigure("order_qty", view.Quantity, 8);
        json.WriteFigure(view.Order.Request.Kind == OrderKind.Stop ? "stop_price" : "limit_price", view.Price, pair.PriceDecimals);
        WriteNames(json, view.Order, userRef);
        json.WriteString("order_id", KrakenNames.Order(view.Order.OrderId));
        json.WriteEndObject();
    }

    /// <summary>A trade, with its order's state after it; null in a snapshot, where that is gone.</summary>
    public static void WriteTrade(Utf8JsonWriter json, KrakenPair pair, Execution trade, OrderView? after, int userRef, TimeSpan clockOffset)
    {
        json.WriteStartObject();
        json.WriteString("order_id", KrakenNames.Order(trade.OrderId));
        json.WriteString("exec_id", KrakenNames.Trade(trade));
        json.WriteString("exec_type", "trade");
        json.WriteNumber("trade_id", trade.Sequence);
        json.WriteString("symbol", pair.Symbol);
        json.WriteString("side", trade.Side == Side.Buy ? "buy" : "sell");
        json.WriteFigure("last_qty", trade.Quantity, 8);
        json.WriteFigure("last_price", trade.Price, pair.PriceDecimals);
        json.WriteString("liquidity_ind", trade.Role == LiquidityRole.Maker ? "m" : "t");
        json.WriteFigure("cost", trade.Notional, KrakenPair.SumDecimals);
        if (trade.ClientOrderId.Length > 0) json.WriteString("cl_ord_id", trade.ClientOrderId);
        json.WriteNumber("order_userref", userRef);
        if (after is { } view)
        {
            json.WriteFigure("cum_qty", view.Filled, 8);
            json.WriteFigure("cum_cost", view.AveragePrice * view.Filled, KrakenPair.SumDecimals);
            json.WriteFigure("avg_price", view.AveragePrice, KrakenPair.SumDecimals);
            json.WriteString("order_status", StatusOf(view.Condition));
            json.WriteString("order_type", KrakenOrderForm.TypeOf(view.Order.Request));
        }

        json.WriteFigure("fee_usd_equiv", trade.FeeCurrency == FeeCurrency.Base ? trade.Fee * trade.Price : trade.Fee, KrakenPair.SumDecimals);
        json.WriteStartArray("fees");
        json.WriteStartObject();
        json.WriteString("asset", trade.FeeAsset);
        json.WriteFigure("qty", trade.Fee, KrakenPair.SumDecimals);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("timestamp", KrakenJson.Rfc3339(trade.At + clockOffset));
        json.WriteEndObject();
    }

    /// <summary>An asset with its wallet.</summary>
    public static void WriteWallet(Utf8JsonWriter json, AssetHolding held)
    {
        json.WriteStartObject();
        json.WriteString("asset", held.Asset);
        json.WriteString("asset_class", "currency");
        json.WriteFigure("balance", held.Total, KrakenAssets.Decimals);
        json.WriteStartArray("wallets");
        json.WriteStartObject();
        json.WriteString("type", "spot");
        json.WriteString("id", "main");
        json.WriteFigure("balance", held.Total, KrakenAssets.Decimals);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A balance that moved.</summary>
    public static void WriteMovement(Utf8JsonWriter json, AssetHolding held, decimal amount, string type, Execution? trade, DateTimeOffset now)
    {
        json.WriteStartObject();
        if (trade is not null)
        {
            json.WriteString("ledger_id", KrakenNames.Ledger(trade, 'L'));
            json.WriteString("ref_id", KrakenNames.Trade(trade));
        }

        json.WriteString("timestamp", KrakenJson.Rfc3339(now));
        json.WriteString("type", type);
        json.WriteString("asset", held.Asset);
        json.WriteString("asset_class", "currency");
        json.WriteString("category", type);
        json.WriteString("wallet_type", "spot");
        json.WriteString("wallet_id", "main");
        var fee = trade?.FeeAsset == held.Asset ? trade.Fee : 0m;
        json.WriteFigure("amount", amount + fee, KrakenAssets.Decimals);
        json.WriteFigure("fee", fee, KrakenPair.SumDecimals);
        json.WriteFigure("balance", held.Total, KrakenAssets.Decimals);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, ExchangeOrder order, int userRef)
    {
        if (order.Request.ClientOrderId.Length > 0) json.WriteString("cl_ord_id", order.Request.ClientOrderId);
        json.WriteNumber("order_userref", userRef);
    }

    private static void WriteTrigger(Utf8JsonWriter json, KrakenPair pair, OrderView view)
    {
        json.WriteStartObject("triggers");
        json.WriteString("reference", "last");
        json.WriteFigure("price", view.Price, pair.PriceDecimals);
        json.WriteString("price_type", "static");
        json.WriteString("status", "untriggered");
        json.WriteEndObject();
    }

    private static string LifetimeOf(Lifetime lifetime) => lifetime switch { Lifetime.ImmediateOrCancel => "IOC", Lifetime.FillOrKill => "FOK", _ => "GTC" };

    private static string StatusOf(OrderCondition condition) => condition switch
    {
        OrderCondition.Open => "new",
        OrderCondition.PartiallyFilled => "partially_filled",
        OrderCondition.Filled => "filled",
        OrderCondition.Expired => "expired",
        _ => "canceled",
    };
}
