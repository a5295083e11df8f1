using System.Globalization;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Cli.Explain;

/// <summary>What the journal tells of an entry executed in parts: how it was decided, each part and what was filled of it, how it ended, and how well the whole was filled.</summary>
internal static class ParentStory
{
    /// <summary>Of all its facts.</summary>
    public static Story Of(ParentOrder parent, IReadOnlyList<RecordedFact> facts)
    {
        var (steps, fills) = (new List<StoryStep>(Story.Beginning(parent.Origin, parent.StartAt, parent.Reason)), new List<Fill>());
        foreach (var (sequence, at, fact) in facts)
        {
            switch (fact)
            {
                case Fact.ParentOpened: steps.Add(new("parent", at, sequence, Terms(parent))); break;
                case Fact.OrderIntended { Intent: { Child: { } child } intent }:
                    steps.Add(new("child", at, sequence, Text($"{child.Number}, slice {child.Slice + 1}: order {intent.ClientOrderId}, {Story.Number(intent.Terms.Quantity.Base)} {intent.Symbol} at {intent.Venue}, decided on {Story.Number(intent.DecisionBid)} / {Story.Number(intent.DecisionAsk)}")));
                    break;
                case Fact.OrderMoved moved when moved.Status.IsTerminal():
                    steps.Add(new("venue", at, sequence, $"order {moved.ClientOrderId}: {moved.Status}{(moved.Reason is { Length: > 0 } reason ? $"; {reason}" : "")}"));
                    break;
                case Fact.FillBooked { Fill: var fill }:
                    fills.Add(fill);
                    steps.Add(new("fill", at, sequence, Text($"order {fill.ClientOrderId}: {Story.Number(fill.Quantity.Base)} at {Story.Number(fill.Price.QuotePerBase)}")));
                    break;
                case Fact.ParentPaused paused: steps.Add(new("pause", at, sequence, paused.Reason)); break;
                case Fact.ParentResumed resumed: steps.Add(new("resume", at, sequence, resumed.Reason)); break;
                case Fact.ParentEnding ending: steps.Add(new("end", at, sequence, Text($"{ending.Why}: {ending.Reason}"))); break;
                case Fact.ParentEnded ended: steps.Add(new("end", at, sequence, Text($"{Story.Number(ended.FilledBase)} filled, {Story.Number(ended.UnfilledBase)} not"))); break;
                default: break; // on its way
            }
        }

        var subject = Text($"parent order {parent.Id}: {parent.Strategy}, {parent.Side} {Story.Number(parent.QuantityBase)} {parent.Symbol} by {parent.Terms.Algorithm}");
        return new(subject, steps, ExecutionQuality.Of(AsOne(parent), fills));
    }

    /// <summary>The whole as the one order it might have been: what its quality is measured against.</summary>
    public static OrderIntent AsOne(ParentOrder parent) => new()
    {
        ClientOrderId = new ClientOrderId(parent.Id.ToString()), Strategy = parent.Strategy, Symbol = parent.Symbol, Venue = "", Side = parent.Side,
        Terms = new OrderTerms.Market(Domain.Measures.Quantity.From(parent.QuantityBase)), IsReduceOnly = false, Reason = parent.Reason,
        DecisionBid = parent.ArrivalBid, DecisionAsk = parent.ArrivalAsk, DecidedAt = parent.StartAt, Origin = parent.Origin,
    };

    private static string Terms(ParentOrder parent)
    {
        var terms = parent.Terms;
        var how = terms.Algorithm switch
        {
            ExecutionAlgorithm.Iceberg => terms.DisplayQuantityBase is { } shown ? $"{Story.Number(shown)} shown at a time" : "shown in parts",
            ExecutionAlgorithm.Split => "in what the books show",
            _ => Text($"in {parent.Slices} slices"),
        };
        var cap = parent.CapQuote is { } price ? $", none beyond {Story.Number(price)}" : "";
        return Text($"{terms.Algorithm}, {how} until {Story.At(parent.EndAt)}{cap}, decided on {Story.Number(parent.ArrivalBid)} / {Story.Number(parent.ArrivalAsk)}; durable before its first child");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
