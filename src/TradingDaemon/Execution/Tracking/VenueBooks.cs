using System.Collections.Immutable;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Execution.Tracking;

/// <summary>What a session must know of the books, all of one moment.</summary>
/// <param name="FillCursor">Every fill of the venue up to this execution is booked.</param>
/// <param name="Open">Our orders there that can still change.</param>
/// <param name="NewestFill">The newest execution of the venue that is booked, whatever is missing before it.</param>
/// <param name="PendingReason">Why nothing is entered there before books and venue agree; null when they do.</param>
internal sealed record VenueBooks(long FillCursor, ImmutableArray<OrderState> Open, long NewestFill, string? PendingReason)
{
    /// <summary>Whether nothing is entered there before books and venue agree.</summary>
    public bool IsReconcilePending => PendingReason is not null;

    /// <summary>Copies what concerns one venue; on the engine's own thread.</summary>
    public static VenueBooks Of(AccountBooks books, string venue) => new(
        books.Fills.CursorOf(venue), [.. books.Orders.Open.Where(order => order.Intent.Venue == venue)], books.Fills.NewestOf(venue),
        books.Blocks.FirstOrDefault(block => block.Venue == venue && block.Cause == BlockCause.ReconcilePending)?.Reason);
}
