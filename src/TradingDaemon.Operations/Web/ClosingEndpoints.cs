using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TradingDaemon.Operations.Closing;
using TradingDaemon.Operations.Control;

namespace TradingDaemon.Operations.Web;

/// <summary>Closing what one strategy holds over HTTP.</summary>
public static class ClosingEndpoints
{
    private const string Nobody = "somebody over the API";

    /// <summary>Adds <c>POST /api/v1/strategies/close</c>.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="apiKey">What it must be asked with; null or empty lets this machine alone in.</param>
    public static IEndpointRouteBuilder MapClosing(this IEndpointRouteBuilder endpoints, string? apiKey)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var access = new ControlAccess(apiKey);
        endpoints.MapPost("/api/v1/strategies/close", (RequestDelegate)(context => AnswerAsync(context, access)));
        return endpoints;
    }

    private static async Task AnswerAsync(HttpContext context, ControlAccess access)
    {
        var (status, answer) = access.Refusal(context) is { } refusal ? (refusal.Status, new CloseAnswer(false, refusal.Why))
            : !context.Request.HasJsonContentType() ? (StatusCodes.Status415UnsupportedMediaType, new CloseAnswer(false, "Send JSON, with Content-Type: application/json."))
            : await JsonBody.ReadAsync(context, ClosingJson.Default.CloseRequest) is { Strategy: not null } request ? await TakeAsync(context, request)
            : (StatusCodes.Status400BadRequest, new CloseAnswer(false, "The body is not what this route takes, e.g. {\"strategy\": \"ma-fast\", \"by\": \"anna\", \"reason\": \"the news\"}."));
        await JsonBody.WriteAsync(context, status, answer, ClosingJson.Default.CloseAnswer);
    }

    private static async Task<(int, CloseAnswer)> TakeAsync(HttpContext context, CloseRequest request)
    {
        var by = string.IsNullOrWhiteSpace(request.By) ? Nobody : Confirmations.Kept(request.By);
        var why = string.IsNullOrWhiteSpace(request.Reason) ? null : Confirmations.Kept(request.Reason);
        var answer = await context.RequestServices.GetRequiredService<IStrategyClosing>().CloseAsync(request with { By = by, Reason = why });
        return (answer.IsDone ? StatusCodes.Status200OK : StatusCodes.Status409Conflict, answer);
    }
}
