using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Prices;
using TradingDaemon.Operations.Web;
using TradingDaemon.Storage.Prices;

namespace TradingDaemon.Composition.Routes;

/// <summary>The same as <c>prices --json</c> over HTTP.</summary>
internal static class PricesEndpoint
{
    /// <summary>Rows of one answer at most; more are asked for from the last one's time on.</summary>
    public const int RowsMax = 10_000;

    /// <summary>Adds <c>/api/v1/prices</c>, which only reads, as whoever reaches the port may.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="directory">Of the store.</param>
    /// <param name="clock">Real time.</param>
    public static void MapPrices(this IEndpointRouteBuilder endpoints, string directory, TimeProvider clock) =>
        endpoints.MapGet("/api/v1/prices", (RequestDelegate)(context => AnswerAsync(context, directory, clock)));

    internal static async Task AnswerAsync(HttpContext context, string directory, TimeProvider clock)
    {
        if (QueryOf(context.Request.Query, clock.GetUtcNow(), out var wrong) is not { } query) await RefuseAsync(context, StatusCodes.Status400BadRequest, wrong);
        else
        {
            try
            {
                await JsonBody.WriteTextAsync(context, StatusCodes.Status200OK, await Task.Run(() => ReadAsync(directory, query, context.RequestAborted), context.RequestAborted));
            }
            catch (Exception unreadable) when (unreadable is IOException or InvalidDataException && !context.Response.HasStarted)
            {
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, unreadable.Message); // locked, damaged, or of a newer version
            }
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string message) => JsonBody.WriteTextAsync(context, status, $$"""{"isDone":false,"message":{{JsonSerializer.Serialize(message)}}}""");

    private static async Task<string> ReadAsync(string directory, PriceQuery query, CancellationToken stopping)
    {
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        await PricesPrint.JsonAsync(text, PriceReading.Read(directory, query), stopping);
        return text.ToString();
    }

    /// <summary>What a request asks for; null, with why in one sentence, when it cannot be told.</summary>
    internal static PriceQuery? QueryOf(IQueryCollection asked, DateTimeOffset now, out string wrong)
    {
        wrong = "";
        foreach (var key in new[] { "from", "to" })
            if (asked[key].LastOrDefault() is { } typed && Moments.Parse(typed) is null) wrong = $"{key}: {Moments.NoMoment(typed)}";
        var to = Moments.Parse(asked["to"].LastOrDefault() ?? "") ?? now;
        var from = Moments.Parse(asked["from"].LastOrDefault() ?? "") ?? to - PricesVerb.Usual;
        var limit = RowsMax;
        if (asked["limit"].LastOrDefault() is { } many && !(int.TryParse(many, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is > 0 and <= RowsMax)) wrong = string.Create(CultureInfo.InvariantCulture, $"limit: {many} is no number from 1 to {RowsMax}.");
        else if (wrong.Length == 0 && from >= to) wrong = "from is not before to.";
        return wrong.Length > 0 ? null : new PriceQuery(from, to) { Symbol = asked["symbol"].LastOrDefault(), Venue = asked["venue"].LastOrDefault(), RowsMax = limit };
    }
}
