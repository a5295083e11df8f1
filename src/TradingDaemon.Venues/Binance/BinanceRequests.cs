using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Binance;

/// <summary>What is sent to Binance over REST v3, its market streams and its WebSocket interface. Time stands in every signed request, nonces do not.</summary>
/// <param name="rest">Address of the REST interface.</param>
/// <param name="stream">Address of the market streams.</param>
/// <param name="accountStream">Address of the WebSocket interface.</param>
/// <param name="signer">The one signer of its key.</param>
internal sealed class BinanceRequests(Uri rest, Uri stream, Uri accountStream, BinanceSigner signer) : IVenueRequests
{
    /// <summary>How late a request may arrive; the venue advises no more than five seconds.</summary>
    public static readonly TimeSpan ReceiveWindow = TimeSpan.FromMilliseconds(ReceiveWindowMilliseconds);

    private const long ReceiveWindowMilliseconds = 5000;

    // The most that one page holds.
    private const long FillsPageMax = 1000;

    /// <inheritdoc/>
    public WireRequest Place(OrderToPlace order, Stamp stamp)
    {
        if (order.Terms is OrderTerms.Limit { TimeInForce: TimeInForce.Day }) throw NotOffered("orders for the day", "an order lives until it is cancelled, or is filled at once");
        var limit = order.Terms as OrderTerms.Limit;
        return Signed(HttpMethod.Post, "order", stamp, form => form
            .Add("symbol", order.VenueSymbol)
            .Add("side", order.Side == OrderSide.Buy ? "BUY" : "SELL")
            .Add("newClientOrderId", order.ClientOrderId)
            .Add("newOrderRespType", "FULL")
            .Add("type", order.Terms switch { OrderTerms.Limit { PostOnly: true } => "LIMIT_MAKER", OrderTerms.Limit => "LIMIT", OrderTerms.Stop => "STOP_LOSS", _ => "MARKET" })
            .Add("quantity", order.Terms.Quantity.Base)
            .Add("price", limit?.Price.QuotePerBase)
            .Add("timeInForce", limit is { PostOnly: false } ? limit.TimeInForce switch { TimeInForce.ImmediateOrCancel => "IOC", TimeInForce.FillOrKill => "FOK", _ => "GTC" } : null)
            .Add("stopPrice", (order.Terms as OrderTerms.Stop)?.Trigger.QuotePerBase));
    }

    /// <inheritdoc/>
    public WireRequest Cancel(OrderAsked order, Stamp stamp) => Signed(HttpMethod.Delete, "order", stamp, form => Named(form, order, "cancel"));

    /// <inheritdoc/>
    public WireRequest CancelAll(string? venueSymbol, Stamp stamp) => venueSymbol is null
        ? throw NotOffered("cancel-all over all symbols", "name each symbol") : Signed(HttpMethod.Delete, "openOrders", stamp, form => form.Add("symbol", venueSymbol));

    /// <inheritdoc/>
    public WireRequest Query(OrderAsked order, Stamp stamp) => Signed(HttpMethod.Get, "order", stamp, form => Named(form, order, "query"));

    /// <inheritdoc/>
    public WireRequest OpenOrders(string? venueSymbol, Stamp stamp) => Signed(HttpMethod.Get, "openOrders", stamp, form => form.Add("symbol", venueSymbol));

    /// <summary>Asks for orders of a symbol whatever became of them, from one id on: with <see cref="Fills"/> the whole proof of absence.</summary>
    public WireRequest AllOrders(string venueSymbol, string? fromVenueOrderId, Stamp stamp) =>
        Signed(HttpMethod.Get, "allOrders", stamp, form => form.Add("symbol", venueSymbol).Add("orderId", fromVenueOrderId));

    /// <inheritdoc/>
    public WireRequest Fills(FillsAsked fills, Stamp stamp)
    {
        if (fills.VenueSymbol is null) throw NotOffered("fills of all symbols", "name each symbol");
        var since = fills.After is null ? fills.Since?.ToUnixTimeMilliseconds() : null; // the venue takes a time or an id, not both
        return Signed(HttpMethod.Get, "myTrades", stamp, form => form
            .Add("symbol", fills.VenueSymbol).Add("startTime", since).Add("limit", since is null && fills.After is null ? null : FillsPageMax).Add("fromId", fills.After));
    }

    /// <inheritdoc/>
    public WireRequest Balances(Stamp stamp) => Signed(HttpMethod.Get, "account", stamp, static form => form);

