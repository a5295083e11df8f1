using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;
using TradingDaemon.Operations.Control;

namespace TradingDaemon.Operations.Web;

/// <summary>Alerts over HTTP: what stands, and that somebody looks after it.</summary>
public static class AlertEndpoints
{
    private const string Nobody = "somebody over the API";

    /// <summary>Adds <c>/api/v1/alerts</c> and the acknowledgement below it.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="apiKey">What an acknowledgement must bring along; null or empty lets this machine alone in.</param>
    public static IEndpointRouteBuilder MapAlerts(this IEndpointRouteBuilder endpoints, string? apiKey)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var access = new ControlAccess(apiKey);
        endpoints.MapGet("/api/v1/alerts", (RequestDelegate)ListAsync);
        endpoints.MapPost("/api/v1/alerts/{id}/ack", (RequestDelegate)(context => AckAsync(context, access)));
        return endpoints;
    }

    private static Task ListAsync(HttpContext context)
    {
        ImmutableArray<ChannelStanding> channels = [.. context.RequestServices.GetRequiredService<IReadOnlyList<AlertDelivery>>().Select(static delivery => delivery.Standing)];
        return JsonBody.WriteAsync(context, StatusCodes.Status200OK, new AlertsView(context.RequestServices.GetRequiredService<AlertBoard>().Recent, channels), AlertsJson.Default.AlertsView);
    }

    private static async Task AckAsync(HttpContext context, ControlAccess access)
    {
        var (status, answer) = access.Refusal(context) is { } refusal ? (refusal.Status, Refused(refusal.Why))
            : !context.Request.HasJsonContentType() ? (StatusCodes.Status415UnsupportedMediaType, Refused("Send JSON, with Content-Type: application/json."))
            : await JsonBody.ReadAsync(context, AlertsJson.Default.AckRequest) is { } request ? Acknowledge(context, request)
            : (StatusCodes.Status400BadRequest, Refused("The body is not what this route takes, e.g. {\"by\": \"anna\"}."));
        await JsonBody.WriteAsync(context, status, answer, AlertsJson.Default.AckAnswer);
    }

    private static (int, AckAnswer) Acknowledge(HttpContext context, AckRequest request)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        var by = string.IsNullOrWhiteSpace(request.By) ? Nobody : Confirmations.Kept(request.By);
        return context.RequestServices.GetRequiredService<AlertBoard>().Acknowledge(id, by) is { } alert
            ? (StatusCodes.Status200OK, new AckAnswer(true, $"{alert.Key} is acknowledged: it is not told again unless it gets worse or ends.", alert))
            : (StatusCodes.Status404NotFound, Refused($"No alert that stands has the id {id}. GET /api/v1/alerts lists them."));
    }

    private static AckAnswer Refused(string why) => new(false, why, null);
}
