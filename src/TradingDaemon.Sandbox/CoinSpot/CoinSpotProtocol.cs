using System.Globalization;
using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.CoinSpot;

/// <summary>CoinSpot's API v2. It has no stream.</summary>
internal sealed class CoinSpotProtocol : IVenueProtocol
{
    private readonly ExchangeParts _exchange;
    private readonly CoinSpotEntrance _entrance;
    private readonly CoinSpotTrading _trading;
    private readonly CoinSpotRoutes _routes;

    public CoinSpotProtocol(ExchangeParts exchange)
    {
        var coins = new PairTable<CoinSpotCoin>(exchange, static (index, rules) => new CoinSpotCoin(index, rules), static coin => [coin.Market]);
        var market = new CoinSpotMarket(exchange, coins);
        (_exchange, _entrance, _trading) = (exchange, new CoinSpotEntrance(exchange.Keys), new CoinSpotTrading(exchange, coins, market));
        _routes = new CoinSpotRoutes(market, new CoinSpotAccount(exchange, coins, market), _trading);
    }

    /// <summary>A thousand requests a minute; bans are not documented.</summary>
    public RateLimit Limit { get; } = new(WeightPerMinute: 1_000, BanAfter: int.MaxValue, BanSeconds: 1);

    /// <summary>Nothing beats here.</summary>
    public TimeSpan BeatEvery => TimeSpan.FromMinutes(1);

    /// <summary>Where no stream is.</summary>
    public string? StreamPath => null;

    /// <inheritdoc/>
    public ApiRoute? Find(ApiRequest request) => _routes.Find(request);

    /// <inheritdoc/>
    public string? KeyOf(ApiRequest request) => request.Header("key");

    /// <inheritdoc/>
    public (string? Symbol, string? OrderType) SubjectOf(ApiRequest request) =>
        (_trading.CoinOf(request)?.Rules.Symbol, request.Path.EndsWith("/now", StringComparison.Ordinal) ? "market" : OrderBody.Amount(request.Json, "rate") is null ? null : "limit");

    /// <inheritdoc/>
    public Admission Admit(ApiRequest request, ApiRoute route)
    {
        if (!route.IsSigned) return Admission.OfAnybody;
        var (key, code) = _entrance.Check(request, request.Path.StartsWith(CoinSpotRoutes.ReadOnly + "/", StringComparison.Ordinal));
        return key is null ? Admission.Refused(CoinSpotErrors.Reply(code!)) : Admission.Of(key.Account);
    }

    /// <inheritdoc/>
    public Reply Refuse(ApiError error) => CoinSpotErrors.Reply(error);

    /// <summary>The venue tells nothing of its limits; what stands over every answer is the time.</summary>
    public void TellLimit(in RateVerdict verdict, in RateLimit limit, IHeaderDictionary headers) => headers.Date = _exchange.Now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public IConversation Converse(StreamClient client, ApiRequest opened) => throw new InvalidOperationException("CoinSpot has no stream, and no request here opens one.");
}
