using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Bodies of REST v3 about our account: orders, fills, balances, and answers to what was asked of orders, which may be refusals though HTTP says all is well.</summary>
internal sealed class CoinbaseAccountBodies(CoinbaseSymbols symbols)
{
    private const int NumberLengthMax = 64;

    /// <summary>Reads a body; false when it is none of these.</summary>
    public bool Read(string? endpoint, WireValue body, INormalizedSink sink)
    {
        switch (endpoint)
        {
            case "accounts":
                foreach (var (_, one) in body["accounts"u8].AsList("accounts")) Balance(one, sink);
                return true;
            case "orders":
                Placed(body, sink);
                return true;
            case "batch_cancel":
                foreach (var (_, one) in body["results"u8].AsList("results")) Cancelled(one, sink);
                return true;
            case "edit":
                Edited(body, sink);
                return true;
            case "order":
                Order(body["order"u8].AsMap("what the order is"), sink);
                return true;
            case "batch":
                foreach (var (_, one) in body["orders"u8].AsList("orders")) Order(one, sink);
                return true;
            case "fills":
                foreach (var (_, one) in body["fills"u8].AsList("fills")) Fill(one, sink);
                return true;
            case "key_permissions":
                sink.Status(new StatusTold { Of = "key", Status = body["can_trade"u8].IsTrue ? "canTrade" : "cannotTrade", Message = body["can_transfer"u8].IsTrue ? "canWithdraw" : "cannotWithdraw" });
                return true;
            case "transaction_summary":
                sink.Status(new StatusTold { Of = "fees", Message = $"maker {body["fee_tier"u8]["maker_fee_rate"u8].AsText()}, taker {body["fee_tier"u8]["taker_fee_rate"u8].AsText()}" });
                return true;
            default:
                return false;
        }
    }

    // What is available leaves out what orders hold. Vaults and futures wallets pay for no order here, and are marked.
    private static void Balance(WireValue one, INormalizedSink sink)
    {
        Span<byte> total = stackalloc byte[NumberLengthMax];
        var available = one["available_balance"u8]["value"u8];
        var mark = one["type"u8].Is("ACCOUNT_TYPE_VAULT"u8) ? ".VAULT" : one["platform"u8].AsText() switch { "ACCOUNT_PLATFORM_CFM_CONSUMER" => ".CFM", "ACCOUNT_PLATFORM_INTX" => ".INTX", _ => "" };
        sink.Balance(new BalanceTold
        {
            Asset = (one["currency"u8].AsText() ?? throw new WireFormatException("an account has no currency")) + mark, At = WireTime.OfText(one["updated_at"u8]),
            Total = CoinbaseWords.Sum(available, one["hold"u8]["value"u8], total), Available = available.Raw,
        });
    }

    // The reason stands in any of several fields, and those that do not know say so.
    private void Placed(WireValue body, INormalizedSink sink)
    {
        if (body["success"u8].IsTrue)
        {
            var done = body["success_response"u8];
            sink.Ack(new AckTold
            {
                Call = "place", Symbol = symbols.Pair(done["product_id"u8].Raw), ClientOrderId = CoinbaseWords.Text(done["client_order_id"u8]),
                VenueOrderId = CoinbaseWords.Said(done["order_id"u8].AsText(), body["order_id"u8].AsText()),
            });
            return;
        }

        var refused = body["error_response"u8];
        var word = CoinbaseWords.Said(refused["new_order_failure_reason"u8].AsText(), refused["error"u8].AsText(), refused["preview_failure_reason"u8].AsText(), body["failure_reason"u8].AsText());
        sink.Error(CoinbaseErrors.Told(word, CoinbaseWords.Said(refused["message"u8].AsText(), refused["error_details"u8].AsText()), null));
    }

    // Each order has an answer of its own; done means asked for, and a fill may still come first.
    private static void Cancelled(WireValue one, INormalizedSink sink)
    {
        var id = CoinbaseWords.Text(one["order_id"u8]);
        if (one["success"u8].IsTrue) sink.Ack(new AckTold { Call = "cancel", VenueOrderId = id });
        else sink.Error(CoinbaseErrors.Told(one["failure_reason"u8].AsText(), null, null, venueOrderId: id));
    }

