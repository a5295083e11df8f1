using System.Globalization;
using System.Text.Json;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.CoinSpot.Reading;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>What is sent to CoinSpot's API v2. It takes limit orders without an id of ours, so whoever places one remembers coin, side, rate and amount.</summary>
/// <param name="site">Address of the venue.</param>
/// <param name="signer">The one signer of its key.</param>
internal sealed class CoinSpotRequests(Uri site, CoinSpotSigner signer) : IVenueRequests
{
    private const string Venue = "coinspot";

    /// <summary>The venue's own bound of an answer.</summary>
    public const int FillsMax = 500;

    /// <summary>Places a limit order. An order that takes at once is built by <see cref="PlaceNow"/>, which wants the rate it may not stray from.</summary>
    public WireRequest Place(OrderToPlace order, Stamp stamp)
    {
        if (order.Terms is not OrderTerms.Limit limit) throw new NotOfferedException(Venue, "market or stop order without a rate", "a limit order has one");
        if (limit.PostOnly || limit.TimeInForce != TimeInForce.GoodTilCancelled) throw new NotOfferedException(Venue, "post-only, immediate or day order");
        var (coin, market) = CoinSpotSymbols.Parts(order.VenueSymbol);
        return Post($"my/{Side(order.Side)}", stamp, json =>
        {
            json.Text("cointype", coin);
            json.Number("amount", limit.Quantity.Base);
            json.Number("rate", limit.Price.QuotePerBase);
            json.Text("markettype", CoinSpotSymbols.MarketToSay(market));
        });
    }

    /// <summary>Buys or sells at once, at the rate the venue has then. Its answer holds no id.</summary>
    /// <param name="order">What; its terms' quantity counts.</param>
    /// <param name="rate">The rate it was decided at, AUD a coin.</param>
    /// <param name="thresholdPercent">How far the venue's rate may be worse; 0 to 1000. The only guard there is.</param>
    /// <param name="stamp">What it is signed with.</param>
    public WireRequest PlaceNow(OrderToPlace order, decimal rate, decimal thresholdPercent, Stamp stamp)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(thresholdPercent, Math.Clamp(thresholdPercent, 0m, 1000m));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        return Post($"my/{Side(order.Side)}/now", stamp, json =>
        {
            json.Text("cointype", CoinSpotSymbols.Parts(order.VenueSymbol).Coin);
            json.Text("amounttype", "coin");
            json.Number("amount", order.Terms.Quantity.Base);
            json.Number("rate", rate);
            json.Number("threshold", thresholdPercent);
        });
    }

    /// <summary>Cancels one order. Throws <see cref="NotOfferedException"/> when its side or its id at the venue is not known.</summary>
    public WireRequest Cancel(OrderAsked order, Stamp stamp)
    {
        if (order.VenueOrderId is not { } id) throw new NotOfferedException(Venue, "cancel without the venue's id");
        if (order.Side is not { } side) throw new NotOfferedException(Venue, "cancel without a side", "say whether it buys or sells");
        return Post($"my/{Side(side)}/cancel", stamp, json => json.Text("id", id));
    }

    /// <summary>One call cannot cancel both sides; <see cref="CancelSide"/> does one.</summary>
    public WireRequest CancelAll(string? venueSymbol, Stamp stamp) => throw new NotOfferedException(Venue, "cancel of both sides in one call");

    /// <inheritdoc/>
    public WireRequest Query(OrderAsked order, Stamp stamp) => throw new NotOfferedException(Venue, "query of one order", "open orders and fills tell what became of it");

    /// <inheritdoc/>
    public WireRequest OpenOrders(string? venueSymbol, Stamp stamp) => Post("ro/my/orders/market/open", stamp, json => Market(json, venueSymbol));

    /// <summary>Fills of the days from the one before <see cref="FillsAsked.Since"/> on: the venue filters by whole days of a zone it does not name.</summary>
    public WireRequest Fills(FillsAsked fills, Stamp stamp) =>
        Completed(fills.VenueSymbol, fills.Since is { } since ? DateOnly.FromDateTime(since.UtcDateTime).AddDays(-1) : null, null, stamp);

    /// <summary>Fills of some days.</summary>
    /// <param name="venueSymbol">Of which market; null for all.</param>
    /// <param name="first">The first day; null for as far back as the venue goes.</param>
    /// <param name="last">The last day; null for now.</param>
    /// <param name="stamp">What it is signed with.</param>
    public WireRequest Completed(string? venueSymbol, DateOnly? first, DateOnly? last, Stamp stamp) => Post("ro/my/orders/completed", stamp, json =>
    {
        Market(json, venueSymbol);
        json.Text("startdate", Day(first));
        json.Text("enddate", Day(last));
        json.Number("limit", FillsMax);
    });

    /// <inheritdoc/>
    public WireRequest Balances(Stamp stamp) => Post("ro/my/balances", stamp, static _ => { });

    /// <inheritdoc/>
    /// <remarks>Taken from a key with full access only.</remarks>
    public WireRequest Rights(Stamp stamp) => Post("status", stamp, static _ => { });

    /// <inheritdoc/>
    public IReadOnlyList<WireRequest> Subscribe(IReadOnlyList<string> venueSymbols, bool withBooks = true) => throw new NotOfferedException(Venue, "stream", "its prices are asked for every few seconds");

    /// <summary>Asks for the prices of all markets.</summary>
    public WireRequest Latest() => Public(site, "latest");

    /// <summary>Asks what anybody may ask.</summary>
    /// <param name="site">Address of the venue.</param>
    /// <param name="path">Below the public interface, e.g. <c>latest/btc</c>.</param>
    public static WireRequest Public(Uri site, string path) => new() { Method = HttpMethod.Get, Url = new Uri(site, $"/pubapi/v2/{path}"), Headers = [new("Accept", "application/json")] };

    /// <inheritdoc/>
    public string Spelled(string symbol) => CoinSpotSymbols.Spelled(symbol);

    private static string Side(OrderSide side) => side == OrderSide.Buy ? "buy" : "sell";

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Cancels every order of one side, of one coin where it is given.</summary>
    public WireRequest CancelSide(OrderSide side, string? venueSymbol, Stamp stamp) =>
        Post($"my/{Side(side)}/cancel/all", stamp, json => json.Text("coin", venueSymbol is null ? null : CoinSpotSymbols.Parts(venueSymbol).Coin));

    private static void Market(Utf8JsonWriter json, string? venueSymbol)
    {
        if (venueSymbol is null) return;
        var (coin, market) = CoinSpotSymbols.Parts(venueSymbol);
        json.Text("cointype", coin);
        json.Text("markettype", CoinSpotSymbols.MarketToSay(market));
    }

    private WireRequest Post(string path, Stamp stamp, Action<Utf8JsonWriter> fill)
    {
        var body = JsonBody.Of(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("nonce"u8, stamp.Nonce);
            fill(json);
            json.WriteEndObject();
        });
        return new WireRequest { Method = HttpMethod.Post, Url = new Uri(site, $"/api/v2/{path}"), Body = body, Headers = signer.Sign(body.Span) };
    }
}
