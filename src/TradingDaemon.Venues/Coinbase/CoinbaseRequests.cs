using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>What is sent to Coinbase over REST v3 and its streams. Each carries a token of its own, good for two minutes.</summary>
/// <param name="rest">Address of the REST interface.</param>
/// <param name="stream">Address of the market stream.</param>
/// <param name="accountStream">Address of the account's stream.</param>
/// <param name="signer">The one signer of its key.</param>
internal sealed class CoinbaseRequests(Uri rest, Uri stream, Uri accountStream, CoinbaseSigner signer) : IVenueRequests
{
    private const string Root = "/api/v3/brokerage/";
    private const long PageMax = 100;

    /// <summary>So many orders are asked for by their ids at once: their names make the address longer, and no answer has more.</summary>
    public const int OrdersMax = 50;

    // All accounts of most people on one page; the usual page is of 49 and hides balances.
    private const long AccountsPageMax = 250;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public WireRequest Place(OrderToPlace order, Stamp stamp)
    {
        if (order.ClientOrderId is null) throw NotOffered("orders without an id of ours", "give one");
        if (order.Terms is OrderTerms.Stop) throw NotOffered("stop orders at the market", "the trigger is watched here");
        if (order.Terms is OrderTerms.Limit { TimeInForce: TimeInForce.Day }) throw NotOffered("orders for the day", "an order lives until it is cancelled, or is filled at once");
        return Post("orders", stamp, json =>
        {
            json.WriteString("client_order_id"u8, order.ClientOrderId);
            json.WriteString("product_id"u8, order.VenueSymbol);
            json.WriteString("side"u8, order.Side == OrderSide.Buy ? "BUY"u8 : "SELL"u8);
            json.WriteStartObject("order_configuration"u8);
            Terms(json, order.Terms);
            json.WriteEndObject();
        });
    }

    /// <inheritdoc/>
    public WireRequest Cancel(OrderAsked order, Stamp stamp) => order.VenueOrderId is { } id ? Cancel([id], stamp) : throw NotOffered("cancel by an id of ours", "ask for its orders and take the venue's id");

    /// <summary>Cancels up to a hundred orders by the venue's ids.</summary>
    public WireRequest Cancel(IReadOnlyList<string> venueOrderIds, Stamp stamp) => Post("orders/batch_cancel", stamp, json =>
    {
        json.WriteStartArray("order_ids"u8);
        foreach (var id in venueOrderIds) json.WriteStringValue(id);
        json.WriteEndArray();
    });

    /// <inheritdoc/>
    public WireRequest CancelAll(string? venueSymbol, Stamp stamp) => throw NotOffered("cancel-all", "cancel what is open by its ids, a hundred at a time");

    /// <inheritdoc/>
    /// <remarks>The venue finds one order by its own id only; asked by ours, it lists the newest orders of the symbol, whatever became of them.</remarks>
    public WireRequest Query(OrderAsked order, Stamp stamp) =>
        order.VenueOrderId is { } id ? Get($"orders/historical/{Uri.EscapeDataString(id)}", new FormBody(), stamp) : Orders(order.VenueSymbol, null, stamp);

    /// <inheritdoc/>
    /// <remarks>Orders that are pending or queued are not among them: only <see cref="Orders"/> tells of those.</remarks>
    public WireRequest OpenOrders(string? venueSymbol, Stamp stamp) => Get("orders/historical/batch", new FormBody().Add("order_status", "OPEN").Add("product_id", venueSymbol).Add("limit", PageMax), stamp);

    /// <summary>Asks for a page of the open orders of all symbols.</summary>
    public WireRequest OpenPage(string? after, Stamp stamp) => Get("orders/historical/batch", new FormBody().Add("order_status", "OPEN").Add("limit", PageMax).Add("cursor", after), stamp);

    /// <summary>Asks for orders whatever became of them, newest first: with <see cref="Fills"/> the whole proof of absence.</summary>
    public WireRequest Orders(string? venueSymbol, string? after, Stamp stamp, DateTimeOffset? since = null) =>
        Get("orders/historical/batch", new FormBody().Add("product_id", venueSymbol).Add("start_date", since is { } from ? Time(from) : null).Add("limit", PageMax).Add("cursor", after), stamp);

    /// <summary>Asks for orders by the venue's ids, at most <see cref="OrdersMax"/>.</summary>
    public WireRequest OrdersOf(IEnumerable<string> venueOrderIds, Stamp stamp)
    {
        var query = new FormBody();
        foreach (var id in venueOrderIds) query.Add("order_ids", id);
        return Get("orders/historical/batch", query.Add("limit", PageMax), stamp);
    }

    /// <inheritdoc/>
    public WireRequest Fills(FillsAsked fills, Stamp stamp) => Get("orders/historical/fills", new FormBody()
        .Add("product_id", fills.VenueSymbol).Add("limit", fills.Since is null && fills.After is null ? null : PageMax)
        .Add("start_sequence_timestamp", fills.Since is { } from ? Time(from) : null).Add("cursor", fills.After), stamp);

    /// <inheritdoc/>
    public WireRequest Balances(Stamp stamp) => Accounts(null, stamp);

