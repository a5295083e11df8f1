using System.Globalization;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Account;

namespace TradingDaemon.Stopping;

/// <summary>What a stop leaves behind, in words for the operator.</summary>
/// <param name="Working">Orders left working at their venues.</param>
/// <param name="Unclear">Orders of which it is not known whether the venue has them.</param>
/// <param name="Positions">Positions held.</param>
internal sealed record StopRemainder(IReadOnlyList<string> Working, IReadOnlyList<string> Unclear, IReadOnlyList<string> Positions)
{
    private const int ShownMax = 50; // a line a person reads; the counts say the rest

    /// <summary>Reads it from the books, on the engine's thread.</summary>
    public static StopRemainder Of(AccountEngine engine)
    {
        var books = engine.Account.Books;
        var isUnclear = books.Orders.Open.ToLookup(static order => order.Status is OrderStatus.Unknown or OrderStatus.PendingAck);
        return new StopRemainder(
            [.. isUnclear[false].Select(Words)], [.. isUnclear[true].Select(Words)],
            [.. books.Positions.All.Where(static book => book.NetBase != 0m).Select(static book => string.Create(CultureInfo.InvariantCulture, $"{book.Key.Strategy} {book.NetBase:0.##########} {book.Key.Symbol}"))]);
    }

    /// <summary>Whether a settled stop left what its policy leaves: one that flattens, no position.</summary>
    public bool IsLeftBy(ShutdownPolicy policy) => policy != ShutdownPolicy.Flatten || Positions.Count == 0;

    /// <summary>The first of a list, and how many more there are.</summary>
    public static string Text(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "none",
        > ShownMax => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", items.Take(ShownMax))} and {items.Count - ShownMax} more"),
        _ => string.Join(", ", items),
    };

    private static string Words(OrderState order) =>
        string.Create(CultureInfo.InvariantCulture, $"{order.Intent.ClientOrderId} {order.Intent.Side} {order.RemainingBase:0.##########} {order.Intent.Symbol} at {order.Intent.Venue} ({order.Status})");
}
