using System.Globalization;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Cli.Explain;

/// <summary>By what a refusal was judged, with the numbers to look it up by.</summary>
internal static class InputSteps
{
    /// <summary>None of a refusal of a version that did not say.</summary>
    public static IEnumerable<StoryStep> Of(DateTimeOffset at, RefusalInputs? inputs)
    {
        if (inputs is null) yield break;
        yield return new("inputs", at, null, Text($"the account as of fact {inputs.AccountSequence}, {(inputs.Configuration == 0 ? "before the first configuration was told" : Text($"configuration {inputs.Configuration}"))}"));
        yield return new("inputs", at, null, inputs.Quote is { } quote
            ? Text($"quote of {quote.Symbol} at {quote.Venue} {Story.Number(quote.Bid)} / {Story.Number(quote.Ask)}, of {Story.At(quote.SourceAt)} by its source, received {Story.At(quote.ReceivedAt)}")
            : "no quote was known");
        if (inputs.Parent is { } parent) yield return new("inputs", at, null, Text($"part {inputs.Part} of parent order {parent}; explain {parent} tells of the whole"));
        if (inputs.Layer is { } layer) yield return new("inputs", at, null, Text($"layer {layer} of a market maker's quotes"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
