using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Kraken.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Kraken.Streaming;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Kraken;

/// <summary>Kraken's REST v0 and WebSocket v2, public and private on one address.</summary>
internal sealed class KrakenProtocol : IVenueProtocol
{
    /// <summary>Path of the stream.</summary>
    public const string Stream = "/v2";

    private static readonly HashSet<string> TradingRoutes = new(["place", "replace", "cancel", "cancelAll", "cancelAfter"], StringComparer.Ordinal);

    private readonly ExchangeParts _exchange;
    private readonly PairTable<KrakenPair> _pairs;
    private readonly KrakenLimits _limits;
    private readonly KrakenEntrance _entrance;
    private readonly KrakenTokens _tokens;
    private readonly KrakenDesk _desk;
    private readonly KrakenRoutes _routes;

    public KrakenProtocol(ExchangeParts exchange)
    {
        _exchange = exchange;
        _pairs = new PairTable<KrakenPair>(exchange, static (index, rules) => new KrakenPair(index, rules), static pair => [pair.Id, pair.AltName, pair.WsName, pair.Symbol]);
        _limits = new KrakenLimits(exchange.Clock);
        _entrance = new KrakenEntrance(exchange, _limits);
        _tokens = new KrakenTokens(exchange.Clock);
        _desk = new KrakenDesk(exchange, _limits);
        _routes = new KrakenRoutes(exchange, _pairs, _desk, _tokens);
    }

    /// <summary>None by the minute: Kraken's counters fall by themselves, and are its own.</summary>
    public RateLimit Limit { get; } = new(WeightPerMinute: 0, BanAfter: 0, BanSeconds: 1);

    /// <inheritdoc/>
    public TimeSpan BeatEvery => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string? StreamPath => Stream;

    /// <inheritdoc/>
    public ApiRoute? Find(ApiRequest request) => _routes.Find(request);

    /// <inheritdoc/>
    public string? KeyOf(ApiRequest request) => request.Header("API-Key");

    /// <inheritdoc/>
    public (string? Symbol, string? OrderType) SubjectOf(ApiRequest request) =>
        (_pairs.Find(request.Parameter("pair"))?.Symbol, request.Parameter("ordertype") switch { "stop-loss" => "stop", var word => word });

    /// <inheritdoc/>
    public Admission Admit(ApiRequest request, ApiRoute route)
    {
        if (!route.IsSigned)
            return _exchange.Faults.Standing(FaultKind.RateLimit) is not null || _limits.TakeCall("", route.Weight) ? Admission.OfAnybody : Admission.Refused(KrakenJson.Error(KrakenErrors.CallRateExceeded));
        var (key, error) = _entrance.Check(request, route.Weight, TradingRoutes.Contains(route.Name));
        return key is null ? Admission.Refused(KrakenJson.Error(error!)) : Admission.Of(key.Account);
    }

    /// <inheritdoc/>
    public Reply Refuse(ApiError error) => KrakenJson.Error(KrakenErrors.TextOf(error), error.Code == ApiError.Internal ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK);

    /// <inheritdoc/>
    public void TellLimit(in RateVerdict verdict, in RateLimit limit, IHeaderDictionary headers)
    {
        // Kraken keeps its counts to itself.
    }

    /// <inheritdoc/>
    public IConversation Converse(StreamClient client, ApiRequest opened) => new KrakenConversation(_exchange, _pairs, _desk, _tokens, client);
}
