using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Execution.Tracking;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Execution;

/// <summary>
/// Between a durable order and its venue's answer. The same order with the same id is sent again only while it is certain that
/// no attempt before placed it; what is unclear is looked up first, always.
/// </summary>
internal sealed class OrderSending(IVenue venue, SessionEvents events, SentOrders sent, Departures departures, OrderLookUp lookUp, Cancelling cancelling, SendGate gate, SessionLimits limits, SessionTools tools)
{
    private readonly Backoff _backoff = new(limits.RetryFirst, limits.RetryMax, tools.Jitter);

    /// <summary>Sends an order until the venue has it, has refused it, or it is certain that it never will have it.</summary>
    /// <param name="order">The order.</param>
    /// <param name="durableTimestamp">Real timestamp of when it became durable; 0 when that is not measured.</param>
    /// <param name="stopping">Gives up; the next start looks it up.</param>
    public async Task PlaceAsync(DurableOrder order, long durableTimestamp, CancellationToken stopping)
    {
        var (hand, freshness) = (sent.Begin(order.Intent), new Freshness(order.Intent, Limits.DispatchAgeMax, tools.Clocks.Market));
        try
        {
            for (var attempt = 1; ; attempt++) // at this point it is certain that no attempt before has placed it
            {
                departures.Leaves(order.Intent); // before the gate is asked: whoever closes it and looks here afterwards misses nothing
                if (WhyNotSent(hand, freshness) is { } reason)
                {
                    departures.Stayed(order.Intent);
                    await NeverPlacedAsync(hand, attempt, reason, stopping);
                    return;
                }

                if (attempt == 1) Measure(order, durableTimestamp);
                var answer = await AttemptAsync(order with { MayLeave = () => WhyNotSent(hand, freshness) is null }, hand, stopping);
                if (IsUnclear(answer, attempt, out var why))
                {
                    tools.Logger.OutcomeUnclear(order.Intent.ClientOrderId.Text, venue.Id, attempt, why);
                    await TellAsync(new VenueEvent.OutcomeUnknown(order.Intent.ClientOrderId, why, Now), stopping);
                    if (!await lookUp.IsThereAsync(hand, why, canBeAbsent: answer is PlacementAnswer.Failed, stopping))
                    {
                        await PauseAsync(_backoff.After(attempt), freshness, stopping);
                        continue;
                    }
                }
                else if (answer is PlacementAnswer.Failed { Fault: { IsRetryable: true } fault })
                {
                    tools.Logger.PlacementFailed(order.Intent.ClientOrderId.Text, venue.Id, attempt, fault.ToString());
                    await PauseAsync(_backoff.After(attempt, fault), freshness, stopping);
                    continue;
                }
                else
                    await TellAsync(answer, hand, attempt, stopping);

                if (hand is { IsCancelWanted: true, IsEnded: false }) await cancelling.CancelAsync(OrderReference.Of(order.Intent), stopping); // the first cancel may have overtaken it
                return;
            }
        }
        finally
        {
            sent.Release(hand);
        }
    }

    /// <summary>Finds out what became of an order that somebody else sent: an earlier process, or a venue that took it and fell silent.</summary>
    public async Task ResolveAsync(SentOrder order, string why, CancellationToken stopping)
    {
        if (!sent.TryTake(order)) return;
        try
        {
            if (!order.IsCancelWanted) await TellAsync(new VenueEvent.OutcomeUnknown(order.Intent.ClientOrderId, why, Now), stopping); // else the books know: it is to be cancelled
            if (!await lookUp.IsThereAsync(order, why, canBeAbsent: true, stopping))
                await TellAsync(new VenueEvent.ProvenAbsent(order.Intent.ClientOrderId, "The venue does not have it, in open orders, closed orders or fills.", Now), stopping);
            else if (order is { IsCancelWanted: true, IsEnded: false })
                await cancelling.CancelAsync(OrderReference.Of(order.Intent), stopping);
        }
        finally
        {
            sent.Release(order);
        }
    }

    private DateTimeOffset Now => tools.Clocks.Market.GetUtcNow();

