using System.Globalization;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>What is sent to Alpaca over its trading interface and its streams.</summary>
/// <param name="trading">Address of the trading interface.</param>
/// <param name="data">Address of the market data streams.</param>
/// <param name="signer">Proves who asks.</param>
internal sealed class AlpacaRequests(Uri trading, Uri data, AlpacaSigner signer) : IVenueRequests
{
    private const string Orders = "/v2/orders";
    private const int OrdersMax = 500; // the venue's own bound of a page; without it there are fifty

    /// <inheritdoc/>
    public WireRequest Place(OrderToPlace order, Stamp stamp)
    {
        var isCoin = IsCoin(order.VenueSymbol);
        if (order.Terms is OrderTerms.Limit { PostOnly: true }) throw new NotOfferedException("alpaca", "post-only order");
        if (isCoin && order.Terms is OrderTerms.Stop) throw new NotOfferedException("alpaca", "stop order for coins");
        if (isCoin && order.Terms is OrderTerms.Limit { TimeInForce: TimeInForce.Day }) throw new NotOfferedException("alpaca", "order for the day for coins");
        return Ask(HttpMethod.Post, Orders, JsonBody.Of(json =>
        {
            json.WriteStartObject();
            json.Text("symbol", order.VenueSymbol);
            json.Text("side", order.Side == OrderSide.Buy ? "buy" : "sell");
            json.Text("type", order.Terms switch { OrderTerms.Limit => "limit", OrderTerms.Stop => "stop", _ => "market" });
            json.Text("limit_price", order.Terms is OrderTerms.Limit limit ? FormBody.Plain(limit.Price.QuotePerBase) : null);
            json.Text("stop_price", order.Terms is OrderTerms.Stop stop ? FormBody.Plain(stop.Trigger.QuotePerBase) : null);
            json.Text("qty", FormBody.Plain(order.Terms.Quantity.Base));
            json.Text("time_in_force", Lives(order.Terms, isCoin));
            json.Text("client_order_id", order.ClientOrderId);
            json.WriteEndObject();
        }));
    }

    /// <inheritdoc/>
    public WireRequest Cancel(OrderAsked order, Stamp stamp) => order.VenueOrderId is { } id
        ? Ask(HttpMethod.Delete, $"{Orders}/{Uri.EscapeDataString(id)}")
        : throw new NotOfferedException("alpaca", "cancel by client order id", "a query by it tells the venue's own");

    /// <inheritdoc/>
    public WireRequest CancelAll(string? venueSymbol, Stamp stamp) => Ask(HttpMethod.Delete, Orders);

    /// <inheritdoc/>
    public WireRequest Query(OrderAsked order, Stamp stamp) => order.VenueOrderId is { } id
        ? Ask(HttpMethod.Get, $"{Orders}/{Uri.EscapeDataString(id)}")
        : Ask(HttpMethod.Get, $"{Orders}:by_client_order_id", new FormBody().Add("client_order_id", order.ClientOrderId));

    /// <inheritdoc/>
    public WireRequest OpenOrders(string? venueSymbol, Stamp stamp) => Ask(HttpMethod.Get, Orders, new FormBody().Add("status", "open").Add("symbols", venueSymbol).Add("limit", OrdersMax));

