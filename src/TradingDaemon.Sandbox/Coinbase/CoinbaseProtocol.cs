using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Coinbase.Orders;
using TradingDaemon.Sandbox.Coinbase.Spelling;
using TradingDaemon.Sandbox.Coinbase.Streaming;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Coinbase;

/// <summary>Coinbase's Advanced Trade, REST v3 and streams, public and private on one address.</summary>
internal sealed class CoinbaseProtocol : IVenueProtocol
{
    private readonly ExchangeParts _exchange;
    private readonly PairTable<CoinbaseProduct> _products;
    private readonly CoinbaseEntrance _entrance;
    private readonly CoinbaseLimits _limits = new();
    private readonly CoinbaseRoutes _routes;

    public CoinbaseProtocol(ExchangeParts exchange)
    {
        _exchange = exchange;
        _products = new PairTable<CoinbaseProduct>(exchange, static (index, rules) => new CoinbaseProduct(index, rules), static product => [product.Id]);
        _entrance = new CoinbaseEntrance(exchange);
        _routes = new CoinbaseRoutes(exchange, _products);
    }

    /// <summary>None by the minute: Coinbase counts seconds, here in <see cref="CoinbaseLimits"/>.</summary>
    public RateLimit Limit { get; } = new(WeightPerMinute: 0, BanAfter: 0, BanSeconds: 1);

    /// <inheritdoc/>
    public TimeSpan BeatEvery => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string? StreamPath => CoinbaseRoutes.Stream;

    /// <inheritdoc/>
    public ApiRoute? Find(ApiRequest request) => _routes.Find(request);

    /// <inheritdoc/>
    public string? KeyOf(ApiRequest request) => CoinbaseToken.Read(CoinbaseEntrance.TokenOf(request))?.Key;

    /// <inheritdoc/>
    public (string? Symbol, string? OrderType) SubjectOf(ApiRequest request) =>
        (_products.Find(request.HasJson ? OrderBody.Text(request.Json, "product_id") : request.Query("product_id"))?.Symbol, CoinbaseOrderForm.KindOf(request.Json));

    /// <inheritdoc/>
    public Admission Admit(ApiRequest request, ApiRoute route)
    {
        var key = route.IsSigned ? _entrance.Check(request) : null;
        if (route.IsSigned && key is null) return Admission.Refused(CoinbaseErrors.Unauthorized);
        if (_exchange.Faults.Standing(FaultKind.RateLimit) is null && !_limits.Take(key?.Key ?? "", _exchange.Now, request.Http.Response.Headers)) return Admission.Refused(CoinbaseErrors.TooMany);
        if (route.Name is "place" or "cancel" && key is { MayTrade: false }) return Admission.Refused(CoinbaseErrors.PermissionDenied);
        return key is null ? Admission.OfAnybody : Admission.Of(key.Account);
    }

    /// <inheritdoc/>
    public Reply Refuse(ApiError error) => CoinbaseErrors.Of(error);

    /// <inheritdoc/>
    public void TellLimit(in RateVerdict verdict, in RateLimit limit, IHeaderDictionary headers)
    {
        if (limit.WeightPerMinute > 0) CoinbaseLimits.Tell(limit.WeightPerMinute, limit.WeightPerMinute - verdict.Used, headers);
    }

    /// <inheritdoc/>
    public IConversation Converse(StreamClient client, ApiRequest opened) => new CoinbaseConversation(_exchange, _products, _entrance.Check, client);
}
