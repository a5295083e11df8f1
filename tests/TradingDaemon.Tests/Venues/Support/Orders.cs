using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>Durable orders for venues.</summary>
internal static class Orders
{
    public static readonly Symbol Bitcoin = new("BTC/USD");

    public static DurableOrder Limit(int number, decimal price = 50_000m, decimal quantity = 0.01m, OrderSide side = OrderSide.Buy, bool isReduceOnly = false) =>
        Of(number, new OrderTerms.Limit(Quantity.From(quantity), Price.From(price), TimeInForce.GoodTilCancelled, PostOnly: false), side, isReduceOnly);

    public static DurableOrder Market(int number, decimal quantity = 0.01m, OrderSide side = OrderSide.Buy) => Of(number, new OrderTerms.Market(Quantity.From(quantity)), side, false);

    public static DurableOrder Of(int number, OrderTerms terms, OrderSide side, bool isReduceOnly) => new(new ApprovedOrder(new OrderIntent
    {
        ClientOrderId = Id(number), Strategy = new StrategyId("test"), Symbol = Bitcoin, Venue = "sandbox", Side = side, Terms = terms, IsReduceOnly = isReduceOnly,
        Reason = "test", DecisionBid = 50_000m, DecisionAsk = 50_001m, DecidedAt = TimerClock.Start,
    }));

    public static ClientOrderId Id(int number) => ClientOrderId.From(new StrategyId("test"), number, 7);

    public static OrderReference Reference(int number) => new(Id(number), null, Bitcoin);
}
