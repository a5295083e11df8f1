using System.Globalization;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Alpaca.Reading;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>What is sent to Alpaca over its trading interface and its streams.</summary>
/// <param name="trading">Address of the trading interface.</param>
/// <param name="data">Address of the market data streams.</param>
/// <param name="signer">Proves who asks.</param>
/// <param name="history">Address of market data over HTTP; null where only the streams are used.</param>
/// <param name="equityFeed">The feed of shares: one place's trades, which every plan has, or those of all places, which are paid for.</param>
/// <param name="optionFeed">The feed of options: indicative, or of all places, which is paid for.</param>
internal sealed class AlpacaRequests(Uri trading, Uri data, AlpacaSigner signer, Uri? history = null, string? equityFeed = null, string? optionFeed = null) : IVenueRequests
{
    private const string CoinsPath = "/v1beta3/crypto/us";
    private const string Orders = "/v2/orders";
    private const int BarsMax = 10_000;

    /// <summary>The venue's own bound of a page of fills.</summary>
    public const int FillsMax = 100;

    private const int OrdersMax = 500; // the venue's own bound of a page; without it there are fifty

    private readonly string _equityFeed = equityFeed ?? "iex";
    private readonly string _optionFeed = optionFeed ?? "indicative";

    /// <summary>What is sent in one of the venue's worlds.</summary>
    public static AlpacaRequests At(VenueHosts hosts, VenueCredentials credentials) => new(hosts.Rest, hosts.Stream!, new AlpacaSigner(credentials), hosts.Data, hosts.EquityFeed, hosts.OptionFeed);

