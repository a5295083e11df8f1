using System.Globalization;
using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Native;

/// <summary>The sandbox's own protocol, as its page describes it.</summary>
internal sealed class NativeProtocol(ExchangeParts exchange) : IVenueProtocol
{
    /// <summary>Path of the stream, which is also what a client signs.</summary>
    public const string Stream = "/v1/stream";

    private readonly NativeRoutes _routes = new(exchange);
    private readonly Entrance _entrance = new(exchange.Keys);

    /// <inheritdoc/>
    public RateLimit Limit => RateLimit.Usual;

    /// <inheritdoc/>
    public TimeSpan BeatEvery => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string? StreamPath => Stream;

    /// <inheritdoc/>
    public ApiRoute? Find(ApiRequest request) => _routes.Find(request);

    /// <inheritdoc/>
    public string? KeyOf(ApiRequest request) => request.Header("X-Key");

    /// <inheritdoc/>
    public (string? Symbol, string? OrderType) SubjectOf(ApiRequest request) => (OrderBody.Text(request.Json, "symbol"), OrderBody.Text(request.Json, "type"));

    /// <inheritdoc/>
    public Admission Admit(ApiRequest request, ApiRoute route)
    {
        if (!route.IsSigned) return Admission.OfAnybody;
        var sender = new Credentials(KeyOf(request), request.Header("X-Nonce"), request.Header("X-Timestamp"), request.Header("X-Signature"));
        var (account, error) = _entrance.Check(sender, request.Method, request.Target, request.Body, exchange.Now);
        return account is null ? Admission.Refused(Refuse(error!)) : Admission.Of(account);
    }

    /// <inheritdoc/>
    public Reply Refuse(ApiError error) => Reply.Of(error);

    /// <inheritdoc/>
    public void TellLimit(in RateVerdict verdict, in RateLimit limit, IHeaderDictionary headers)
    {
        headers["X-Weight-Used"] = verdict.Used.ToString(CultureInfo.InvariantCulture);
        headers["X-Weight-Limit"] = limit.WeightPerMinute.ToString(CultureInfo.InvariantCulture);
        if (verdict.RetryAfterSeconds > 0) headers.RetryAfter = verdict.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public IConversation Converse(StreamClient client, ApiRequest opened) => new NativeConversation(exchange, _entrance, client);
}
