using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TradingDaemon.Operations.Control;
using TradingDaemon.Operations.Parents;

namespace TradingDaemon.Operations.Web;

/// <summary>Halting, resuming and ending parent orders over HTTP.</summary>
public static class ParentEndpoints
{
    private const string Nobody = "somebody over the API";

    /// <summary>Adds <c>/api/v1/parents/cancel</c>, <c>pause</c> and <c>resume</c>.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="apiKey">What it must be asked with; null or empty lets this machine alone in.</param>
    public static IEndpointRouteBuilder MapParents(this IEndpointRouteBuilder endpoints, string? apiKey)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var access = new ControlAccess(apiKey);
        Map("cancel", static (control, request) => control.CancelAsync(request));
        Map("pause", static (control, request) => control.PauseAsync(request));
        Map("resume", static (control, request) => control.ResumeAsync(request));
        return endpoints;

        void Map(string verb, Func<IParentControl, ParentRequest, Task<ParentAnswer>> take) => endpoints.MapPost($"/api/v1/parents/{verb}", (RequestDelegate)(context => AnswerAsync(context, access, take)));
    }

    private static async Task AnswerAsync(HttpContext context, ControlAccess access, Func<IParentControl, ParentRequest, Task<ParentAnswer>> take)
    {
        var (status, answer) = access.Refusal(context) is { } refusal ? (refusal.Status, new ParentAnswer(false, refusal.Why))
            : !context.Request.HasJsonContentType() ? (StatusCodes.Status415UnsupportedMediaType, new ParentAnswer(false, "Send JSON, with Content-Type: application/json."))
            : await JsonBody.ReadAsync(context, ParentJson.Default.ParentRequest) is { } request ? await TakeAsync(context, request, take)
            : (StatusCodes.Status400BadRequest, new ParentAnswer(false, "The body is not what this route takes, e.g. {\"number\": 1234, \"by\": \"anna\"}."));
        await JsonBody.WriteAsync(context, status, answer, ParentJson.Default.ParentAnswer);
    }

    private static async Task<(int, ParentAnswer)> TakeAsync(HttpContext context, ParentRequest request, Func<IParentControl, ParentRequest, Task<ParentAnswer>> take)
    {
        var by = string.IsNullOrWhiteSpace(request.By) ? Nobody : Confirmations.Kept(request.By);
        var why = string.IsNullOrWhiteSpace(request.Reason) ? null : Confirmations.Kept(request.Reason);
        var answer = await take(context.RequestServices.GetRequiredService<IParentControl>(), request with { By = by, Reason = why });
        return (answer.IsDone ? StatusCodes.Status200OK : StatusCodes.Status409Conflict, answer);
    }
}