    /// <inheritdoc/>
    public WireRequest Place(OrderToPlace order, Stamp stamp)
    {
        var isCoin = IsCoin(order.VenueSymbol);
        if (order.Terms is OrderTerms.Limit { PostOnly: true }) throw new NotOfferedException("alpaca", "post-only order");
        if (isCoin && order.Terms is OrderTerms.Stop) throw new NotOfferedException("alpaca", "stop order for coins");
        if (isCoin && order.Terms is OrderTerms.Limit { TimeInForce: TimeInForce.Day }) throw new NotOfferedException("alpaca", "order for the day for coins");
        if (isCoin && order.Terms is OrderTerms.Limit { TimeInForce: TimeInForce.FillOrKill }) throw new NotOfferedException("alpaca", "fill-or-kill order for coins");
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

    /// <summary>A page of a hundred fills of all symbols, the oldest first: the venue cannot choose one.</summary>
    public WireRequest Fills(FillsAsked fills, Stamp stamp) => Ask(HttpMethod.Get, "/v2/account/activities/FILL", new FormBody()
        .Add("after", fills.Since is { } since ? Time(since) : null).Add("page_size", FillsMax).Add("direction", "asc").Add("page_token", fills.After));

    /// <summary>A page of open orders, the oldest first.</summary>
    /// <param name="after">None submitted at or before it, as the venue wrote it; null for the first page.</param>
    public WireRequest OpenOrdersAfter(string? after) => Ask(HttpMethod.Get, Orders, new FormBody().Add("status", "open").Add("limit", OrdersMax).Add("direction", "asc").Add("after", after));

    /// <summary>A page of what regulators and clearing charged, the oldest first.</summary>
    /// <param name="since">None older (UTC).</param>
    /// <param name="after">The id of the last one of the page before; null for the first page.</param>
    /// <param name="countMax">1 to 100.</param>
    public WireRequest ChargesOldestFirst(DateTimeOffset since, string? after, int countMax) => Ask(HttpMethod.Get, $"/v2/account/activities/{AlpacaCharge.Kind}", new FormBody()
        .Add("after", Time(since)).Add("direction", "asc").Add("page_size", countMax).Add("page_token", after));

    /// <inheritdoc/>
    public WireRequest Balances(Stamp stamp) => Ask(HttpMethod.Get, "/v2/account");

    /// <inheritdoc/>
    /// <remarks>A key may do what its account may.</remarks>
    public WireRequest Rights(Stamp stamp) => Balances(stamp);

    /// <summary>Asks for every position.</summary>
    public WireRequest Positions() => Ask(HttpMethod.Get, "/v2/positions");

    /// <summary>Asks for the venue's time and whether the stock market is open.</summary>
    public WireRequest Clock() => Ask(HttpMethod.Get, "/v2/clock");

    /// <summary>Asks for trading days, early closes among them.</summary>
    public WireRequest Calendar(DateOnly first, DateOnly last) =>
        Ask(HttpMethod.Get, "/v2/calendar", new FormBody().Add("start", first.ToString("O", CultureInfo.InvariantCulture)).Add("end", last.ToString("O", CultureInfo.InvariantCulture)));

    /// <summary>Asks for everything of a class that is listed.</summary>
    /// <param name="assetClass"><c>us_equity</c> or <c>crypto</c>.</param>
    public WireRequest Assets(string assetClass) => Ask(HttpMethod.Get, "/v2/assets", new FormBody().Add("status", "active").Add("asset_class", assetClass));

    /// <summary>Asks for one asset's rules.</summary>
    public WireRequest Asset(string venueSymbol) => Ask(HttpMethod.Get, $"/v2/{(AlpacaSymbols.IsOption(venueSymbol) ? "options/contracts" : "assets")}/{Uri.EscapeDataString(venueSymbol)}");

    /// <summary>Asks for the newest quote.</summary>
    public WireRequest Touch(string venueSymbol) => Latest("quotes", [venueSymbol]);

    /// <summary>Asks for the newest quotes or trades of symbols of one kind.</summary>
    /// <param name="kind">quotes or trades.</param>
    /// <param name="venueSymbols">All shares, all coins or all options.</param>
    public WireRequest Latest(string kind, IReadOnlyList<string> venueSymbols) => History(
        IsCoin(venueSymbols[0]) ? $"{CoinsPath}/latest/{kind}" : AlpacaSymbols.IsOption(venueSymbols[0]) ? $"/v1beta1/options/{kind}/latest" : $"/v2/stocks/{kind}/latest",
        new FormBody().Add("symbols", string.Join(',', venueSymbols)).Add("feed", FeedOf(venueSymbols[0])));

    /// <summary>Asks for the newest of options, their Greeks among it.</summary>
    public WireRequest Snapshots(IReadOnlyList<string> options) => History("/v1beta1/options/snapshots", new FormBody().Add("symbols", string.Join(',', options)).Add("feed", _optionFeed));

    /// <summary>Asks for a page of candles, the oldest first.</summary>
    /// <param name="venueSymbol">Of what.</param>
    /// <param name="timeframe">The venue's word for their length, e.g. <c>1Min</c>.</param>
    /// <param name="from">The first may start here (UTC).</param>
    /// <param name="until">None starts later (UTC).</param>
    /// <param name="pageToken">The mark of this page; null for the first.</param>
    public WireRequest Bars(string venueSymbol, string timeframe, DateTimeOffset from, DateTimeOffset until, string? pageToken) => History(
        IsCoin(venueSymbol) ? $"{CoinsPath}/bars" : AlpacaSymbols.IsOption(venueSymbol) ? "/v1beta1/options/bars" : "/v2/stocks/bars",
        new FormBody().Add("symbols", venueSymbol).Add("timeframe", timeframe).Add("start", Time(from)).Add("end", Time(until)).Add("limit", BarsMax).Add("feed", AlpacaSymbols.IsOption(venueSymbol) ? null : FeedOf(venueSymbol)).Add("page_token", pageToken));

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

    /// <summary>Two messages a feed, of which the first logs in: shares, coins and options have streams of their own.</summary>
    public IReadOnlyList<WireRequest> Subscribe(IReadOnlyList<string> venueSymbols, bool withBooks = true)
    {
        string[] shares = [.. venueSymbols.Where(static symbol => !IsCoin(symbol) && !AlpacaSymbols.IsOption(symbol))];
        string[] coins = [.. venueSymbols.Where(IsCoin)];
        string[] options = [.. venueSymbols.Where(AlpacaSymbols.IsOption)];
        var asked = new List<WireRequest>();
        foreach (var of in new[] { shares, coins, options })
        {
            if (of.Length == 0) continue;
            var (to, isPacked) = (StreamOf(of[0]), AlpacaSymbols.IsOption(of[0]));
            asked.Add(new WireRequest { Url = to, Body = LogIn(isPacked), Shown = LogIn(signer.Masked, isPacked) });
            asked.Add(new WireRequest { Url = to, Body = Channels("subscribe", of, withBooks && IsCoin(of[0])) });
        }

        return asked;
    }

    /// <summary>As it is: the canonical spelling is the venue's own.</summary>
    public string Spelled(string symbol) => symbol;

    /// <summary>Address of the stream that carries a symbol.</summary>
    public Uri StreamOf(string venueSymbol) => new(data, IsCoin(venueSymbol) ? CoinsPath : AlpacaSymbols.IsOption(venueSymbol) ? $"/v1beta1/{_optionFeed}" : $"/v2/{_equityFeed}");

    /// <summary>The message that logs in to a market data stream. It holds the secret.</summary>
    /// <param name="isPacked">Whether the stream takes MessagePack alone, as that of options does.</param>
    public ReadOnlyMemory<byte> LogIn(bool isPacked) => LogIn(signer, isPacked);

    /// <summary>Changes what a market data stream tells of symbols of one kind. Of shares, whether they are halted too.</summary>
    /// <param name="action">subscribe or unsubscribe.</param>
    /// <param name="venueSymbols">All shares, all coins or all options.</param>
    /// <param name="withBooks">Whether books too; coins have them.</param>
    public static ReadOnlyMemory<byte> Channels(string action, IReadOnlyList<string> venueSymbols, bool withBooks = false)
    {
        var isOption = AlpacaSymbols.IsOption(venueSymbols[0]);
        string[] channels = withBooks ? ["trades", "quotes", "orderbooks"] : isOption || IsCoin(venueSymbols[0]) ? ["trades", "quotes"] : ["trades", "quotes", "statuses"];
        return isOption ? Packed(action, venueSymbols, channels) : Text(action, venueSymbols, channels);
    }

    /// <summary>Whether it is a coin pair: nothing else has a slash.</summary>
    public static bool IsCoin(string symbol) => symbol.Contains('/', StringComparison.Ordinal);

    // The stream's path and the question's feed are one word.
    private string? FeedOf(string venueSymbol) => IsCoin(venueSymbol) ? null : AlpacaSymbols.IsOption(venueSymbol) ? _optionFeed : _equityFeed;

    private static ReadOnlyMemory<byte> LogIn(AlpacaSigner who, bool isPacked) => isPacked ? who.LogInPacked() : JsonBody.Of(who.LogInToData);

    private static ReadOnlyMemory<byte> Text(string action, IReadOnlyList<string> symbols, string[] channels) => JsonBody.Of(json =>
    {
        json.WriteStartObject();
        json.Text("action", action);
        foreach (var channel in channels)
        {
            json.WriteStartArray(channel);
            foreach (var symbol in symbols) json.WriteStringValue(symbol);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Packed(string action, IReadOnlyList<string> symbols, string[] channels)
    {
        var body = new MessagePackBody().Map(channels.Length + 1).Text("action").Text(action);
        foreach (var channel in channels)
        {
            body.Text(channel).List(symbols.Count);
            foreach (var symbol in symbols) body.Text(symbol);
        }

        return body.Bytes;
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private WireRequest History(string path, FormBody query) => new() { Method = HttpMethod.Get, Url = new Uri(history ?? throw new InvalidOperationException("No address of market data is given."), $"{path}?{query}"), Headers = signer.Headers };

    // Coins know no day; a share's market order for ever would be refused where the share is split.
    private static string Lives(OrderTerms terms, bool isCoin) => terms switch
    {
        OrderTerms.Limit { TimeInForce: TimeInForce.ImmediateOrCancel } => "ioc",
        OrderTerms.Limit { TimeInForce: TimeInForce.FillOrKill } => "fok",
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
