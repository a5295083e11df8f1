using System.Globalization;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Cli.Explain;

/// <summary>What the journal tells of one order, one refused signal or one parent order: tick, signal, cost, rules, intent, the venue's words, fills.</summary>
/// <param name="Subject">What it is the story of, in a few words.</param>
/// <param name="Steps">In their order.</param>
/// <param name="Quality">How well the order was filled; null for a refused signal, and for an order of which no intent is known.</param>
internal sealed record Story(string Subject, IReadOnlyList<StoryStep> Steps, ExecutionQuality? Quality)
{
    /// <summary>Of all facts of one order, of one refusal, or of one parent order; at least one.</summary>
    public static Story Of(IReadOnlyList<RecordedFact> facts) => facts[0].Fact switch
    {
        Fact.SignalRefused refused => OfRefusal(facts[0], refused),
        Fact.SignalTaken { Signal: var sent } => AgentStory.Of(facts[0], sent, facts.Skip(1)),
        Fact.ParentOpened { Order: var parent } => ParentStory.Of(parent, facts),
        _ => OfOrder(facts),
    };

    /// <summary>One decision in one line, with the id to ask for it.</summary>
    public static string Line(RecordedFact decision) => decision.Fact switch
    {
        Fact.OrderIntended { Intent: var intent } => Text($"{intent.ClientOrderId.Text,-36} {At(decision.At)} {intent.Strategy}: {Terms(intent)}"),
        Fact.SignalRefused refused => Text($"{decision.Sequence,-36} {At(decision.At)} {refused.Strategy}: {refused.Kind} {refused.Symbol} refused by {refused.Rule}"),
        _ => Text($"{decision.Sequence,-36} {At(decision.At)}"),
    };

