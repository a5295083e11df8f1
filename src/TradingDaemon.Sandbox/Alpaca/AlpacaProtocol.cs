using System.Globalization;
using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Alpaca.Orders;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Alpaca.Streaming;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Alpaca;

/// <summary>Alpaca's trading and market data interfaces and their streams, all on one address.</summary>
internal sealed class AlpacaProtocol : IVenueProtocol
{
    /// <summary>Path of the account's stream.</summary>
    public const string AccountStream = "/stream";

    private const int RequestsPerMinute = 200;

    private readonly ExchangeParts _exchange;
    private readonly AlpacaMarkets _markets;
    private readonly AlpacaDesk _desk;
    private readonly AlpacaRoutes _routes;
    private readonly AlpacaSeats _seats = new();
    private long _requests;

    public AlpacaProtocol(ExchangeParts exchange)
    {
        _exchange = exchange;
        _markets = new AlpacaMarkets(exchange.Floor.Enter(true, static (floor, _, _) => floor.Exchange.Instruments));
        _desk = new AlpacaDesk(exchange, _markets);
        _routes = new AlpacaRoutes(exchange, _markets, _desk);
    }

    /// <summary>By the minute, and nobody is banned.</summary>
    public RateLimit Limit { get; } = new(RequestsPerMinute, BanAfter: int.MaxValue, BanSeconds: 1);

    /// <inheritdoc/>
    public TimeSpan BeatEvery => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string? StreamPath => AccountStream;

    /// <inheritdoc/>
    public ApiRoute? Find(ApiRequest request) => _routes.Find(request);

    /// <inheritdoc/>
    public string? KeyOf(ApiRequest request) => request.Header("APCA-API-KEY-ID");

    /// <inheritdoc/>
    public (string? Symbol, string? OrderType) SubjectOf(ApiRequest request) => (_markets.Find(request.Parameter("symbol"))?.Symbol, request.Parameter("type"));

    /// <inheritdoc/>
    public Admission Admit(ApiRequest request, ApiRoute route)
    {
        var key = AlpacaKeys.Find(_exchange.Keys, KeyOf(request), request.Header("APCA-API-SECRET-KEY"));
        if (key is null) return route.IsSigned ? Admission.Refused(AlpacaJson.Refusal(AlpacaErrors.Unauthorized)) : Admission.OfAnybody;
        return key is { MayTrade: false } && route is { Name: "place" or "replace" } ? Admission.Refused(AlpacaJson.Refusal(AlpacaErrors.Suspended)) : Admission.Of(key.Account);
    }

    /// <inheritdoc/>
    public Reply Refuse(ApiError error) => AlpacaJson.Refusal(AlpacaErrors.Of(error));

    /// <inheritdoc/>
    public void TellLimit(in RateVerdict verdict, in RateLimit limit, IHeaderDictionary headers)
    {
        var now = _exchange.Now.ToUnixTimeSeconds();
        headers["X-Request-ID"] = Interlocked.Increment(ref _requests).ToString("x32", CultureInfo.InvariantCulture);
        headers["X-Ratelimit-Limit"] = limit.WeightPerMinute.ToString(CultureInfo.InvariantCulture);
        headers["X-Ratelimit-Remaining"] = Math.Max(0, limit.WeightPerMinute - verdict.Used).ToString(CultureInfo.InvariantCulture);
        headers["X-Ratelimit-Reset"] = (now - (now % 60) + 60).ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public IConversation Converse(StreamClient client, ApiRequest opened) => opened.Path == AccountStream
        ? new AlpacaAccountConversation(_exchange, _markets, _desk, client)
        : new AlpacaDataConversation(_exchange, _markets, _seats, client, opened);
}
