using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.CoinSpot.Reading;

/// <summary>Reads what CoinSpot answers over its API v2. There are no streams: a body is all there is, and its shape tells most of what it is.</summary>
internal sealed class CoinSpotReader : IVenueReader
{
    private readonly WirePayload _payload = new();

    /// <inheritdoc/>
    public IReadOnlyList<string> Endpoints { get; } =
    [
        "status", "latest", "buyprice", "sellprice", "quote/buy/now", "quote/sell/now", "orders/open", "orders/completed", "orders/summary/completed", "my/balances", "my/balance",
        "my/orders/market/open", "my/orders/limit/open", "my/orders/completed", "my/orders/market/completed", "my/buy", "my/sell", "my/buy/now", "my/sell/now", "my/swap/now", "my/buy/edit", "my/sell/edit",
        "my/buy/cancel", "my/sell/cancel", "my/buy/cancel/all", "my/sell/cancel/all",
    ];

    /// <summary>Nothing is kept from one body to the next.</summary>
    public void Begin()
    {
    }

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<byte> utf8, in PayloadHint about, INormalizedSink sink)
    {
        var root = _payload.Read(utf8);
        if (root.IsArray) foreach (var (_, one) in root) Request(one, sink);
        else if (!root.IsObject) throw new WireFormatException("an object was expected");
        else if (root["status"u8].IsMissing) Request(root, sink);
        else if (!string.Equals(root["status"u8].AsText(), "ok", StringComparison.OrdinalIgnoreCase)) sink.Error(CoinSpotErrors.Told(root["status"u8].AsText(), root["message"u8].AsText(), about.Symbol));
        else Answer(root, about, sink);
    }

    private static void Request(WireValue one, INormalizedSink sink)
    {
        if (one["method"u8].IsString) sink.Status(new StatusTold { Of = "request", Status = one["name"u8].AsText() ?? one["method"u8].AsText(), Message = one["url"u8].AsText() });
        else if (!one["nonce"u8].IsMissing) sink.Status(new StatusTold { Of = "request" });
        else sink.Unrecognized("a body without status");
    }

    private static void Answer(WireValue body, in PayloadHint about, INormalizedSink sink)
    {
        var endpoint = about.Endpoint;
        if (LacksItsLists(endpoint, body)) sink.Unrecognized($"{endpoint} without what it lists");
        else if (body["prices"u8].IsObject) CoinSpotBodies.Prices(body["prices"u8], about.Symbol, sink);
        else if (body["balances"u8] is { IsMissing: false } balances) CoinSpotAccountBodies.Balances(balances, sink);
        else if (body["balance"u8].IsObject) CoinSpotAccountBodies.Balances(body["balance"u8], sink);
        else if (body["buyorders"u8].IsArray || body["sellorders"u8].IsArray) Orders(body, about, sink);
        else if (body["orders"u8].IsArray) CoinSpotBodies.Trades(body["orders"u8], about.Symbol, sink);
        else if (!body["newrate"u8].IsMissing) sink.Ack(new AckTold { Call = "replace", Symbol = CoinSpotBodies.MarketOf(body), VenueOrderId = body["id"u8].AsText() });
        else if (!body["amount"u8].IsMissing) CoinSpotAccountBodies.Placed(body, SideOf(endpoint), sink);
        else if (!body["rate"u8].IsMissing) CoinSpotBodies.Rate(body, endpoint, about.Symbol, sink);
        else if (endpoint?.Contains("/cancel", StringComparison.Ordinal) == true) sink.Ack(new AckTold { Call = endpoint.EndsWith("/all", StringComparison.Ordinal) ? "cancelAll" : "cancel", Symbol = about.Symbol });
        else sink.Status(new StatusTold { Of = "venue", Status = "ok" }); // all that a taken cancel says as well
    }

    // No list is no empty list: who has nothing is told so.
    private static bool LacksItsLists(string? endpoint, WireValue body) => endpoint switch
    {
        "my/balances" => !body["balances"u8].IsArray && !body["balances"u8].IsObject,
        { } asked when asked.StartsWith("my/orders/", StringComparison.Ordinal) => !body["buyorders"u8].IsArray || !body["sellorders"u8].IsArray,
        _ => false,
    };

    private static OrderSide? SideOf(string? endpoint) => endpoint?.StartsWith("my/buy", StringComparison.Ordinal) == true ? OrderSide.Buy : endpoint?.StartsWith("my/sell", StringComparison.Ordinal) == true ? OrderSide.Sell : null;

    // The endpoint says whose they are, and whether they are done; where nobody said which it is, ours have ids and done ones the day.
    private static void Orders(WireValue body, in PayloadHint about, INormalizedSink sink)
    {
        var buys = body["buyorders"u8];
        var sells = body["sellorders"u8];
        var first = buys[0].IsMissing ? sells[0] : buys[0];
        var isOurs = about.Endpoint?.StartsWith("my/orders/", StringComparison.Ordinal) ?? !first["id"u8].IsMissing;
        var isDone = about.Endpoint?.EndsWith("/completed", StringComparison.Ordinal) ?? !first["solddate"u8].IsMissing;
        if (isOurs && isDone)
        {
            CoinSpotAccountBodies.Completed(buys, OrderSide.Buy, sink);
            CoinSpotAccountBodies.Completed(sells, OrderSide.Sell, sink);
        }
        else if (isOurs)
        {
            CoinSpotAccountBodies.Open(buys, OrderSide.Buy, sink);
            CoinSpotAccountBodies.Open(sells, OrderSide.Sell, sink);
        }
        else if (isDone)
        {
            CoinSpotBodies.Trades(buys, about.Symbol, sink);
            CoinSpotBodies.Trades(sells, about.Symbol, sink);
        }
        else if (!first.IsMissing || about.Endpoint == "orders/open") CoinSpotBodies.Book(body, about.Symbol, sink);
    }
}
