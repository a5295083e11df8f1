using System.Globalization;
using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.CoinGecko;

/// <summary>CoinGecko's API v3 as who has no paid key sees it: prices to look at. Nothing is traded by it, and it has no stream.</summary>
internal sealed class CoinGeckoProtocol : IVenueProtocol
{
    private const string Root = "/api/v3/";

    private readonly Dictionary<string, ApiRoute> _byPath;
    private readonly CoinGeckoPrices _prices;

    public CoinGeckoProtocol(ExchangeParts exchange)
    {
        _prices = new CoinGeckoPrices(exchange, CoinGeckoCoin.AllOf(exchange.Floor.Enter(true, static (floor, _, _) => floor.Exchange.Instruments)));
        _byPath = new(StringComparer.Ordinal)
        {
            [Root + "ping"] = Open("time", CoinGeckoPrices.Ping),
            [Root + "simple/price"] = Open("quote", _prices.Simple),
            [Root + "simple/supported_vs_currencies"] = Open("instruments", _prices.Currencies),
            [Root + "coins/list"] = Open("instruments", _prices.List),
            [Root + "coins/markets"] = Open("quote", _prices.Markets),
        };
    }

    /// <summary>Thirty calls a minute, refused ones too, shared by all who have no key.</summary>
    public RateLimit Limit { get; } = new(WeightPerMinute: 30, BanAfter: int.MaxValue, BanSeconds: 1);

    /// <summary>Nothing beats here.</summary>
    public TimeSpan BeatEvery => TimeSpan.FromMinutes(1);

    /// <summary>Where no stream is.</summary>
    public string? StreamPath => null;

    /// <inheritdoc/>
    public ApiRoute? Find(ApiRequest request)
    {
        if (request.Method != "GET") return null;
        if (_byPath.TryGetValue(request.Path, out var route)) return route;
        return request.Path.StartsWith(Root, StringComparison.Ordinal) && request.Path[Root.Length..].Split('/') is ["coins", var id, "market_chart"] ? Open("bars", asked => _prices.Chart(asked, id)) : null;
    }

    /// <summary>Nobody signs: a key is only shown.</summary>
    public string? KeyOf(ApiRequest request) => null;

    /// <inheritdoc/>
    public (string? Symbol, string? OrderType) SubjectOf(ApiRequest request) => (null, null);

    /// <inheritdoc/>
    public Admission Admit(ApiRequest request, ApiRoute route) =>
        request.Header("x-cg-pro-api-key") is null && request.Query("x_cg_pro_api_key") is null ? Admission.OfAnybody : Admission.Refused(CoinGeckoErrors.Reply(CoinGeckoErrors.WrongHost));

    /// <inheritdoc/>
    public Reply Refuse(ApiError error) => CoinGeckoErrors.Reply(error.Code);

    /// <inheritdoc/>
    public void TellLimit(in RateVerdict verdict, in RateLimit limit, IHeaderDictionary headers)
    {
        if (verdict.RetryAfterSeconds > 0) headers.RetryAfter = verdict.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public IConversation Converse(StreamClient client, ApiRequest opened) => throw new InvalidOperationException("CoinGecko has no stream, and no request here opens one.");

    private static ApiRoute Open(string name, Func<ApiRequest, Reply> answer) => new(name, 1, false, (request, _) => answer(request));
}
