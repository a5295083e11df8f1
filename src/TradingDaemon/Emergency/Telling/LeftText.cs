using System.Globalization;
using TradingDaemon.Operations.Control;

namespace TradingDaemon.Emergency.Telling;

/// <summary>What an act of the stop leaves behind, by name, for log and alert.</summary>
internal static class LeftText
{
    private const int NamesMax = 20; // of each kind; the report has all of them

    /// <summary>Orders left, positions left and what nobody answered, a sentence each.</summary>
    public static string Of(EmergencyReport report)
    {
        var orders = report.OrdersLeft.Select(static order => string.Create(CultureInfo.InvariantCulture, $"{Id(order)} ({order.Side} {order.QuantityBase} {order.Symbol} at {order.Venue}, {order.FilledBase} filled)"));
        var positions = report.PositionsLeft.Select(static left => string.Create(CultureInfo.InvariantCulture, $"{left.NetBase} {left.Symbol} at {left.Venue} ({left.Why})"));
        return $"Orders left: {List(orders)}. Positions left: {List(positions)}. Not answered: {List(report.Unanswered.Select(static what => what.TrimEnd('.')))}.";
    }

    private static string Id(OrderLeft order) => order.ClientOrderId.Length > 0 ? order.ClientOrderId : order.VenueOrderId;

    private static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count == 0 ? "none" : string.Join("; ", all.Take(NamesMax)) + (all.Count > NamesMax ? $"; and {all.Count - NamesMax} more" : "");
    }
}
