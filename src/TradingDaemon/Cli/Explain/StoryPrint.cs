using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingDaemon.Cli.Explain;

/// <summary>A story for people, or as JSON.</summary>
internal static class StoryPrint
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A line a step; what belongs to the same stage stands under its name.</summary>
    public static async Task WriteAsync(TextWriter output, Story story)
    {
        await output.WriteLineAsync(story.Subject);
        var stage = "";
        foreach (var step in story.Steps)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {(step.Stage == stage ? "" : step.Stage),-7} {Story.At(step.At)}  {(step.Sequence is { } number ? $"#{number}  " : "")}{step.Text}"));
            stage = step.Stage;
        }

        if (story.Quality is not { } quality) return;
        var price = quality.AveragePrice is { } average ? string.Create(
            CultureInfo.InvariantCulture, $" at {Story.Number(average)} on average, {Beside(quality.SlippageFraction)} the middle of {Story.Number(quality.ArrivalMid)}, {Beside(quality.ShortfallFraction)} the middle of the decision, {quality.ToFirstFill!.Value.TotalMilliseconds:N0} ms to the first fill") : "";
        var fees = quality.Fees.Count > 0 ? $"; fees {string.Join(", ", quality.Fees.Select(static fee => string.Create(CultureInfo.InvariantCulture, $"{Story.Number(fee.Value)} {fee.Key}")))}" : "";
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  quality {Story.Number(quality.FilledBase)} filled, {quality.FillRatio:P0} of it{price}{fees}; score {quality.Score:0.0}"));
    }

    /// <summary>The same as one object; decimals as strings, times as RFC 3339.</summary>
    public static string Json(Story story)
    {
        var told = new JsonObject
        {
            ["subject"] = story.Subject,
            ["steps"] = new JsonArray([.. story.Steps.Select(static step => new JsonObject { ["stage"] = step.Stage, ["at"] = step.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), ["sequence"] = step.Sequence, ["text"] = step.Text })]),
        };
        if (story.Quality is { } quality)
            told["quality"] = new JsonObject
            {
                ["filledBase"] = Text(quality.FilledBase), ["fillRatio"] = Text(quality.FillRatio), ["averagePrice"] = Text(quality.AveragePrice), ["arrivalMid"] = Text(quality.ArrivalMid),
                ["slippageFraction"] = Text(quality.SlippageFraction), ["shortfallFraction"] = Text(quality.ShortfallFraction), ["feeFraction"] = Text(quality.FeeFraction), ["score"] = Text(quality.Score), ["fees"] = new JsonObject(quality.Fees.Select(static fee => KeyValuePair.Create<string, JsonNode?>(fee.Key, Text(fee.Value)))),
                ["toFirstFillMs"] = quality.ToFirstFill?.TotalMilliseconds,
            };
        return told.ToJsonString(Readable);
    }

    // What was paid beyond a middle, as a share of it.
    private static string Beside(decimal? beyond) => string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(beyond ?? 0m):P3} {(beyond < 0m ? "better" : "worse")} than");

    private static string? Text(decimal? number) => number is { } known ? Story.Number(known) : null;
}
