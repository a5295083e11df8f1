using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Http;

/// <summary>The way of a request, whatever the protocol: limits, who asks, the faults before it, what it asks, the faults after it; or a stream is opened.</summary>
internal sealed class Gateway(IVenueProtocol protocol, KeyRing keys, RateMeters meters, FaultBoard faults, RequestFaults requestFaults, StreamSessions streams, TimeProvider clock, CancellationToken stopping)
{
    /// <summary>Answers a request, or by fault does not.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        await faults.WaitWhileStandingAsync(FaultKind.Pause, http.RequestAborted);
        if (await ApiRequest.ReadAsync(http) is not { } request) await RefuseAsync(http, ApiError.BadRequest, "The body is too long.");
        else if (protocol.Find(request) is not { } route) await RefuseAsync(http, ApiError.BadRequest, "There is no such request.");
        else if (OverLimit(request, route) is { } limited) await SendAsync(http, limited);
        else if (route.Answer is null) await OpenStreamAsync(request, route);
        else if (protocol.Admit(request, route) is var admission && admission.Refusal is { } refused) await SendAsync(http, refused);
        else if (await CarryOutAsync(request, route, admission.Account) is { } reply) await SendAsync(http, reply);
        else http.Abort();
    }

    /// <summary>Sends an answer.</summary>
    public static async Task SendAsync(HttpContext http, Reply reply)
    {
        http.Response.StatusCode = reply.Status;
        if (reply.Status == StatusCodes.Status204NoContent) return;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = reply.Body.Length;
        await http.Response.Body.WriteAsync(reply.Body, http.RequestAborted);
    }

    private Reply? OverLimit(ApiRequest request, ApiRoute route)
    {
        var limit = faults.Standing(FaultKind.RateLimit) is { } other ? new RateLimit(other.WeightPerMinute, other.BanAfter, other.BanSeconds) : protocol.Limit;
        var verdict = meters.Of(protocol.CountsByAddress ? null : keys.Find(protocol.KeyOf(request))?.Key).Take(route.Weight, limit, clock.GetUtcNow() + faults.ClockOffset);
        protocol.TellLimit(verdict, limit, request.Http.Response.Headers);
        if (verdict.RetryAfterSeconds == 0) return null;
        return protocol.Refuse(verdict.IsBanned ? new ApiError(ApiError.Banned, "429 was not heeded.") : new ApiError(ApiError.RateLimited, "The weight of this minute is used up."));
    }

    private Task<Reply?> CarryOutAsync(ApiRequest request, ApiRoute route, string account)
    {
        var (symbol, orderType) = protocol.SubjectOf(request);
        return requestFaults.PassAsync(new Occasion(account, route.Name, symbol, orderType), protocol.Refuse, () => route.Answer!(request, account), request.Http.RequestAborted);
    }

    private async Task OpenStreamAsync(ApiRequest request, ApiRoute route)
    {
        var http = request.Http;
        if (!http.WebSockets.IsWebSocketRequest) await RefuseAsync(http, ApiError.BadRequest, "A stream is a WebSocket.");
        else if (faults.Draw(FaultKind.Reject, new Occasion(Request: route.Name)) is { } refused) await RefuseAsync(http, refused.Fault.Code!, "Refused by a fault.");
        else
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, http.RequestAborted);
            if (!await streams.RunAsync(socket, client => protocol.Converse(client, request), ending.Token)) http.Abort();
        }
    }

    private Task RefuseAsync(HttpContext http, string code, string message) => SendAsync(http, protocol.Refuse(new ApiError(code, message)));
}
