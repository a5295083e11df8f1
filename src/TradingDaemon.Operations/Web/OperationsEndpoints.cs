using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Control;
using TradingDaemon.Operations.Exposition;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Web;

/// <summary>What operators and their machines read over HTTP. Every route only reads.</summary>
public static class OperationsEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds <c>/health</c>, <c>/health/live</c>, <c>/health/ready</c>, <c>/metrics</c> and <c>/api/v1/status</c>.</summary>
    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.ServiceProvider.GetRequiredService<MetricsScrape>(); // timings are only kept while somebody listens: from now on, not from the first scrape
        endpoints.MapMethods("/health", Reads, (RequestDelegate)Health);
        endpoints.MapMethods("/health/live", Reads, (RequestDelegate)Live);
        endpoints.MapMethods("/health/ready", Reads, (RequestDelegate)Ready);
        endpoints.MapMethods("/metrics", Reads, (RequestDelegate)Metrics);
        endpoints.MapMethods("/api/v1/status", Reads, (RequestDelegate)Status);
        return endpoints;
    }

    private static Task Health(HttpContext context)
    {
        var report = Get<HealthBoard>(context).Report();
        var body = HealthDocument.From(report, Newest(context), Get<AlertBoard>(context).Recent);
        return Answer(context, report.Overall is not HealthLevel.Critical, body, HealthJson.Default.HealthDocument);
    }

    private static Task Live(HttpContext context)
    {
        var report = Get<HealthBoard>(context).Report();
        ImmutableArray<string> standing = [.. report.Components
            .Where(static component => component is { Role: HealthRole.Loop, Level: HealthLevel.Critical })
            .Select(static component => $"{component.Name}: {component.Detail}")];
        var body = new ProbeDocument(report.LoopProgresses ? "live" : "stalled", standing, Words.Of(Get<IStatusSource>(context).Current.State), report.At);
        return Answer(context, report.LoopProgresses, body, HealthJson.Default.ProbeDocument);
    }

    private static Task Ready(HttpContext context)
    {
        var (report, status) = (Get<HealthBoard>(context).Report(), Newest(context));
        var readiness = Readiness.Judge(report, status.State, status.EntryBlocks);
        var body = new ProbeDocument(readiness.IsReady ? "ready" : "not_ready", readiness.Reasons, Words.Of(status.State), report.At);
        return Answer(context, readiness.IsReady, body, HealthJson.Default.ProbeDocument);
    }

    private static Task Status(HttpContext context)
    {
        var status = Newest(context) with { Alerts = Get<AlertBoard>(context).Recent };
        return Answer(context, true, status, StatusJson.Default.DaemonStatus);
    }

    // The emergency stop is asked itself: it answers whatever became of the engine, who publishes the rest.
    private static DaemonStatus Newest(HttpContext context)
    {
        var published = Get<IStatusSource>(context).Current;
        var emergency = context.RequestServices.GetService<IEmergencyControl>()?.Current.ToLine() ?? published.Emergency;
        return (published with { Emergency = emergency }).Redacted(Get<SecretRedactor>(context));
    }

    private static async Task Metrics(HttpContext context)
    {
        var format = ExpositionFormats.Negotiate(context.Request.Headers.Accept);
        var text = await Get<MetricsScrape>(context).ScrapeAsync(format, context.RequestAborted);
        if (text is null)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "1";
            return;
        }

        context.Response.Headers.Vary = "Accept";
        await Send(context, text, format.ContentType());
    }

    private static Task Answer<T>(HttpContext context, bool isWell, T body, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return Send(context, JsonSerializer.SerializeToUtf8Bytes(body, type), "application/json; charset=utf-8");
    }

    private static async Task Send(HttpContext context, byte[] body, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static T Get<T>(HttpContext context) where T : notnull => context.RequestServices.GetRequiredService<T>();
}
