using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Control;

namespace TradingDaemon.Operations.Web;

/// <summary>The emergency stop over HTTP. None of these routes can open or change a position but by closing it.</summary>
public static class ControlEndpoints
{
    private const string Source = "api";

    /// <summary>Adds <c>/api/v1/emergency</c> and what is posted below it.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="apiKey">What a request must bring along; null or empty lets this machine alone in.</param>
    public static IEndpointRouteBuilder MapControl(this IEndpointRouteBuilder endpoints, string? apiKey)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var access = new ControlAccess(apiKey);
        endpoints.MapGet("/api/v1/emergency", (RequestDelegate)Show);
        endpoints.MapPost("/api/v1/emergency/halt", Guarded(access, static (control, request) => PullAsync(control, request, EmergencyState.Halted)));
        endpoints.MapPost("/api/v1/emergency/reduce", Guarded(access, static (control, request) => PullAsync(control, request, EmergencyState.Reducing)));
        endpoints.MapPost("/api/v1/emergency/flatten", Guarded(access, FlattenAsync));
        endpoints.MapPost("/api/v1/emergency/resume", Guarded(access, ResumeAsync));
        endpoints.MapPost("/api/v1/emergency/heartbeat", Guarded(access, HeartbeatAsync));
        return endpoints;
    }

    private static Task Show(HttpContext context) =>
        JsonBody.WriteAsync(context, StatusCodes.Status200OK, context.RequestServices.GetRequiredService<IEmergencyControl>().Current, ControlJson.Default.EmergencyView);

    private static RequestDelegate Guarded(ControlAccess access, Func<IEmergencyControl, ControlRequest, Task<(int Status, ControlAnswer Answer)>> act) => async context =>
    {
        var control = context.RequestServices.GetRequiredService<IEmergencyControl>();
        var (status, answer) = access.Refusal(context) is { } refusal ? (refusal.Status, Refused(refusal.Why))
            : !context.Request.HasJsonContentType() ? (StatusCodes.Status415UnsupportedMediaType, Refused("Send JSON, with Content-Type: application/json."))
            : await JsonBody.ReadAsync(context, ControlJson.Default.ControlRequest) is { } request ? await act(control, request)
            : (StatusCodes.Status400BadRequest, Refused("The body is not what this route takes, e.g. {\"reason\": \"prices look wrong\"}."));
        await JsonBody.WriteAsync(context, status, answer, ControlJson.Default.ControlAnswer);
    };

    private static async Task<(int, ControlAnswer)> PullAsync(IEmergencyControl control, ControlRequest request, EmergencyState target)
    {
        if (Confirmations.RefusalOfReason(request.Reason) is { } unsaid) return (StatusCodes.Status400BadRequest, Refused(unsaid));
        var view = await control.PullAsync(new EmergencyPull(target, Flatten: false, Source, Confirmations.Kept(request.Reason!)));
        return (StatusCodes.Status200OK, new ControlAnswer(true, $"The emergency stop is {Words.Of(view.State)}.", view));
    }

    private static async Task<(int, ControlAnswer)> FlattenAsync(IEmergencyControl control, ControlRequest request)
    {
        if (request.DryRun) return (StatusCodes.Status200OK, new ControlAnswer(true, "This would be sent; nothing was.", control.Current with { Report = await control.PreviewAsync() }));
        if ((Confirmations.RefusalOfReason(request.Reason) ?? Confirmations.RefusalOfFlatten(request.Confirm)) is { } unsaid) return (StatusCodes.Status400BadRequest, Refused(unsaid));
        var view = await control.PullAsync(new EmergencyPull(EmergencyState.Halted, Flatten: true, Source, Confirmations.Kept(request.Reason!)));
        return (StatusCodes.Status202Accepted, new ControlAnswer(true, "Halted; positions are being closed. GET /api/v1/emergency tells how far.", view));
    }

    private static async Task<(int, ControlAnswer)> ResumeAsync(IEmergencyControl control, ControlRequest request)
    {
        if (Confirmations.ReasonToResume(request.Confirm) is not { } reason) return (StatusCodes.Status400BadRequest, Refused(Confirmations.RefusalToResume));
        var answer = await control.ResumeAsync(Source, reason);
        return (answer.IsDone ? StatusCodes.Status200OK : StatusCodes.Status409Conflict, answer);
    }

    private static Task<(int, ControlAnswer)> HeartbeatAsync(IEmergencyControl control, ControlRequest request)
    {
        control.Heartbeat();
        return Task.FromResult((StatusCodes.Status200OK, new ControlAnswer(true, "The operator is there.", null)));
    }

    private static ControlAnswer Refused(string why) => new(false, why, null);
}
