using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TradingDaemon.Operations.Control;
using TradingDaemon.Operations.Reloading;

namespace TradingDaemon.Operations.Web;

/// <summary>Reloading the configuration, and going back to an earlier one, over HTTP.</summary>
public static class ReloadEndpoints
{
    private const string Source = "command";
    private const string ReloadExample = "{\"acceptLooser\": false, \"by\": \"anna\"}";
    private const string RollbackExample = "{\"version\": 2, \"acceptLooser\": false, \"by\": \"anna\"}";
    private const string Nobody = "somebody over the API";

    /// <summary>Adds <c>/api/v1/config</c>, <c>/api/v1/config/reload</c> and <c>/api/v1/config/rollback</c>.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="apiKey">What a reload must bring along; null or empty lets this machine alone in.</param>
    public static IEndpointRouteBuilder MapReload(this IEndpointRouteBuilder endpoints, string? apiKey)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var access = new ControlAccess(apiKey);
        endpoints.MapGet("/api/v1/config", (RequestDelegate)Show);
        endpoints.MapPost("/api/v1/config/reload", (RequestDelegate)(context => TakeAsync(context, access, ReloadJson.Default.ReloadRequest, ReloadExample, ReloadAsync)));
        endpoints.MapPost("/api/v1/config/rollback", (RequestDelegate)(context => TakeAsync(context, access, ReloadJson.Default.RollbackRequest, RollbackExample, RollBackAsync)));
        return endpoints;
    }

    private static Task Show(HttpContext context) => JsonBody.WriteAsync(context, StatusCodes.Status200OK, Control(context).Current, ReloadJson.Default.ReloadView);

    private static async Task TakeAsync<T>(HttpContext context, ControlAccess access, JsonTypeInfo<T> type, string example, Func<IReloadControl, T, Task<ReloadAnswer>> act) where T : class
    {
        var (status, answer) = access.Refusal(context) is { } refusal ? (refusal.Status, Refused(context, refusal.Why))
            : !context.Request.HasJsonContentType() ? (StatusCodes.Status415UnsupportedMediaType, Refused(context, "Send JSON, with Content-Type: application/json."))
            : await JsonBody.ReadAsync(context, type) is { } request ? Answered(await act(Control(context), request))
            : (StatusCodes.Status400BadRequest, Refused(context, $"The body is not what this route takes, e.g. {example}."));
        await JsonBody.WriteAsync(context, status, answer, ReloadJson.Default.ReloadAnswer);
    }

    private static Task<ReloadAnswer> ReloadAsync(IReloadControl control, ReloadRequest request) => control.ReloadAsync(request with { By = Who(request.By) }, Source);

    private static Task<ReloadAnswer> RollBackAsync(IReloadControl control, RollbackRequest request) => control.RollBackAsync(request with { By = Who(request.By) });

    private static (int, ReloadAnswer) Answered(ReloadAnswer answer) => (answer.IsDone ? StatusCodes.Status200OK : StatusCodes.Status409Conflict, answer);

    private static string Who(string? by) => string.IsNullOrWhiteSpace(by) ? Nobody : Confirmations.Kept(by);

    private static ReloadAnswer Refused(HttpContext context, string why) => new(false, why, Control(context).Current.Version, Control(context).Current.Hash, [], []);

    private static IReloadControl Control(HttpContext context) => context.RequestServices.GetRequiredService<IReloadControl>();
}
