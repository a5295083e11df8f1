using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TradingDaemon.Cli.Quality;

namespace TradingDaemon.Composition;

/// <summary>How well orders were filled, over HTTP.</summary>
internal static class QualityEndpoint
{
    /// <summary>Adds <c>/api/v1/quality</c>, which only reads, as whoever reaches the port may.</summary>
    public static void MapQuality(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/v1/quality", (RequestDelegate)AnswerAsync);

    private static async Task AnswerAsync(HttpContext context)
    {
        var body = Encoding.UTF8.GetBytes(await context.RequestServices.GetRequiredService<QualityReadings>().ReadAsync(context.RequestAborted));
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
