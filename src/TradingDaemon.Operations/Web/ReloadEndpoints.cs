using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TradingDaemon.Operations.Control;
using TradingDaemon.Operations.Reloading;

namespace TradingDaemon.Operations.Web;

/// <summary>Reloading the configuration over HTTP.</summary>
public static class ReloadEndpoints
{
    private const string Source = "command";
    private const string Nobody = "somebody over the API";

    /// <summary>Adds <c>/api/v1/config</c> and <c>/api/v1/config/reload</c>.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="apiKey">What a reload must bring along; null or empty lets this machine alone in.</param>
    public static IEndpointRouteBuilder MapReload(this IEndpointRouteBuilder endpoints, string? apiKey)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var access = new ControlAccess(apiKey);
        endpoints.MapGet("/api/v1/config", (RequestDelegate)Show);
        endpoints.MapPost("/api/v1/config/reload", (RequestDelegate)(context => ReloadAsync(context, access)));
        return endpoints;
    }

    private static Task Show(HttpContext context) => JsonBody.WriteAsync(context, StatusCodes.Status200OK, Control(context).Current, ReloadJson.Default.ReloadView);

    private static async Task ReloadAsync(HttpContext context, ControlAccess access)
    {
        var (status, answer) = access.Refusal(context) is { } refusal ? (refusal.Status, Refused(context, refusal.Why))
            : !context.Request.HasJsonContentType() ? (StatusCodes.Status415UnsupportedMediaType, Refused(context, "Send JSON, with Content-Type: application/json."))
            : await JsonBody.ReadAsync(context, ReloadJson.Default.ReloadRequest) is { } request ? await TakeAsync(context, request)
            : (StatusCodes.Status400BadRequest, Refused(context, "The body is not what this route takes, e.g. {\"acceptLooser\": false, \"by\": \"anna\"}."));
        await JsonBody.WriteAsync(context, status, answer, ReloadJson.Default.ReloadAnswer);
    }

    private static async Task<(int, ReloadAnswer)> TakeAsync(HttpContext context, ReloadRequest request)
    {
        var answer = await Control(context).ReloadAsync(request with { By = string.IsNullOrWhiteSpace(request.By) ? Nobody : Confirmations.Kept(request.By) }, Source);
        return (answer.IsDone ? StatusCodes.Status200OK : StatusCodes.Status409Conflict, answer);
    }

    private static ReloadAnswer Refused(HttpContext context, string why) => new(false, why, Control(context).Current.Version, Control(context).Current.Hash, [], []);

    private static IReloadControl Control(HttpContext context) => context.RequestServices.GetRequiredService<IReloadControl>();
}