    private string? WhyNotSent(SentOrder hand, Freshness freshness) =>
        hand.IsCancelWanted ? "it was cancelled before it was sent."
        : freshness.Left <= TimeSpan.Zero ? FormattableString.Invariant($"its decision is {freshness.Age.TotalSeconds:0.0} s old.")
        : gate.TryPass(hand.Intent) ? null
        : $"emergency stop ({gate.State}).";

    // The moment a request may have left for the last time is when its attempt ended, whatever it came to.
    private async ValueTask<PlacementAnswer> AttemptAsync(DurableOrder order, SentOrder hand, CancellationToken stopping)
    {
        PlacementAnswer? answer = null;
        try
        {
            return answer = await venue.PlaceAsync(order, stopping);
        }
        finally
        {
            departures.Ended(hand.Intent, answer);
            sent.Left(hand);
        }
    }

    // "Already there" after another attempt means that one of ours did arrive; that it is not found then proves nothing.
    private static bool IsUnclear(PlacementAnswer answer, int attempt, out string why)
    {
        why = answer switch
        {
            PlacementAnswer.Failed { Fault.IsNotPlaced: false } failed => failed.Fault.ToString(),
            PlacementAnswer.Refused { Why: VenueRefusal.DuplicateClientOrderId } refused when attempt > 1 => $"The venue says it has it already: {refused.Reason}",
            _ => "",
        };
        return why.Length > 0;
    }

    private async Task TellAsync(PlacementAnswer answer, SentOrder hand, int attempt, CancellationToken stopping)
    {
        var id = hand.Intent.ClientOrderId;
        switch (answer)
        {
            case PlacementAnswer.Accepted accepted:
                await TellAsync(new VenueEvent.Accepted(id, accepted.VenueOrderId, Now), stopping);
                break;
            case PlacementAnswer.Refused refused:
                tools.Logger.PlacementRefused(id.Text, venue.Id, attempt, refused.Why.ToString(), refused.Reason);
                await TellAsync(new VenueEvent.Refused(id, refused.Why, refused.Reason, Now), stopping);
                break;
            case PlacementAnswer.Failed { Fault: var fault }:
                tools.Logger.PlacementRefused(id.Text, venue.Id, attempt, fault.Kind.ToString(), fault.Message);
                await TellAsync(new VenueEvent.Refused(id, Refusal(fault.Kind), fault.ToString(), Now), stopping);
                break;
            default: break; // handed over: the answer comes among the events
        }
    }

    private static VenueRefusal Refusal(VenueFaultKind kind) => kind switch
    {
        VenueFaultKind.MarketClosed => VenueRefusal.MarketClosed,
        VenueFaultKind.InsufficientFunds => VenueRefusal.InsufficientFunds,
        _ => VenueRefusal.Other,
    };

    // A wait that would outlast the order is not waited for: what it reserves is free at once.
    private async Task PauseAsync(TimeSpan pause, Freshness freshness, CancellationToken stopping)
    {
        if (pause < freshness.Left) await Pause.ForAsync(pause, tools.Clocks.Real, stopping);
        else freshness.End();
    }

    private async Task NeverPlacedAsync(SentOrder hand, int attempt, string reason, CancellationToken stopping)
    {
        var text = FormattableString.Invariant($"{(attempt == 1 ? "Not sent" : $"Not placed by {attempt - 1} attempts, not sent again")}: {reason}");
        tools.Logger.OrderNotSent(hand.Intent.ClientOrderId.Text, venue.Id, text);
        await TellAsync(new VenueEvent.ProvenAbsent(hand.Intent.ClientOrderId, text, Now) { IsWithheld = hand.IsCancelWanted || gate.State != EmergencyState.Active }, stopping);
    }

    private ValueTask TellAsync(VenueEvent what, CancellationToken stopping) => events.WriteAsync(what, stopping);

    private void Measure(DurableOrder order, long durableTimestamp)
    {
        var now = tools.Clocks.Real.GetTimestamp();
        if (durableTimestamp != 0) tools.Metrics.StageTook(Stage.Dispatch, tools.Clocks.Real.GetElapsedTime(durableTimestamp, now));
        if (order.Approved.TickReceivedTimestamp != 0) tools.Metrics.TickBecameOrder(tools.Clocks.Real.GetElapsedTime(order.Approved.TickReceivedTimestamp, now));
    }
}
