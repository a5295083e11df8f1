using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TradingDaemon.Operations.Control;
using TradingDaemon.Operations.Tilts;

namespace TradingDaemon.Operations.Web;

/// <summary>Writing about strategies on tilt over HTTP.</summary>
public static class TiltEndpoints
{
    private const string Nobody = "somebody over the API";
    private const long BodyBytesMax = 128 * 1024; // the longest entry, escaped as JSON may be

    /// <summary>Adds <c>POST /api/v1/tilt/journal</c>.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="apiKey">What it must be asked with; null or empty lets this machine alone in.</param>
    public static IEndpointRouteBuilder MapTilt(this IEndpointRouteBuilder endpoints, string? apiKey)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var access = new ControlAccess(apiKey);
        endpoints.MapPost("/api/v1/tilt/journal", (RequestDelegate)(context => AnswerAsync(context, access)));
        return endpoints;
    }

    private static async Task AnswerAsync(HttpContext context, ControlAccess access)
    {
        var (status, answer) = access.Refusal(context) is { } refusal ? (refusal.Status, new TiltJournalAnswer(false, refusal.Why))
            : !context.Request.HasJsonContentType() ? (StatusCodes.Status415UnsupportedMediaType, new TiltJournalAnswer(false, "Send JSON, with Content-Type: application/json."))
            : await ReadAsync(context) is { } request ? await TakeAsync(context, request)
            : (StatusCodes.Status400BadRequest, new TiltJournalAnswer(false, "The body is not what this route takes, e.g. {\"strategy\": \"ma-fast\", \"text\": \"What happened was…\", \"by\": \"anna\"}."));
        await JsonBody.WriteAsync(context, status, answer, TiltJournalJson.Default.TiltJournalAnswer);
    }

    // Other routes take a line; this one takes pages.
    private static Task<TiltJournalRequest?> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = BodyBytesMax;
        return JsonBody.ReadAsync(context, TiltJournalJson.Default.TiltJournalRequest);
    }

    private static async Task<(int, TiltJournalAnswer)> TakeAsync(HttpContext context, TiltJournalRequest request)
    {
        var by = string.IsNullOrWhiteSpace(request.By) ? Nobody : Confirmations.Kept(request.By);
        var answer = await context.RequestServices.GetRequiredService<ITiltJournal>().WriteAsync(request with { By = by });
        return (answer.IsDone ? StatusCodes.Status200OK : StatusCodes.Status409Conflict, answer);
    }
}
