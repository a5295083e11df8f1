using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Floor;

/// <summary>A note of each working order, moved on report by report, so that what is told of an order is what it was then. No more notes than working orders.</summary>
internal sealed class FloorNotes
{
    private readonly Dictionary<string, OrderNote> _byOrder = new(StringComparer.Ordinal);

    /// <summary>Begins with the orders an exchange has.</summary>
    public FloorNotes(SimulatedExchange exchange)
    {
        foreach (var order in exchange.Accounts.SelectMany(static account => account.OpenOrders())) _byOrder.Add(order.OrderId, OrderNote.Of(order));
    }

    /// <summary>Moves an order's note on by a report of it, and gives the order as it then was; null when the report is of no order's course, or of a forgotten one.</summary>
    public OrderView? Follow(ExchangeReport report, SimulatedExchange exchange, TimeSpan clockOffset)
    {
        if (report is ExchangeReport.CancelRefused or ExchangeReport.ReplaceRefused or ExchangeReport.Reversed or ExchangeReport.Rebated or ExchangeReport.Refused { OrderId: "" }) return null;
        if (exchange.FindAccount(report.Account)?.FindOrder(OrderName.Venue(report.OrderId)) is not { } order) return null;
        if (report is ExchangeReport.Accepted) _byOrder[order.OrderId] = new OrderNote { Quantity = order.Request.Quantity, Price = order.Request.Price };
        if (!_byOrder.TryGetValue(order.OrderId, out var note)) return null;
        switch (report)
        {
            case ExchangeReport.Executed executed: note.Fill(executed.Execution.Price, executed.Execution.Quantity); break;
            case ExchangeReport.Replaced replaced: (note.Quantity, note.Price) = (replaced.Quantity, replaced.Price); break;
            case ExchangeReport.Cancelled cancelled: note.End(OrderCondition.Cancelled, cancelled.Reason); break;
            case ExchangeReport.Expired expired: note.End(OrderCondition.Expired, expired.Reason); break;
            case ExchangeReport.Refused refused: note.End(OrderCondition.Rejected, refused.Reason); break;
        }

        if (note.Condition is not (OrderCondition.Open or OrderCondition.PartiallyFilled)) _byOrder.Remove(order.OrderId);
        return note.ViewOf(order, clockOffset);
    }

    /// <summary>An order is lost: no report will come of it.</summary>
    public void Forget(string orderId) => _byOrder.Remove(orderId);
}
