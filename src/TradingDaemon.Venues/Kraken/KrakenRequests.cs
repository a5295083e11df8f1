using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Kraken;

/// <summary>What is sent to Kraken over REST v0 and WebSocket v2.</summary>
/// <param name="rest">Address of the REST interface.</param>
/// <param name="stream">Address of the public stream.</param>
/// <param name="signer">The one signer of its key.</param>
internal sealed class KrakenRequests(Uri rest, Uri stream, KrakenSigner signer) : IVenueRequests
{
    /// <summary>The engine refuses an order that reaches it later than this after it was signed; the venue's clock is known to half a second.</summary>
    public static readonly TimeSpan PlacedWithin = TimeSpan.FromSeconds(10);

    private const int BookDepth = 10;

    /// <inheritdoc/>
    public WireRequest Place(OrderToPlace order, Stamp stamp) => order.Terms is OrderTerms.Limit { TimeInForce: TimeInForce.FillOrKill } ? throw new NotOfferedException("kraken", "fill-or-kill order over HTTP") : Post("AddOrder", stamp, form => form
        .Add("pair", order.VenueSymbol)
        .Add("type", order.Side == OrderSide.Buy ? "buy" : "sell")
        .Add("ordertype", order.Terms switch { OrderTerms.Limit => "limit", OrderTerms.Stop => "stop-loss", _ => "market" })
        .Add("volume", order.Terms.Quantity.Base)
        .Add("cl_ord_id", order.ClientOrderId)
        .Add("price", order.Terms switch { OrderTerms.Limit limit => limit.Price.QuotePerBase, OrderTerms.Stop stop => stop.Trigger.QuotePerBase, _ => null })
        .Add("timeinforce", order.Terms is OrderTerms.Limit { TimeInForce: TimeInForce.ImmediateOrCancel } ? "IOC" : null)
        .Add("oflags", order.Terms is OrderTerms.Limit { PostOnly: true } ? "post" : null)
        .Add("deadline", (stamp.Time + PlacedWithin).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public WireRequest Cancel(OrderAsked order, Stamp stamp) => Post("CancelOrder", stamp, form => form
        .Add("txid", order.VenueOrderId).Add("cl_ord_id", order.VenueOrderId is null ? order.ClientOrderId : null));

    /// <inheritdoc/>
    public WireRequest CancelAll(string? venueSymbol, Stamp stamp) => Post("CancelAll", stamp, static form => form);

    /// <inheritdoc/>
    public WireRequest Query(OrderAsked order, Stamp stamp) => order.VenueOrderId is { } id
        ? Post("QueryOrders", stamp, form => form.Add("trades", "true").Add("txid", id))
        : Post("OpenOrders", stamp, form => form.Add("trades", "true").Add("cl_ord_id", order.ClientOrderId));

    /// <inheritdoc/>
    public WireRequest OpenOrders(string? venueSymbol, Stamp stamp) => Post("OpenOrders", stamp, static form => form);

    /// <summary>Orders that ended, filtered by our id: with <see cref="OpenOrders"/> and <see cref="Fills"/> the whole proof of absence.</summary>
    public WireRequest ClosedOrders(string? clientOrderId, Stamp stamp) => Post("ClosedOrders", stamp, form => form.Add("trades", "true").Add("cl_ord_id", clientOrderId));

    /// <inheritdoc/>
    public WireRequest Fills(FillsAsked fills, Stamp stamp) => Post("TradesHistory", stamp, form => form
        .Add("start", fills.Since is { } since ? since.ToUnixTimeMilliseconds() / 1000m : null).Add("ofs", fills.After));

    /// <inheritdoc/>
    public WireRequest Balances(Stamp stamp) => Post("BalanceEx", stamp, static form => form);

    /// <summary>What all balances are worth together.</summary>
    public WireRequest Worth(Stamp stamp) => Post("TradeBalance", stamp, static form => form);

    /// <inheritdoc/>
    public WireRequest Rights(Stamp stamp) => Post("GetApiKeyInfo", stamp, static form => form);

    /// <summary>Asks for the token that opens the private stream.</summary>
    public WireRequest StreamToken(Stamp stamp) => Post("GetWebSocketsToken", stamp, static form => form);

    /// <inheritdoc/>
    public IReadOnlyList<WireRequest> Subscribe(IReadOnlyList<string> venueSymbols, bool withBooks = true) =>
        [.. Ask("subscribe", venueSymbols, withBooks).Select(message => new WireRequest { Url = stream, Body = message })];

    /// <summary>The messages that ask for market data, or ask for it no longer.</summary>
    /// <param name="method"><c>subscribe</c> or <c>unsubscribe</c>.</param>
    /// <param name="symbols">Of which, in the stream's spelling.</param>
    /// <param name="withBooks">Whether of the book too.</param>
    public static IEnumerable<byte[]> Ask(string method, IReadOnlyList<string> symbols, bool withBooks)
    {
        yield return Message(method, symbols, "ticker", static json => json.WriteString("event_trigger"u8, "bbo"u8));
        yield return Message(method, symbols, "trade", static _ => { });
        if (withBooks) yield return Message(method, symbols, "book", static json => json.WriteNumber("depth"u8, BookDepth));
    }

    /// <summary>The message that asks for the account's orders and executions.</summary>
    public static byte[] AskForExecutions(string token) => Message("subscribe", [], "executions", json =>
    {
        json.WriteString("token"u8, token);
        json.WriteBoolean("snap_orders"u8, value: true);
        json.WriteBoolean("snap_trades"u8, value: false); // history, which the fills tell
    });

    /// <summary>A question anybody may ask.</summary>
    public static WireRequest Public(Uri rest, string name, FormBody? query = null) => new() { Method = HttpMethod.Get, Url = new Uri(rest, $"/0/public/{name}{(query is null ? "" : $"?{query}")}") };

    /// <inheritdoc/>
    public string Spelled(string symbol) => SpelledPlain(symbol);

    /// <summary>The same for who has no key.</summary>
    public static string SpelledPlain(string symbol) => string.Concat(symbol.Split('/').Select(KrakenSymbols.SpelledAsset));

    private WireRequest Post(string name, Stamp stamp, Func<FormBody, FormBody> fill)
    {
        var path = $"/0/private/{name}";
        var nonce = stamp.Nonce.ToString(CultureInfo.InvariantCulture);
        var body = Encoding.UTF8.GetBytes(fill(new FormBody().Add("nonce", nonce)).ToString());
        return new WireRequest
        {
            Method = HttpMethod.Post, Url = new Uri(rest, path), Body = body, Headers = [.. signer.Sign(path, nonce, body), new("Content-Type", "application/x-www-form-urlencoded")],
        };
    }

    private static byte[] Message(string method, IReadOnlyList<string> symbols, string channel, Action<Utf8JsonWriter> more)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("method"u8, method);
            json.WriteStartObject("params"u8);
            json.WriteString("channel"u8, channel);
            if (symbols.Count > 0) json.WriteStartArray("symbol"u8);
            foreach (var symbol in symbols) json.WriteStringValue(symbol);
            if (symbols.Count > 0) json.WriteEndArray();
            more(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
