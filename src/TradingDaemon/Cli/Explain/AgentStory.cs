using System.Globalization;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Cli.Explain;

/// <summary>The story of a signal from outside: who signed what, and what was decided of it.</summary>
internal static class AgentStory
{
    /// <summary>Of the fact it was taken with, and the decisions that name it.</summary>
    public static Story Of(RecordedFact taken, AgentSignal sent, IEnumerable<RecordedFact> decisions)
    {
        var steps = new List<StoryStep>
        {
            new("agent", taken.At, taken.Sequence, Text($"{sent.Agent} signed it at {Story.At(sent.SentAt)} with nonce {sent.Nonce}; taken")),
            new("signal", taken.At, taken.Sequence, Text($"{sent.Kind}, confidence {sent.Confidence:0.###}{Asked(", size", sent.QuantityBase)}{Asked(", stop", sent.StopQuote)}{Asked(", target", sent.TargetQuote)}: {sent.Reason}")),
        };
        foreach (var (sequence, at, fact) in decisions)
        {
            var decided = fact switch
            {
                Fact.OrderIntended { Intent: var intent } => new StoryStep("intent", at, sequence, $"order {intent.ClientOrderId.Text}; explain {intent.ClientOrderId.Text} tells of it"),
                Fact.ParentOpened { Order: var parent } => new StoryStep("intent", at, sequence, Text($"parent order {parent.Id}; explain {parent.Id} tells of it")),
                Fact.SignalRefused refused => new StoryStep("rules", at, sequence, Text($"{refused.Rule} said no: {refused.Detail} (limit {Story.Number(refused.Limit)}, asked {Story.Number(refused.Asked)})")),
                _ => null,
            };
            if (fact is Fact.SignalRefused { Inputs: var inputs }) steps.AddRange(InputSteps.Of(at, inputs));
            if (decided is not null) steps.Add(decided);
        }

        if (steps.Count == 2) steps.Add(new("rules", taken.At, null, "nothing was decided of it yet"));
        return new(Text($"signal {taken.Sequence} of agent {sent.Agent}: {sent.Strategy}, {sent.Kind} {sent.Symbol}"), steps, null);
    }

    private static string Asked(string what, decimal? number) => number is { } asked ? $"{what} {Story.Number(asked)}" : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