    /// <summary>Asks for a page of accounts.</summary>
    public WireRequest Accounts(string? after, Stamp stamp) => Get("accounts", new FormBody().Add("limit", AccountsPageMax).Add("cursor", after), stamp);

    /// <summary>Asks what the key may do.</summary>
    public WireRequest Rights(Stamp stamp) => Get("key_permissions", new FormBody(), stamp);

    /// <inheritdoc/>
    /// <remarks>Heartbeats with them: without any, a quiet connection is closed.</remarks>
    public IReadOnlyList<WireRequest> Subscribe(IReadOnlyList<string> venueSymbols, bool withBooks = true) =>
        [.. Asking([.. venueSymbols.Select(Product)], withBooks).Select(message => new WireRequest { Url = stream, Body = message })];

    /// <summary>The messages that ask for market data, and for the heartbeats.</summary>
    public static IEnumerable<byte[]> Asking(IReadOnlyList<string> products, bool withBooks) => [.. Channels(withBooks).Select(channel => Ask("subscribe", channel, products)), Ask("subscribe", "heartbeats", [])];

    /// <summary>The channels of market data.</summary>
    public static string[] Channels(bool withBooks) => withBooks ? ["ticker", "market_trades", "level2"] : ["ticker", "market_trades"];

    /// <summary>Asks for the events of our account.</summary>
    public IReadOnlyList<WireRequest> SubscribeAccount(Stamp stamp) =>
        [Message(accountStream, "user", [], signer.Token(null, null, CoinbaseSigner.Nonce(stamp.Nonce), stamp.Time)), Message(accountStream, "heartbeats", [], null)];

    /// <inheritdoc/>
    public string Spelled(string symbol) => Product(symbol);

    /// <summary>The venue's name of a canonical symbol.</summary>
    public static string Product(string symbol) => symbol.Replace('/', '-');

    /// <summary>What anybody may ask. The venue keeps such answers for a second, unless it is asked for a fresh one.</summary>
    public static WireRequest Public(Uri rest, string name, FormBody? query = null) =>
        new() { Method = HttpMethod.Get, Url = new Uri(rest, $"{Root}{name}{(query?.ToString() is { Length: > 0 } asked ? $"?{asked}" : "")}"), Headers = [new("Cache-Control", "no-cache")] };

    /// <summary>A message that asks for a channel, or for it no longer.</summary>
    /// <param name="type"><c>subscribe</c> or <c>unsubscribe</c>.</param>
    /// <param name="channel">Which channel.</param>
    /// <param name="products">In the venue's spelling; empty where the channel has none.</param>
    /// <param name="token">Of who asks; null for anybody.</param>
    public static byte[] Ask(string type, string channel, IReadOnlyList<string> products, string? token = null) => Object(json =>
    {
        json.WriteString("type"u8, type);
        if (products.Count > 0) json.WriteStartArray("product_ids"u8);
        foreach (var product in products) json.WriteStringValue(product);
        if (products.Count > 0) json.WriteEndArray();
        json.WriteString("channel"u8, channel);
        if (token is not null) json.WriteString("jwt"u8, token);
    });

    /// <summary>An object's bytes, with no more escapes than JSON needs.</summary>
    internal static byte[] Object(Action<Utf8JsonWriter> fill)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            fill(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static NotOfferedException NotOffered(string call, string instead) => new("coinbase", call, instead);

    private static void Terms(Utf8JsonWriter json, OrderTerms terms)
    {
        var limit = terms as OrderTerms.Limit;
        json.WriteStartObject(limit?.TimeInForce switch
        {
            null => "market_market_ioc"u8,
            TimeInForce.ImmediateOrCancel => "sor_limit_ioc"u8,
            TimeInForce.FillOrKill => "limit_limit_fok"u8,
            _ => "limit_limit_gtc"u8,
        });
        json.WriteString("base_size"u8, FormBody.Plain(terms.Quantity.Base));
        if (limit is not null) json.WriteString("limit_price"u8, FormBody.Plain(limit.Price.QuotePerBase));
        if (limit?.MayRest() == true) json.WriteBoolean("post_only"u8, limit.PostOnly);
        json.WriteEndObject();
    }

    private WireRequest Post(string name, Stamp stamp, Action<Utf8JsonWriter> fill) =>
        new() { Method = HttpMethod.Post, Url = new Uri(rest, Root + name), Headers = Headers("POST", name, stamp), Body = Object(fill) };

    private WireRequest Get(string name, FormBody query, Stamp stamp) =>
        new() { Method = HttpMethod.Get, Url = new Uri(rest, $"{Root}{name}{(query.ToString() is { Length: > 0 } asked ? $"?{asked}" : "")}"), Headers = Headers("GET", name, stamp) };

    private WireHeader[] Headers(string method, string name, Stamp stamp) =>
        [new("Authorization", $"Bearer {signer.Token(method, Root + name, CoinbaseSigner.Nonce(stamp.Nonce), stamp.Time)}"), new("Content-Type", "application/json")];

    private static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static WireRequest Message(Uri to, string channel, IReadOnlyList<string> symbols, string? token) => new() { Url = to, Body = Ask("subscribe", channel, [.. symbols.Select(Product)], token) };
}