    /// <summary>A time as it is shown.</summary>
    public static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>A number without zeros nobody needs.</summary>
    public static string Number(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    private static Story OfRefusal(RecordedFact recorded, Fact.SignalRefused refused)
    {
        var steps = new List<StoryStep>(Beginning(refused.Origin, recorded.At, refused.Inputs?.Wanted));
        steps.AddRange(InputSteps.Of(recorded.At, refused.Inputs));
        if (refused.Route is { } route && RoutingRefusals.IsDowngrade(refused.Rule)) steps.Add(new("route", recorded.At, null, Text($"downgraded to Wait, {Spread(route)}")));
        steps.Add(new("rules", recorded.At, recorded.Sequence, Text($"{refused.Rule} said no: {refused.Detail} (limit {Number(refused.Limit)}, asked {Number(refused.Asked)})")));
        foreach (var further in refused.Further?.Split('\n') ?? []) steps.Add(new("rules", recorded.At, recorded.Sequence, $"so would have: {further}"));
        return new($"refused signal {recorded.Sequence}: {refused.Strategy}, {refused.Kind} {refused.Symbol}", steps, null);
    }

    private static Story OfOrder(IReadOnlyList<RecordedFact> facts)
    {
        var (steps, fills, intended) = (new List<StoryStep>(), new List<Fill>(), facts.Select(static one => one.Fact).OfType<Fact.OrderIntended>().FirstOrDefault()?.Intent);
        foreach (var (sequence, at, fact) in facts)
        {
            switch (fact)
            {
                case Fact.OrderIntended { Intent: var intent }:
                    steps.AddRange(Beginning(intent.Origin, at, intent.Reason));
                    if (intent.Child is { } child) steps.Add(new("parent", at, null, Text($"part {child.Number} of parent order {child.Parent}, slice {child.Slice + 1}; explain {child.Parent} tells of the whole")));
                    if (intent.Route is { } route) steps.Add(new("route", at, null, Routed(intent, route)));
                    steps.Add(new("rules", at, sequence, intent.IsReduceOnly ? "every rule that binds exits let it pass" : "every rule let it pass"));
                    steps.Add(new("intent", at, sequence, Text($"{Terms(intent)}, decided on {Number(intent.DecisionBid)} / {Number(intent.DecisionAsk)}; durable before it was sent")));
                    if (intent.Protection is { } guard) steps.Add(new("guard", at, sequence, Guard(guard)));
                    break;
                case Fact.OrderMoved moved:
                    steps.Add(new("venue", at, sequence, $"{moved.Kind}: {moved.Status}{(moved.VenueOrderId is { } id ? $", the venue calls it {id}" : "")}{(moved.Reason is { Length: > 0 } reason ? $"; {reason}" : "")}"));
                    break;
                case Fact.FillBooked { Fill: var fill } booked:
                    fills.Add(fill);
                    steps.Add(new("fill", at, sequence, Text($"{Number(fill.Quantity.Base)} at {Number(fill.Price.QuotePerBase)}, fee {Number(fill.Fee.Amount)} {fill.Fee.Currency}, {fill.Liquidity}, execution {fill.ExecutionId}{(fill.IsSimulated ? ", simulated" : "")}: {booked.Status}")));
                    break;
                default:
                    steps.Add(new("venue", at, sequence, fact.GetType().Name));
                    break;
            }
        }

        var subject = intended is { } known ? $"order {known.ClientOrderId.Text}: {known.Strategy}, {Terms(known)} at {known.Venue}" : "an order nobody here decided";
        return new(subject, steps, intended is null ? null : ExecutionQuality.Of(intended, fills));
    }

    /// <summary>How a decision began: tick, signal and cost.</summary>
    internal static IEnumerable<StoryStep> Beginning(SignalOrigin? origin, DateTimeOffset decidedAt, string? reason)
    {
        if (origin is null)
        {
            yield return new("signal", decidedAt, null, $"no strategy's signal{(reason is null ? "" : $": {reason}")}");
            yield break;
        }

        if (origin.AgentSignal is { } sent) yield return new("agent", origin.At, sent, Text($"signal {sent} from outside; explain {sent} tells who sent it"));
        var quote = origin.Bid is { } bid ? $"{Number(bid)} / {Number(origin.Ask ?? 0m)}" : "no quote";
        yield return new("tick", origin.TickReceivedAt, null, origin.QuoteAt is { } quoted ? $"{quote}, of {At(quoted)} by its source" : quote);
        yield return new("signal", origin.At, null, Text($"{origin.Kind}, confidence {origin.Confidence:0.###}{(reason is null ? "" : $": {reason}")}"));
        if (origin.SpreadFraction is { } spread)
            yield return new("cost", origin.At, null, Text($"the spread is {spread:P3} of the middle{(origin.SpreadMaxFraction is { } most ? Text($"; the strategy pays {most:P3} at most") : "")}"));
        if (origin.Market is { } market) yield return new("market", decidedAt, null, Text($"{market.Regime}{(market.Phase is { } phase ? $", {phase} as a whole" : "")}: sized times {market.SizeFactor}"));
        if (origin.SizeFactor is { } factor) yield return new("size", decidedAt, null, Text($"{factor:0.####} times what its strategy would have: for tilt, losses, a new tier, the market or the volatility index"));
        if (origin.Gatekeeper is { } score) yield return new("score", decidedAt, null, Scored(score));
    }

    private static string Scored(GatekeeperScore score)
    {
        var model = score.Model.Length > 0 ? $"model {score.Model}" : "no model";
        var said = score.Score is { } number ? Text($"{number} by {model}, {(score.Verdict == GatekeeperVerdict.Below ? "below" : "not below")} the threshold {score.Threshold}") : Text($"not scored by {model} for want of {score.Missing}");
        return $"{said}{(score.IsVeto ? "" : "; in shadow, which refuses nothing")}";
    }

    private static string Routed(OrderIntent intent, RouteTaken route)
    {
        var cost = route.CostFraction is { } total ? Text($"; expected to cost {total:P3} at {intent.Venue}: impact {route.ImpactFraction:P3}, fee {route.FeeFraction:P3}") : "; to where the position is";
        var instead = route.InsteadOf is { } meant ? $"; instead of {meant}{(route.SavedAccount is { } saved ? $", which saves {Number(decimal.Round(saved, 6))} of account currency" : "")}" : "";
        return $"{Spread(route)}{cost}{instead}";
    }

    private static string Spread(RouteTaken route) => route.SpreadFraction is { } spread
        ? Text($"spread {spread:P3} by {route.Source switch { SpreadSource.Strategy => "the strategy", SpreadSource.Awaited => "a quote that was waited for", _ => "the newest quote" }}{(route.SpreadMaxFraction is { } most ? Text($", at most {most:P3}") : "")}")
        : "no fresh quote";

    private static string Guard(ProtectionTerms guard)
    {
        var parts = new List<string>();
        if (guard.StopDistanceQuote is { } stop) parts.Add($"stop loss {Number(stop)} from the entry");
        if (guard.TargetDistanceQuote is { } target) parts.Add($"take profit {Number(target)} from it");
        if (guard.TrailDistanceQuote is { } trail) parts.Add(Text($"trailing stop {Number(trail)} behind the best price after {guard.TrailAfterFraction:P2} of profit"));
        return $"{string.Join(", ", parts)}; in the same intent";
    }

    private static string Terms(OrderIntent intent) => $"{intent.Side} {Number(intent.Terms.Quantity.Base)} {intent.Symbol} {Kind(intent.Terms)}{(intent.IsReduceOnly ? ", reduces only" : "")}";

    private static string Kind(OrderTerms terms) => terms switch
    {
        OrderTerms.Limit limit => $"at {Number(limit.Price.QuotePerBase)} or better, {limit.TimeInForce}{(limit.PostOnly ? ", post only" : "")}",
        OrderTerms.Stop stop => $"at the market once {Number(stop.Trigger.QuotePerBase)} trades",
        _ => "at the market",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
