using System.Globalization;
using System.Threading.Channels;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Execution.Tracking;
using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Execution;

/// <summary>
/// Asks after an order whose outcome is unclear until the venue has answered. Only the venue's own answer ends it: a request that
/// failed says nothing, and "not found" is proof only when it is said late enough.
/// </summary>
internal sealed class OrderLookUp(IVenue venue, SessionEvents events, SentOrders sent, FillsReading fills, SessionLimits limits, SessionTools tools)
{
    // A look-up is several requests, one after the other. Many orders side by side would each wait so long between theirs that none is answered in time.
    private const int AtOnceMax = 2;

    // Its fills answer for it where they are told; a comparison says what has become of it since.
    private static readonly VenueFault Contradiction = new(VenueFaultKind.Retry, "CONTRADICTION", "The venue shows fills of it and not the order: it has to be asked again.");

    private readonly Channel<bool> _turns = Turns();
    private readonly Backoff _backoff = new(limits.RetryFirst, limits.LookUpMax, tools.Jitter);

    /// <summary>Asks until it is known.</summary>
    /// <param name="order">The order; its caller has it in hand.</param>
    /// <param name="why">Why its outcome is unclear, for whoever is called.</param>
    /// <param name="canBeAbsent">False when the venue has said that it has it: then only finding it, or a start, ends the look-up.</param>
    /// <param name="stopping">Gives up; the next start asks again.</param>
    /// <returns>True when the venue has it, or had it: what is known was told. False when it is proven absent; nothing was told.</returns>
    public async Task<bool> IsThereAsync(SentOrder order, string why, bool canBeAbsent, CancellationToken stopping)
    {
        var overdue = tools.Clocks.Real.CreateTimer(_ => Call(order, why), null, limits.UnclearMax, Timeout.InfiniteTimeSpan);
        try
        {
            OrderReport? found = null;
            for (var attempt = 1; !order.IsAnswered; attempt++)
            {
                var sinceLeft = sent.SinceLeft(order);
                (found, var fault) = await FindAsync(order, found, attempt, stopping);
                if (found is not null && fault is null)
                {
                    await TellAsync(found, order.Intent.ClientOrderId, stopping);
                    return true;
                }

                if (order.IsAnswered) return true; // one of its fills was read, or the stream told it meanwhile
                var untilProof = venue.Traits.AbsenceProvenAfter - sinceLeft;
                if (canBeAbsent && fault is null && untilProof <= TimeSpan.Zero) return false;
                await Pause.ForAsync(Wait(attempt, fault, untilProof), tools.Clocks.Real, stopping);
            }

            return true;
        }
        finally
        {
            await overdue.DisposeAsync(); // first, and to its end: one that fires just now must not call after all is over
            tools.Alerts.Clear(AlertKey(order));
        }
    }

    /// <summary>Tells what a look-up found of an order, after its fills were told.</summary>
    public ValueTask TellAsync(OrderReport found, ClientOrderId id, CancellationToken stopping) => events.WriteAsync(found.ToFound(id, tools.Clocks.Market.GetUtcNow()), stopping);

    // What was found is not asked for again when only its fills could not be read: many that begin anew would use up what a venue may be asked, and none would ever end.
    private async Task<(OrderReport? Found, VenueFault? Fault)> FindAsync(SentOrder order, OrderReport? found, int attempt, CancellationToken stopping)
    {
        var turn = await _turns.Reader.ReadAsync(stopping);
        try
        {
            found ??= await venue.FindOrderAsync(OrderReference.Of(order.Intent), stopping);
            await fills.ReadAsync(stopping); // before what ended it, and in place of it where the venue shows the fills first
            return found is { IsShownByFillsAlone: true } ? (null, Contradiction) : (found, null);
        }
        catch (VenueException unanswered)
        {
            tools.Logger.LookUpFailed(order.Intent.ClientOrderId.Text, venue.Id, attempt, unanswered.Fault.ToString());
            return (found, unanswered.Fault);
        }
        finally
        {
            _turns.Writer.TryWrite(turn);
        }
    }

    private static Channel<bool> Turns()
    {
        var turns = Channel.CreateBounded<bool>(new BoundedChannelOptions(AtOnceMax) { AllowSynchronousContinuations = true });
        for (var i = 0; i < AtOnceMax; i++) turns.Writer.TryWrite(true);
        return turns;
    }

    // No later than the moment from which "not found" counts: a young order may then be sent again.
    private TimeSpan Wait(int attempt, VenueFault? fault, TimeSpan untilProof)
    {
        if (fault is not null) return _backoff.After(attempt, fault);
        var wait = _backoff.After(attempt);
        return untilProof > TimeSpan.Zero && untilProof < wait ? untilProof : wait;
    }

    private void Call(SentOrder order, string why)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"Order {order.Intent.ClientOrderId} ({order.Intent.Side} {order.Intent.Terms.Quantity.Base} {order.Intent.Symbol}) at {venue.Id} is unclear for {limits.UnclearMax.TotalSeconds:0} s, and {order.Intent.Symbol} is frozen until {venue.Id} answers: {why}");
        tools.Alerts.Raise(AlertKey(order), AlertSeverity.Critical, text);
        tools.Logger.OutcomeOverdue(order.Intent.ClientOrderId.Text, order.Intent.Symbol.Text, venue.Id, why);
    }

    private static string AlertKey(SentOrder order) => $"unclear:{order.Intent.ClientOrderId}";
}
