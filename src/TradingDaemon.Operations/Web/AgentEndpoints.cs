using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Operations.Agents;

namespace TradingDaemon.Operations.Web;

/// <summary>Signals from outside over HTTP. The signature says who sends; no other key is asked for.</summary>
public static class AgentEndpoints
{
    /// <summary>The header that says who sends.</summary>
    public const string Agent = "X-Agent";

    /// <summary>The header that says when it was signed.</summary>
    public const string Timestamp = "X-Timestamp";

    /// <summary>The header that names this one signal.</summary>
    public const string Nonce = "X-Nonce";

    /// <summary>The header with the signature.</summary>
    public const string Signature = "X-Signature";

    /// <summary>Adds <c>/api/v1/signals</c>. Only where agents are configured.</summary>
    public static IEndpointRouteBuilder MapAgents(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapPost("/api/v1/signals", (RequestDelegate)TakeAsync);
        return endpoints;
    }

    private static async Task TakeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var request = new AgentRequest(headers[Agent].ToString(), headers[Timestamp].ToString(), headers[Nonce].ToString(), headers[Signature].ToString(), await BodyAsync(context));
        var answer = await context.RequestServices.GetRequiredService<IAgentSignals>().TakeAsync(request, context.RequestAborted);
        await JsonBody.WriteAsync(context, StatusOf(answer), answer, AgentJson.Default.AgentAnswer);
    }

    private static int StatusOf(AgentAnswer answer) => answer.Refusal switch
    {
        null => answer.IsTaken ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
        AgentRefusal.UnknownAgent or AgentRefusal.KeyMissing or AgentRefusal.SignatureWrong or AgentRefusal.TimestampOff => StatusCodes.Status401Unauthorized,
        AgentRefusal.StrategyNotAllowed or AgentRefusal.SymbolNotAllowed => StatusCodes.Status403Forbidden,
        AgentRefusal.NonceReplayed => StatusCodes.Status409Conflict,
        AgentRefusal.TooLarge => StatusCodes.Status413PayloadTooLarge,
        AgentRefusal.SymbolUnknown => StatusCodes.Status422UnprocessableEntity,
        AgentRefusal.RateExceeded => StatusCodes.Status429TooManyRequests,
        AgentRefusal.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    // Never more of it is read than a signal may have.
    private static async Task<byte[]?> BodyAsync(HttpContext context)
    {
        var buffer = new byte[AgentRequest.BodyBytesMax + 1];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted);
            if (read == 0) return buffer[..length];
            length += read;
        }

        return null;
    }
}
