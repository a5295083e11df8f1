using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TradingDaemon.Cli.Quality;
using TradingDaemon.Operations.Web;

namespace TradingDaemon.Composition.Routes;

/// <summary>How well orders were filled, over HTTP.</summary>
internal static class QualityEndpoint
{
    /// <summary>Adds <c>/api/v1/quality</c>, which only reads, as whoever reaches the port may.</summary>
    public static void MapQuality(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/v1/quality", (RequestDelegate)AnswerAsync);

    private static async Task AnswerAsync(HttpContext context) =>
        await JsonBody.WriteTextAsync(context, StatusCodes.Status200OK, await context.RequestServices.GetRequiredService<QualityReadings>().ReadAsync(context.RequestAborted));
}
