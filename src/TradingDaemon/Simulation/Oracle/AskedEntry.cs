using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>An entry as it was decided, whether it goes as one order or in parts.</summary>
/// <param name="QuantityBase">The whole.</param>
/// <param name="TouchQuote">The side of the quote it would have taken.</param>
/// <param name="StopDistanceQuote">How far its stop is; null for none.</param>
/// <param name="Told">All of it, for whoever reads what broke.</param>
internal readonly record struct AskedEntry(decimal QuantityBase, decimal TouchQuote, decimal? StopDistanceQuote, string Told)
{
    /// <summary>One order.</summary>
    public static AskedEntry Of(OrderIntent intent) =>
        new(intent.Terms.Quantity.Base, intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid, intent.Protection?.StopDistanceQuote, intent.ToString());

    /// <summary>A whole that goes in parts.</summary>
    public static AskedEntry Of(ParentOrder order) => new(order.QuantityBase, order.ArrivalTouch, order.Protection?.StopDistanceQuote, order.ToString());
}
