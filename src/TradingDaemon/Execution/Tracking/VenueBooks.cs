using System.Collections.Immutable;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Execution.Tracking;

/// <summary>What a session must know of the books, all of one moment.</summary>
/// <param name="FillCursor">Every fill of the venue up to this execution is booked.</param>
/// <param name="Open">Our orders there that can still change.</param>
/// <param name="IsReconcilePending">Whether nothing is entered there before books and venue agree.</param>
internal sealed record VenueBooks(long FillCursor, ImmutableArray<OrderState> Open, bool IsReconcilePending)
{
    /// <summary>Copies what concerns one venue; on the engine's own thread.</summary>
    public static VenueBooks Of(AccountBooks books, string venue) => new(
        books.FillCursorOf(venue), [.. books.Orders.Open.Where(order => order.Intent.Venue == venue)], books.IsBlocked(venue, BlockCause.ReconcilePending));
}
