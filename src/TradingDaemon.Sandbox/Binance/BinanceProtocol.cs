using System.Globalization;
using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Binance.Calls;
using TradingDaemon.Sandbox.Binance.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Binance.Streaming;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance;

/// <summary>Binance Spot's REST v3, market streams and WebSocket interface, all on one address.</summary>
internal sealed class BinanceProtocol : IVenueProtocol
{
    // Market streams whose events say which stream they are of.
    private const string Combined = "/stream";

    // Market streams whose events stand bare.
    private const string Raw = "/ws";

    // The WebSocket interface.
    private const string Account = "/ws-api/v3";


    private readonly ExchangeParts _exchange;
    private readonly PairTable<BinancePair> _pairs;
    private readonly BinanceBooks _books;
    private readonly BinanceEntrance _entrance;
    private readonly BinanceCalls _calls;
    private readonly BinanceRoutes _routes;

    public BinanceProtocol(ExchangeParts exchange)
    {
        _exchange = exchange;
        var instruments = exchange.Floor.Enter(true, static (floor, _, _) => floor.Exchange.Instruments);
        _pairs = new PairTable<BinancePair>(exchange, static (index, rules) => new BinancePair(index, rules), static pair => [pair.Name]);
        _books = new BinanceBooks(instruments.Count, exchange.Clock.GetUtcNow().ToUnixTimeMilliseconds()); // above any id told before a restart
        _entrance = new BinanceEntrance(exchange);
        var limits = new BinanceLimits(exchange.Clock);
        _calls = new BinanceCalls(exchange, _pairs, _books, limits);
        _routes = new BinanceRoutes(_calls, limits, exchange.Keys);
    }

    /// <summary>Whether a path is a stream's.</summary>
    public static bool IsStream(string path) => path is Combined or Raw or Account || path.StartsWith(Raw + "/", StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool CountsByAddress => true;

    /// <inheritdoc/>
    public RateLimit Limit { get; } = new(BinanceInstruments.WeightPerMinute, BanAfter: 5, BanSeconds: 120);

    /// <inheritdoc/>
    public TimeSpan BeatEvery => TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public string? StreamPath => Combined;

    /// <inheritdoc/>
    public ApiRoute? Find(ApiRequest request) => _routes.Find(request);

    /// <inheritdoc/>
    public string? KeyOf(ApiRequest request) => request.Header(BinanceRoutes.Key);

    /// <inheritdoc/>
    public (string? Symbol, string? OrderType) SubjectOf(ApiRequest request) => (_pairs.Find(request.Parameter("symbol"))?.Symbol, BinanceNames.TypeOf(request.Parameter("type")));

    /// <inheritdoc/>
    public Admission Admit(ApiRequest request, ApiRoute route)
    {
        if (!route.IsSigned) return Admission.OfAnybody;
        var isTrading = BinanceCall.IsTrading(route.Name);
        var (key, error) = _entrance.Check(request.Header(BinanceRoutes.Key), new BinanceAsk(request.Parameter), BinanceSignature.PayloadOf(request.Target, request.Body), isTrading);
        return key is null ? Admission.Refused(BinanceJson.Error(error!)) : Admission.Of(key.Account);
    }

    /// <inheritdoc/>
    public Reply Refuse(ApiError error) => BinanceJson.Error(BinanceErrors.Of(error));

    /// <inheritdoc/>
    public void TellLimit(in RateVerdict verdict, in RateLimit limit, IHeaderDictionary headers)
    {
        headers["X-MBX-USED-WEIGHT"] = headers["X-MBX-USED-WEIGHT-1M"] = verdict.Used.ToString(CultureInfo.InvariantCulture);
        if (verdict.RetryAfterSeconds > 0) headers.RetryAfter = verdict.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public IConversation Converse(StreamClient client, ApiRequest opened) => opened.Path == Account
        ? new BinanceApiConversation(_exchange, _pairs, _calls, _entrance, client)
        : new BinanceMarketConversation(_exchange, _pairs, _books, client, opened.Path == Combined, NamesOf(opened));

    private static string[] NamesOf(ApiRequest opened) =>
        (opened.Path == Combined ? opened.Query("streams") ?? "" : opened.Path[Raw.Length..]).Split('/', StringSplitOptions.RemoveEmptyEntries);
}
