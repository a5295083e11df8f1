using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Engine.Books;

/// <summary>
/// Orders a statement tells as filled further than by the fills that were told. Those are on their way, and the venue's cash and holdings may
/// have them already: whoever adopted these, or passed over what the books lack, would book the same money twice or the fill never.
/// </summary>
public static class UntoldFills
{
    /// <summary>Each such order as booked, with what the venue says of it; after the statement's own fills were booked.</summary>
    public static IEnumerable<(OrderState Booked, OrderReport Told)> Of(AccountBooks books, VenueStatement statement)
    {
        foreach (var report in statement.OpenOrders)
            if (books.Orders.Find(report.ClientOrderId) is { } order && IsFurther(report, order)) yield return (order, report);
        foreach (var (id, found) in statement.LookUps)
            if (found is not null && books.Orders.Find(id) is { } order && IsFurther(found, order)) yield return (order, found);
    }

    private static bool IsFurther(OrderReport told, OrderState booked) =>
        told.FilledBase > booked.FilledBase || (told.Status == OrderStatus.Filled && !booked.Status.IsTerminal());
}