    /// <summary>A page of a hundred fills of all symbols, newest first: the venue cannot choose one.</summary>
    public WireRequest Fills(FillsAsked fills, Stamp stamp) => Ask(HttpMethod.Get, "/v2/account/activities/FILL", new FormBody()
        .Add("after", fills.Since?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)).Add("page_token", fills.After));

    /// <inheritdoc/>
    public WireRequest Balances(Stamp stamp) => Ask(HttpMethod.Get, "/v2/account");

    /// <summary>Asks for every position.</summary>
    public WireRequest Positions() => Ask(HttpMethod.Get, "/v2/positions");

    /// <summary>Asks for the venue's time and whether the stock market is open.</summary>
    public WireRequest Clock() => Ask(HttpMethod.Get, "/v2/clock");

    /// <summary>Asks for trading days, early closes among them.</summary>
    public WireRequest Calendar(DateOnly first, DateOnly last) =>
        Ask(HttpMethod.Get, "/v2/calendar", new FormBody().Add("start", first.ToString("O", CultureInfo.InvariantCulture)).Add("end", last.ToString("O", CultureInfo.InvariantCulture)));

    /// <summary>Asks for one asset's rules.</summary>
    public WireRequest Asset(string venueSymbol) => Ask(HttpMethod.Get, $"/v2/assets/{Uri.EscapeDataString(venueSymbol)}");

    /// <summary>The messages that log in to the account's stream and ask for what becomes of orders. The first holds the secret.</summary>
    public IReadOnlyList<WireRequest> Listen()
    {
        var stream = new UriBuilder(trading) { Scheme = trading.Scheme == "http" ? "ws" : "wss", Path = "/stream" }.Uri;
        return
        [
            new WireRequest { Url = stream, Body = JsonBody.Of(signer.LogIn) },
            new WireRequest { Url = stream, Body = """{"action":"listen","data":{"streams":["trade_updates"]}}"""u8.ToArray() },
        ];
    }

    /// <summary>One message a feed: shares, coins and options have streams of their own. The key goes with the handshake, so that no message holds it.</summary>
    public IReadOnlyList<WireRequest> Subscribe(IReadOnlyList<string> venueSymbols)
    {
        string[] shares = [.. venueSymbols.Where(static symbol => !IsCoin(symbol) && !AlpacaSymbols.IsOption(symbol))];
        string[] coins = [.. venueSymbols.Where(IsCoin)];
        string[] options = [.. venueSymbols.Where(AlpacaSymbols.IsOption)];
        var asked = new List<WireRequest>();
        if (shares.Length > 0) asked.Add(Subscription("/v2/iex", Text(shares, "trades", "quotes")));
        if (coins.Length > 0) asked.Add(Subscription("/v1beta3/crypto/us", Text(coins, "trades", "quotes", "orderbooks")));
        if (options.Length > 0) asked.Add(Subscription("/v1beta1/indicative", Packed(options, "trades", "quotes"))); // this feed takes nothing else
        return asked;
    }

    /// <summary>As it is: the canonical spelling is the venue's own.</summary>
    public string Spelled(string symbol) => symbol;

    private static bool IsCoin(string symbol) => symbol.Contains('/', StringComparison.Ordinal);

    private WireRequest Subscription(string path, ReadOnlyMemory<byte> body) => new() { Url = new Uri(data, path), Headers = signer.Headers, Body = body };

    private static ReadOnlyMemory<byte> Text(string[] symbols, params string[] channels) => JsonBody.Of(json =>
    {
        json.WriteStartObject();
        json.Text("action", "subscribe");
        foreach (var channel in channels)
        {
            json.WriteStartArray(channel);
            foreach (var symbol in symbols) json.WriteStringValue(symbol);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Packed(string[] symbols, params string[] channels)
    {
        var body = new MessagePackBody().Map(channels.Length + 1).Text("action").Text("subscribe");
        foreach (var channel in channels)
        {
            body.Text(channel).List(symbols.Length);
            foreach (var symbol in symbols) body.Text(symbol);
        }

        return body.Bytes;
    }

    // Coins know no day; a share's market order for ever would be refused where the share is split.
    private static string Lives(OrderTerms terms, bool isCoin) => terms switch
    {
        OrderTerms.Limit { TimeInForce: TimeInForce.ImmediateOrCancel } => "ioc",
        OrderTerms.Limit { TimeInForce: TimeInForce.Day } => "day",
        OrderTerms.Market when !isCoin => "day",
        _ => "gtc",
    };

    private WireRequest Ask(HttpMethod method, string path, FormBody? query = null) => new()
    {
        Method = method, Url = new Uri(trading, query?.ToString() is { Length: > 0 } text ? $"{path}?{text}" : path), Headers = signer.Headers,
    };

    private WireRequest Ask(HttpMethod method, string path, ReadOnlyMemory<byte> body) => new()
    {
        Method = method, Url = new Uri(trading, path), Body = body, Headers = [.. signer.Headers, new("Content-Type", "application/json")],
    };
}