    private static void Edited(WireValue body, INormalizedSink sink)
    {
        if (body["success"u8].IsTrue)
        {
            sink.Ack(new AckTold { Call = "replace" });
            return;
        }

        var error = body["errors"u8].IsArray ? body["errors"u8][0] : body["errors"u8];
        sink.Error(CoinbaseErrors.Told(CoinbaseWords.Said(error["edit_failure_reason"u8].AsText(), error["preview_failure_reason"u8].AsText()), null, null));
    }

    private void Order(WireValue one, INormalizedSink sink)
    {
        var terms = Terms(one["order_configuration"u8]);
        var trigger = terms["stop_price"u8].IsMissing ? terms["stop_trigger_price"u8] : terms["stop_price"u8];
        sink.Order(new OrderTold
        {
            Symbol = symbols.Pair(one["product_id"u8].Raw), At = WireTime.OfText(one["last_fill_time"u8].Raw.IsEmpty ? one["created_time"u8] : one["last_fill_time"u8]),
            ClientOrderId = CoinbaseWords.Text(one["client_order_id"u8]), VenueOrderId = CoinbaseWords.Text(one["order_id"u8]), Side = CoinbaseWords.Side(one["side"u8]),
            Type = CoinbaseWords.Type(one["order_type"u8]), TimeInForce = CoinbaseWords.TimeInForce(one["time_in_force"u8]), Status = CoinbaseWords.Status(one["status"u8], one["filled_size"u8]),
            Quantity = terms["base_size"u8].Raw, QuoteQuantity = terms["quote_size"u8].Raw, LimitPrice = CoinbaseWords.UnlessZero(terms["limit_price"u8]), StopPrice = CoinbaseWords.UnlessZero(trigger),
            Filled = one["filled_size"u8].Raw, AveragePrice = CoinbaseWords.UnlessZero(one["average_filled_price"u8]),
            Reason = CoinbaseWords.Said(one["reject_message"u8].AsText(), one["cancel_message"u8].AsText(), one["reject_reason"u8].AsText()),
        });
    }

    // There is one, under the name of its kind.
    private static WireValue Terms(WireValue configuration)
    {
        foreach (var (_, terms) in configuration) return terms;
        return default;
    }

    private void Fill(WireValue one, INormalizedSink sink)
    {
        var symbol = symbols.Pair(one["product_id"u8].Raw);
        var at = WireTime.OfText(one["trade_time"u8]);
        var id = one["entry_id"u8].AsText() ?? throw new WireFormatException("a fill has no entry_id");
        if (one["trade_type"u8] is { IsMissing: false } kind && !kind.Is("FILL"u8))
        {
            // The venue takes back or corrects what it told: no execution, and nothing that may pass unseen.
            var what = $"{id}: {one["side"u8].AsText()} {one["size"u8].AsText()} at {one["price"u8].AsText()}, fee {one["commission"u8].AsText()}, order {one["order_id"u8].AsText()}";
            sink.Status(new StatusTold { Of = "fill", Status = kind.AsText(), Symbol = symbol, At = at, Message = what });
            return;
        }

        Span<byte> size = stackalloc byte[NumberLengthMax];
        sink.Fill(new FillTold
        {
            Symbol = symbol, At = at, ExecutionId = id, VenueOrderId = CoinbaseWords.Text(one["order_id"u8]), Side = CoinbaseWords.Side(one["side"u8]), Price = one["price"u8].Raw,
            Size = one["size_in_quote"u8].IsTrue ? CoinbaseWords.Base(one["size"u8], one["price"u8], size) : one["size"u8].Raw, Fee = one["commission"u8].Raw,
            FeeCurrency = CoinbaseSymbols.QuoteOf(symbol), Liquidity = CoinbaseWords.Liquidity(one["liquidity_indicator"u8]),
        });
    }
}
