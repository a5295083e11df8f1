using System.Collections.Frozen;
using static TradingDaemon.Domain.Orders.OrderEventKind;
using static TradingDaemon.Domain.Orders.OrderStatus;

namespace TradingDaemon.Domain.Orders;

/// <summary>The order life cycle as one table. Everything absent is illegal; status is decided nowhere else.</summary>
public static class OrderTransitions
{
    private static readonly FrozenDictionary<(OrderStatus, OrderEventKind), OrderStatus> Table = new Dictionary<(OrderStatus, OrderEventKind), OrderStatus>
    {
        [(PendingAck, Acknowledged)] = Open,
        [(PendingAck, FoundOpen)] = Open,
        [(PendingAck, FillPartial)] = PartiallyFilled,       // the fill overtook the acknowledgement
        [(PendingAck, FillCompleted)] = Filled,              // the fill overtook the acknowledgement
        [(PendingAck, CancelRequested)] = CancelPending,     // allowed before the acknowledgement: cancelling is always safe
        [(PendingAck, CancelConfirmed)] = Cancelled,         // immediate-or-cancel that met nothing
        [(PendingAck, CancelRefused)] = PendingAck,          // a cancel that left before its fact, asked by the process before this one
        [(PendingAck, ReplaceConfirmed)] = Open,             // changed at the venue, which overtook the acknowledgement
        [(PendingAck, ReplaceRefused)] = PendingAck,         // somebody at the venue tried to
        [(PendingAck, RejectedByVenue)] = Rejected,
        [(PendingAck, ExpiredByVenue)] = Expired,
        [(PendingAck, OutcomeUnclear)] = Unknown,
        [(PendingAck, ProvenAbsent)] = Rejected,             // a crash between commit and send

        [(Open, Acknowledged)] = Open,                       // venues repeat themselves
        [(Open, FoundOpen)] = Open,
        [(Open, FillPartial)] = PartiallyFilled,
        [(Open, FillCompleted)] = Filled,
        [(Open, CancelRequested)] = CancelPending,
        [(Open, CancelConfirmed)] = Cancelled,               // cancelled at the venue, not by us
        [(Open, CancelRefused)] = Open,                      // said twice
        [(Open, ReplaceRequested)] = ReplacePending,
        [(Open, ReplaceConfirmed)] = Open,                   // said twice, or after a look-up had told
        [(Open, ReplaceRefused)] = Open,
        [(Open, ExpiredByVenue)] = Expired,
        [(Open, RejectedByVenue)] = Rejected,                // a stop refused when it triggered
        [(Open, ProvenAbsent)] = Cancelled,                  // the venue acknowledged it and has forgotten it: it works no more, and a break says so
        [(Open, OutcomeUnclear)] = Open,                     // the send timed out, but the acknowledgement came another way

        [(PartiallyFilled, Acknowledged)] = PartiallyFilled, // the late acknowledgement of a quick fill
        [(PartiallyFilled, FoundOpen)] = PartiallyFilled,
        [(PartiallyFilled, FillPartial)] = PartiallyFilled,
        [(PartiallyFilled, FillCompleted)] = Filled,
        [(PartiallyFilled, CancelRequested)] = CancelPending,
        [(PartiallyFilled, CancelConfirmed)] = Cancelled,
        [(PartiallyFilled, CancelRefused)] = PartiallyFilled,
        [(PartiallyFilled, ReplaceRequested)] = ReplacePending,
        [(PartiallyFilled, ReplaceConfirmed)] = PartiallyFilled,
        [(PartiallyFilled, ReplaceRefused)] = PartiallyFilled,
        [(PartiallyFilled, ExpiredByVenue)] = Expired,
        [(PartiallyFilled, RejectedByVenue)] = Cancelled,    // failed at the venue after a part, which stays
        [(PartiallyFilled, ProvenAbsent)] = Cancelled,       // forgotten by the venue
        [(PartiallyFilled, OutcomeUnclear)] = PartiallyFilled,

        [(CancelPending, Acknowledged)] = CancelPending,     // the acknowledgement of the order itself, late
        [(CancelPending, FoundOpen)] = CancelPending,
        [(CancelPending, FillPartial)] = CancelPending,      // still being cancelled
        [(CancelPending, FillCompleted)] = Filled,           // the fill won the race with our cancel
        [(CancelPending, CancelRequested)] = CancelPending,  // asking again is safe
        [(CancelPending, CancelConfirmed)] = Cancelled,
        [(CancelPending, CancelRefused)] = Open,             // the filled quantity tells whether partly filled
        [(CancelPending, ReplaceConfirmed)] = CancelPending, // the change asked for before the cancel; the cancel is still wanted
        [(CancelPending, ReplaceRefused)] = CancelPending,
        [(CancelPending, RejectedByVenue)] = Rejected,       // refused before the cancel arrived
        [(CancelPending, ExpiredByVenue)] = Expired,
        [(CancelPending, OutcomeUnclear)] = Unknown,
        [(CancelPending, ProvenAbsent)] = Rejected,

        [(ReplacePending, Acknowledged)] = ReplacePending,   // the acknowledgement of the order itself, late
        [(ReplacePending, FoundOpen)] = ReplacePending,
        [(ReplacePending, FillPartial)] = ReplacePending,
        [(ReplacePending, FillCompleted)] = Filled,          // the fill won the race with our change
        [(ReplacePending, ReplaceConfirmed)] = Open,
        [(ReplacePending, ReplaceRefused)] = Open,
        [(ReplacePending, CancelRequested)] = CancelPending,
        [(ReplacePending, CancelConfirmed)] = Cancelled,
        [(ReplacePending, CancelRefused)] = ReplacePending,  // of a cancel asked before the change
        [(ReplacePending, RejectedByVenue)] = Rejected,      // a stop refused when it triggered
        [(ReplacePending, ExpiredByVenue)] = Expired,
        [(ReplacePending, ProvenAbsent)] = Cancelled,        // forgotten by the venue
        [(ReplacePending, OutcomeUnclear)] = Unknown,

        [(Unknown, Acknowledged)] = Open,                    // the lost answer arrived after all
        [(Unknown, FoundOpen)] = Open,
        [(Unknown, FillPartial)] = PartiallyFilled,
        [(Unknown, FillCompleted)] = Filled,
        [(Unknown, CancelRequested)] = CancelPending,
        [(Unknown, CancelConfirmed)] = Cancelled,
        [(Unknown, CancelRefused)] = Unknown,                // no such order yet: the cancel may have overtaken it
        [(Unknown, ReplaceConfirmed)] = Open,                // the answer to the change was the lost one
        [(Unknown, ReplaceRefused)] = Unknown,               // too late to change, or no such order: it may have ended
        [(Unknown, RejectedByVenue)] = Rejected,
        [(Unknown, ExpiredByVenue)] = Expired,
        [(Unknown, OutcomeUnclear)] = Unknown,
        [(Unknown, ProvenAbsent)] = Rejected,
    }.ToFrozenDictionary();

    /// <summary>The next status, or null if the venue reported the impossible.</summary>
    public static OrderStatus? Next(OrderStatus from, OrderEventKind on) => Table.TryGetValue((from, on), out var next) ? next : null;

    /// <summary>Whether the order can no longer change.</summary>
    public static bool IsTerminal(this OrderStatus status) => status is Filled or Cancelled or Rejected or Expired;
}
