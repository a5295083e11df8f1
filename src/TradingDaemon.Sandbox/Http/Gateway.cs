using System.Globalization;
using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Http;

/// <summary>The way of a request: limits, signature, the faults before it, what it asks, the faults after it.</summary>
internal sealed class Gateway(ApiRoutes routes, Entrance entrance, RateMeters meters, FaultBoard faults, TimeProvider clock, Func<string, Task> framesSent)
{
    private const double UsualSilenceMs = 2_000.0;
    private const double UsualDelayMs = 100.0;

    /// <summary>Answers a request, or by fault does not.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        await faults.WaitWhileStandingAsync(FaultKind.Pause, http.RequestAborted);
        if (await ApiRequest.ReadAsync(http) is not { } request) await SendAsync(http, Reply.Of(ApiError.BadRequest, "The body is too long."));
        else if (routes.Find(request) is not { } route) await SendAsync(http, Reply.Of(new ApiError(ApiError.BadRequest, "There is no such request.")));
        else if (TakeWeight(http, request.Sender.Key, route.Weight) is { } limited) await SendAsync(http, limited);
        else await AnswerAsync(http, request, route);
    }

    /// <summary>Counts a request against its sender's limit; gives the refusal when it is over.</summary>
    public Reply? TakeWeight(HttpContext http, string? key, int weight)
    {
        var limit = faults.Standing(FaultKind.RateLimit) is { } other ? new RateLimit(other.WeightPerMinute, other.BanAfter, other.BanSeconds) : RateLimit.Usual;
        var verdict = meters.Of(entrance.Knows(key) ? key : null).Take(weight, limit, Now);
        http.Response.Headers["X-Weight-Used"] = verdict.Used.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["X-Weight-Limit"] = limit.WeightPerMinute.ToString(CultureInfo.InvariantCulture);
        if (verdict.RetryAfterSeconds == 0) return null;
        http.Response.Headers.RetryAfter = verdict.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return verdict.IsBanned ? Reply.Of(ApiError.Banned, "429 was not heeded.") : Reply.Of(ApiError.RateLimited, "The weight of this minute is used up.");
    }

    /// <summary>The exchange's clock as it is told.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() + faults.ClockOffset;

    private async Task AnswerAsync(HttpContext http, ApiRequest request, ApiRoute route)
    {
        var account = "";
        if (route.IsSigned)
        {
            var (found, error) = entrance.Check(request.Sender, request.Method, request.Target, request.Body, Now, faults.Standing(FaultKind.LooseNonces) is null);
            if (error is not null)
            {
                await SendAsync(http, Reply.Of(error));
                return;
            }

            account = found!;
        }

        if (route.HasBody && !request.ReadJson())
        {
            await SendAsync(http, Reply.Of(ApiError.BadRequest, "The body is a JSON object."));
            return;
        }

        var occasion = new Occasion(account, route.Name, OrderBody.Text(request.Json, "symbol"), OrderBody.Text(request.Json, "type"));
        if (faults.Draw(FaultKind.RejectThenTimeout, occasion) is { } lost) await FallSilentAsync(http, lost);
        else if (faults.Draw(FaultKind.Reject, occasion) is { } refused) await SendAsync(http, Reply.Of(refused.Fault.Code!, "Refused by a fault."));
        else await CarryOutAsync(http, request, route, account, occasion);
    }

    private async Task CarryOutAsync(HttpContext http, ApiRequest request, ApiRoute route, string account, Occasion occasion)
    {
        var reply = route.Answer(request, account);
        if (faults.Draw(FaultKind.AcceptThenTimeout, occasion) is { } lost)
        {
            await FallSilentAsync(http, lost);
            return;
        }

        if (faults.Draw(FaultKind.AcceptThen500, occasion) is not null) reply = Reply.Of(ApiError.Internal, "Something broke.");
        if (faults.Draw(FaultKind.FillBeforeAck, occasion) is not null) await framesSent(account).WaitAsync(http.RequestAborted);
        if (faults.Draw(FaultKind.AckDelay, occasion) is { } late) await Task.Delay(late.Duration(UsualDelayMs), clock, http.RequestAborted);
        await SendAsync(http, reply);
    }

    private async Task FallSilentAsync(HttpContext http, FaultHit hit)
    {
        await Task.Delay(hit.Duration(UsualSilenceMs), clock, http.RequestAborted);
        http.Abort();
    }

    /// <summary>Sends an answer.</summary>
    public static async Task SendAsync(HttpContext http, Reply reply)
    {
        http.Response.StatusCode = reply.Status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = reply.Body.Length;
        await http.Response.Body.WriteAsync(reply.Body, http.RequestAborted);
    }
}
