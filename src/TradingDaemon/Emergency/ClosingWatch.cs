using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage.Emergency;

namespace TradingDaemon.Emergency;

/// <summary>Follows one closing order at its venue until it has ended there, by asking for it; cancels one that works too long.</summary>
internal sealed class ClosingWatch(VenueLine venue, ClosingOrders closings, TimeSpan fillWait, Clocks clocks)
{
    private static readonly TimeSpan CancelWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookFirst = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookSlowest = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits for the end and notes it durably.</summary>
    /// <param name="intent">What was sent, or may have been.</param>
    /// <param name="sentFor">How long ago it may last have left.</param>
    /// <param name="mayBeAbsent">True when it may never have arrived: then "not found", said late enough, is proof.</param>
    /// <param name="stopping">Gives up watching; the order is asked about by the next liquidation.</param>
    /// <returns>The outcome and how much was filled.</returns>
    public async Task<(ClosingOutcome Outcome, decimal FilledBase)> FollowAsync(OrderIntent intent, TimeSpan sentFor, bool mayBeAbsent, CancellationToken stopping)
    {
        var startedAt = clocks.Real.GetTimestamp();
        var cancelAsked = false;
        for (var pause = LookFirst; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LookSlowest.Ticks)))
        {
            var askedAfter = clocks.Real.GetElapsedTime(startedAt);
            var (isAnswered, report) = await FindAsync(OrderReference.Of(intent), stopping);
            if (report is { } found && found.Status.IsTerminal()) return Ended(intent, found);
            if (isAnswered && report is null && mayBeAbsent && sentFor + askedAfter >= venue.AbsenceProvenAfter) return (Settled(intent, OrderEventKind.ProvenAbsent, OrderStatus.Rejected, "The venue never had it.", ClosingOutcome.NotPlaced), 0m);
            if (!cancelAsked && askedAfter >= fillWait) cancelAsked = await CancelAsync(intent, string.IsNullOrEmpty(report?.VenueOrderId) ? null : report.VenueOrderId, stopping);
            if (askedAfter >= fillWait + CancelWait) return (ClosingOutcome.Unknown, report?.FilledBase ?? 0m);
            await Task.Delay(pause, clocks.Real, stopping);
        }
    }

    /// <summary>The venue refused it.</summary>
    public ClosingOutcome Refused(OrderIntent intent, string reason) => Settled(intent, OrderEventKind.RejectedByVenue, OrderStatus.Rejected, reason, ClosingOutcome.Refused);

    /// <summary>It is certain that it never arrived.</summary>
    public ClosingOutcome NotPlaced(OrderIntent intent, string reason) => Settled(intent, OrderEventKind.ProvenAbsent, OrderStatus.Rejected, reason, ClosingOutcome.NotPlaced);

    private (ClosingOutcome, decimal) Ended(OrderIntent intent, OrderReport report)
    {
        var kind = report.Status switch
        {
            OrderStatus.Filled => OrderEventKind.FillCompleted,
            OrderStatus.Rejected => OrderEventKind.RejectedByVenue,
            OrderStatus.Expired => OrderEventKind.ExpiredByVenue,
            _ => OrderEventKind.CancelConfirmed,
        };
        var outcome = report.FilledBase >= intent.Terms.Quantity.Base ? ClosingOutcome.Filled
            : report.FilledBase > 0m ? ClosingOutcome.PartlyFilled
            : report.Status == OrderStatus.Rejected ? ClosingOutcome.Refused : ClosingOutcome.Unfilled;
        return (Settled(intent, kind, report.Status, "", outcome), report.FilledBase);
    }

    private ClosingOutcome Settled(OrderIntent intent, OrderEventKind kind, OrderStatus status, string reason, ClosingOutcome outcome)
    {
        closings.Settle(intent.ClientOrderId, kind, status, reason, clocks.Market.GetUtcNow());
        return outcome;
    }

    private async Task<(bool IsAnswered, OrderReport? Report)> FindAsync(OrderReference order, CancellationToken stopping)
    {
        try
        {
            return (true, await venue.FindOrderAsync(order, stopping));
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            return (false, null); // asked again in a moment, until the time is over and the outcome is unknown
        }
    }

    private async Task<bool> CancelAsync(OrderIntent intent, string? venueOrderId, CancellationToken stopping)
    {
        try
        {
            return await venue.CancelAsync(new OrderReference(intent.ClientOrderId, venueOrderId, intent.Symbol), stopping) is null;
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            return false; // asked again in a moment
        }
    }
}