    /// <inheritdoc/>
    /// <remarks>Of the key; the testnet does not know it, and <see cref="Balances"/> tells what the account may do.</remarks>
    public WireRequest Rights(Stamp stamp) => Signed(HttpMethod.Get, "/sapi/v1/account/apiRestrictions", stamp, static form => form);

    /// <summary>Asks for the events of our account, on the connection it is sent over and for as long as that lives.</summary>
    public WireRequest SubscribeAccount(Stamp stamp)
    {
        var time = stamp.Time.ToUnixTimeMilliseconds();
        var payload = string.Create(CultureInfo.InvariantCulture, $"apiKey={signer.Key}&recvWindow={ReceiveWindowMilliseconds}&timestamp={time}");
        return Message(accountStream, json =>
        {
            json.WriteString("id"u8, stamp.Nonce.ToString(CultureInfo.InvariantCulture));
            json.WriteString("method"u8, "userDataStream.subscribe.signature"u8);
            json.WriteStartObject("params"u8);
            json.WriteString("apiKey"u8, signer.Key);
            json.WriteNumber("recvWindow"u8, ReceiveWindowMilliseconds);
            json.WriteNumber("timestamp"u8, time);
            json.WriteString("signature"u8, signer.Sign(payload));
            json.WriteEndObject();
        });
    }

    /// <inheritdoc/>
    /// <remarks>One message for all: five a second end the connection.</remarks>
    public IReadOnlyList<WireRequest> Subscribe(IReadOnlyList<string> venueSymbols, bool withBooks = true) => [new() { Url = stream, Body = Ask("SUBSCRIBE", StreamsOf(venueSymbols, withBooks), 1) }];

    /// <summary>How the stream of books ends.</summary>
    public const string Book = "@depth@100ms";

    /// <summary>The names of the streams of some symbols.</summary>
    public static IReadOnlyList<string> StreamsOf(IEnumerable<string> symbols, bool withBooks) =>
        [.. symbols.SelectMany(_ => withBooks ? (string[])["@bookTicker", "@trade", Book] : ["@bookTicker", "@trade"], static (symbol, channel) => BinanceSymbols.Spelled(symbol).ToLowerInvariant() + channel)];

    /// <inheritdoc/>
    public string Spelled(string symbol) => BinanceSymbols.Spelled(symbol);

    /// <summary>A question anybody may ask.</summary>
    public static WireRequest Public(Uri rest, string name, FormBody? query = null) => new() { Method = HttpMethod.Get, Url = new Uri(rest, $"/api/v3/{name}{(query is null ? "" : $"?{query}")}") };

    /// <summary>The message that asks for streams, or asks for them no longer.</summary>
    /// <param name="method"><c>SUBSCRIBE</c> or <c>UNSUBSCRIBE</c>.</param>
    /// <param name="streams">Their names.</param>
    /// <param name="number">What the answer is known by.</param>
    public static byte[] Ask(string method, IReadOnlyList<string> streams, int number) => Written(json =>
    {
        json.WriteString("method"u8, method);
        json.WriteStartArray("params"u8);
        foreach (var name in streams) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteNumber("id"u8, number);
    });

    private static FormBody Named(FormBody form, OrderAsked order, string call) => order.VenueSymbol is null
        ? throw NotOffered($"{call} without a symbol", "name it")
        : form.Add("symbol", order.VenueSymbol).Add("orderId", order.VenueOrderId).Add("origClientOrderId", order.VenueOrderId is null ? order.ClientOrderId : null);

    private static NotOfferedException NotOffered(string call, string instead) => new("binance", call, instead);

    private WireRequest Signed(HttpMethod method, string name, Stamp stamp, Func<FormBody, FormBody> fill)
    {
        var payload = fill(new FormBody().Add("timestamp", stamp.Time.ToUnixTimeMilliseconds())).Add("recvWindow", ReceiveWindowMilliseconds).ToString();
        var signed = $"{payload}&signature={signer.Sign(payload)}";
        var path = name.StartsWith('/') ? name : $"/api/v3/{name}";
        if (method != HttpMethod.Post) return new WireRequest { Method = method, Url = new Uri(rest, $"{path}?{signed}"), Headers = [signer.KeyHeader] };
        return new WireRequest
        {
            Method = method, Url = new Uri(rest, path), Body = Encoding.UTF8.GetBytes(signed),
            Headers = [signer.KeyHeader, new("Content-Type", "application/x-www-form-urlencoded")],
        };
    }

    private static WireRequest Message(Uri to, Action<Utf8JsonWriter> fill) => new() { Url = to, Body = Written(fill) };

    private static byte[] Written(Action<Utf8JsonWriter> fill)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            fill(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
