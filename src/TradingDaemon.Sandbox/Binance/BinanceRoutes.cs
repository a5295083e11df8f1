using System.Globalization;
using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Binance.Calls;
using TradingDaemon.Sandbox.Binance.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance;

/// <summary>Calls as routes of REST v3, with what each weighs and what its answer's headers tell.</summary>
internal sealed class BinanceRoutes(BinanceCalls calls, BinanceLimits limits, KeyRing keys)
{
    /// <summary>Where the public name of the key stands.</summary>
    public const string Key = "X-MBX-APIKEY";

    private const string Restrictions = "/sapi/v1/account/apiRestrictions";
    private const string Root = "/api/v3/";
    private const int Asking = 2; // what opening a stream weighs

    /// <summary>What a request asks; null outside Binance's paths.</summary>
    public ApiRoute? Find(ApiRequest request)
    {
        if (BinanceProtocol.IsStream(request.Path)) return new ApiRoute("stream", Asking, false, null);
        if (request is { Path: Restrictions, Method: "GET" }) return new ApiRoute("rights", 1, true, (asked, _) => RightsOf(keys.Find(asked.Header(Key))!));
        if (!request.Path.StartsWith(Root, StringComparison.Ordinal)) return null;
        var path = request.Path[Root.Length..];
        return calls.OfPath($"{(path == "userDataStream" ? "POST" : request.Method)} {path}") is { } call ? Route(call, WeightOf(call, path, new BinanceAsk(request.Parameter))) : null;
    }

    // Deep pictures and lists over all symbols cost more.
    private static int WeightOf(BinanceCall call, string path, BinanceAsk ask) => call.Name switch
    {
        "quote" when path == "depth" => ask.Whole("limit") switch { null or <= 100 => 5, <= 500 => 25, <= 1_000 => 50, _ => 250 },
        "openOrders" when ask["symbol"] is null => 80,
        "executions" when ask["orderId"] is not null => 5,
        _ => call.Weight,
    };

    private ApiRoute Route(BinanceCall call, int weight) => new(call.Name, weight, call.IsSigned, (request, account) =>
    {
        var reply = call.Answer(new BinanceAsk(request.Parameter), account);
        if (call.Name == "place") TellCounts(request.Http.Response.Headers, account, reply.Status);
        return reply;
    });

    private void TellCounts(IHeaderDictionary headers, string account, int status)
    {
        var (ten, day) = limits.Used(account);
        headers["X-MBX-ORDER-COUNT-10S"] = Text(ten);
        headers["X-MBX-ORDER-COUNT-1D"] = Text(day);
        if (status == StatusCodes.Status429TooManyRequests) headers.RetryAfter = Text(limits.SecondsLeft);
    }

    private static Reply RightsOf(TradingKey key) => BinanceJson.Object(json =>
    {
        foreach (var (name, flag) in new[]
        {
            ("ipRestrict", false), ("enableReading", true), ("enableSpotAndMarginTrading", key.MayTrade), ("enableWithdrawals", key.MayWithdraw), ("enableInternalTransfer", false), ("enableMargin", false), ("enableFutures", false),
        }) json.WriteBoolean(name, flag);
    });

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
