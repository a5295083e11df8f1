using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate.Edges;

/// <summary>Rules on quotes and prices. IBM is at 99/100.</summary>
internal static class PriceEdges
{
    public static IEnumerable<RuleEdge> Rows() =>
    [
        .. new EdgesOf(RiskRule.QuoteFresh)
            .Passes(EdgeSide.Below, "a tick younger", static () => Aged(TimeSpan.FromSeconds(2).Ticks - 1L))
            .Passes(EdgeSide.At, "as old as counts", static () => Aged(TimeSpan.FromSeconds(2).Ticks))
            .Refuses(EdgeSide.Above, "a tick older", 2m, 2.0000001m, static () => Aged(TimeSpan.FromSeconds(2).Ticks + 1L))
            .Refuses(EdgeSide.Missing, "of a time that has yet to come nobody knows the age", 2m, 2.0000001m, static () => Aged(-TimeSpan.FromSeconds(2).Ticks - 1L)),
        .. new EdgesOf(RiskRule.PriceCollar)
            .Passes(EdgeSide.Below, "a buy a tick below the collar", static () => At(OrderSide.Buy, 104.99m))
            .Passes(EdgeSide.At, "a buy at the collar", static () => At(OrderSide.Buy, 105m))
            .Refuses(EdgeSide.Above, "a buy a tick above it", 0.05m, 0.0501m, static () => At(OrderSide.Buy, 105.01m))
            .Passes(EdgeSide.Above, "a sale a tick above the collar", static () => At(OrderSide.Sell, 94.06m))
            .Passes(EdgeSide.At, "a sale at the collar", static () => At(OrderSide.Sell, 94.05m))
            .Refuses(EdgeSide.Below, "a sale a tick below it", 0.05m, 4.96m / 99m, static () => At(OrderSide.Sell, 94.04m))
            .Passes(EdgeSide.Missing, "an order that names no price is at the touch", static () => new RiskBench().Case(1m)),
        .. new EdgesOf(RiskRule.SelfCross)
            .Passes(EdgeSide.Above, "a sale a tick above our own buy", static () => Against(99.01m))
            .Refuses(EdgeSide.At, "a sale at its price", 99m, 99m, static () => Against(99m))
            .Refuses(EdgeSide.Below, "a sale a tick below it", 99m, 98.99m, static () => Against(98.99m))
            .Refuses(EdgeSide.Missing, "a sale that names no price meets every one", 99m, 99m, static () => Against(null)),
    ];

    private static RiskCase Aged(long ticks) => new RiskBench().Case(1m, change: order => order with { Quote = order.Quote with { ReceivedTime = order.Now.AddTicks(-ticks) } });

    private static RiskCase At(OrderSide side, decimal price) => new RiskBench().Case(1m, side, change: order => Limited(order, price));

    private static RiskCase Limited(RiskCase order, decimal price) =>
        order with { Intent = order.Intent with { Terms = new OrderTerms.Limit(order.Intent.Terms.Quantity, Price.From(price), TimeInForce.GoodTilCancelled, false) } };

    // Beta's buy rests at 99.
    private static RiskCase Against(decimal? price)
    {
        var bench = new RiskBench(beta: Spec with { Id = new("beta"), OrderStyle = OrderStyle.PostOnly });
        bench.Account.Signal(SignalKind.Buy, TestMarket.Ibm, "beta", 1m);
        return bench.Case(1m, OrderSide.Sell, change: order => price is { } named ? Limited(order, named) : order);
    }
}
