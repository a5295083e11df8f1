using System.Globalization;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Domain.Trials;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Simulation.Chance;

/// <summary>What the daemon did that not every run reaches, read off its facts.</summary>
internal static class ToldDeeds
{
    /// <summary>Names what a fact tells; null when it is nothing rare.</summary>
    public static string? Of(Fact fact) => fact switch
    {
        Fact.FillBooked { Fill.Venue: FallbackBook.Venue } => "simulated fill",
        Fact.ProtectionTriggered => "level reached",
        Fact.ProtectionTrailed => "stop trailed",
        Fact.TiltMoved { LockedUntil: not null } => "tilt lock-out below a lock",
        Fact.TiltMoved { RecoversAt: not null } => "recovery without a lock",
        Fact.CapitalRebalanced => "capital rebalanced",
        Fact.AllocationModeMoved => "mode of capital moved",
        Fact.SignalRefused { Rule: RiskRule.Gatekeeper } => "entry kept out by the gatekeeper",
        Fact.SignalRefused { Rule: RiskRule.MarketRegime } => "entry kept out by a panic",
        Fact.TiltMoved { Reason: var why } when why.Contains(", each counted ", StringComparison.Ordinal) => "tilt weighed by tier",
        Fact.TiltMoved { Move: TiltMove.Locked or TiltMove.Break } => "tilt lock",
        Fact.TiltMoved => "tilt measure",
        Fact.TierEntered { From: not null, Reason: not null } => "gated tier entered",
        Fact.TierEntered { From: not null } => "tier entered",
        Fact.SignalRefused { Rule: RiskRule.Tilt } => "entry kept out by tilt",
        Fact.PaperTrialStarted => "trial on paper begun",
        Fact.PaperTrialEnded { State: PaperTrialState.Passed } => "trial on paper passed",
        Fact.PaperTrialEnded { State: PaperTrialState.Failed or PaperTrialState.Broken } => "trial on paper not passed",
        Fact.PaperTrialEnded => "trial on paper given up",
        Fact.SignalRefused { Rule: RiskRule.SignalConflict, Detail: var why } when why.Contains("; it takes ", StringComparison.Ordinal) => "conflict settled by votes",
        Fact.SignalRefused { Rule: RiskRule.SignalConflict, Detail: var why } when why.Contains(" with a confidence of ", StringComparison.Ordinal) => "conflict settled for the surest",
        Fact.SignalRefused { Rule: RiskRule.SignalConflict, Detail: var why } when why.Contains(" first, at ", StringComparison.Ordinal) => "conflict settled for the first",
        Fact.SignalRefused { Rule: RiskRule.SignalConflict } => "conflict settled",
        Fact.SignalRefused { Rule: RiskRule.SignalRate } => "proposal too soon",
        Fact.SignalRefused { Rule: RiskRule.SignalQueueFull } => "no room to wait",
        Fact.SignalRefused { Route: not null, Rule: var rule } when RoutingRefusals.IsDowngrade(rule) => "entry downgraded",
        Fact.ParentOpened { Order.Terms.Algorithm: ExecutionAlgorithm.Twap } => "entry by TWAP",
        Fact.ParentOpened { Order.Terms.Algorithm: ExecutionAlgorithm.Vwap } => "entry by VWAP",
        Fact.ParentOpened { Order.Terms.Algorithm: ExecutionAlgorithm.Iceberg } => "entry by iceberg",
        Fact.ParentOpened => "entry split",
        Fact.ParentEnded { Why: ParentEnd.Completed } => "parent order completed",
        Fact.ParentEnded { Why: ParentEnd.HorizonOver } => "parent order out of time",
        Fact.ParentEnded { Why: ParentEnd.ShortfallMax } => "parent order too dear",
        Fact.ParentEnded => "parent order ended early",
        Fact.ParentPaused => "parent order paused",
        Fact.OrderIntended { Intent: { QuoteOf: not null, IsReduceOnly: true } } => "quote that reduces placed",
        Fact.OrderIntended { Intent: { QuoteOf: not null, Symbol: { Venue: not null } or { Text: "BTC/USDT" } } } => "quote placed under a second name",
        Fact.OrderIntended { Intent.QuoteOf: not null } => "quote placed",
        Fact.OrderMoved { Kind: OrderEventKind.CancelRequested, Reason: var why } when IsTakenBackWhole(why) => "quote taken back whole",
        Fact.OrderIntended { Intent.Route.Source: SpreadSource.Awaited } => "entry waited for its quote",
        Fact.OrderIntended { Intent.Route.InsteadOf: not null } => "entry routed elsewhere",
        Fact.OrderIntended { Intent: { IsReduceOnly: false, Reason: var reason } } when reason.Contains(" Shrunk from ", StringComparison.Ordinal) => "entry shrunk",
        Fact.FillBooked { Fill.Symbol.Venue: not null } => "pair filled at its second venue",
        _ => null,
    };

    // Of a quote that may not rest at all now nothing may.
    private static bool IsTakenBackWhole(string? why) =>
        why?.Contains(" may enter nothing: ", StringComparison.Ordinal) == true
        || (why?.IndexOf(" rest, ", StringComparison.Ordinal) is >= 0 and var at && why.EndsWith(" may.", StringComparison.Ordinal) && decimal.TryParse(why.AsSpan(at + 7, why.Length - at - 12), CultureInfo.InvariantCulture, out var left) && left == 0m);
}
