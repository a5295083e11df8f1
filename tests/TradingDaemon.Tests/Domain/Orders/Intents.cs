using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Tests.Domain.Orders;

/// <summary>Intents and fills for tests.</summary>
internal static class Intents
{
    public static readonly DateTimeOffset At = new(2024, 8, 8, 12, 0, 0, TimeSpan.Zero);

    public static OrderIntent Of(OrderTerms terms) => new()
    {
        ClientOrderId = ClientOrderId.From(new StrategyId("momentum"), 1, 1), Strategy = new StrategyId("momentum"), Symbol = new Symbol("BTC/USD"), Venue = "simulated",
        Side = OrderSide.Buy, Terms = terms, IsReduceOnly = false, Reason = "Because.", DecisionBid = 99m, DecisionAsk = 101m, DecidedAt = At, CancelAt = At.AddSeconds(30),
    };

    public static Fill Fill(decimal quantityBase, decimal priceQuote) => new()
    {
        ExecutionId = "x-1", ExecutionSequence = 1, ClientOrderId = ClientOrderId.From(new StrategyId("momentum"), 1, 1), Venue = "simulated", Symbol = new Symbol("BTC/USD"),
        Side = OrderSide.Sell, Price = Price.From(priceQuote), Quantity = Quantity.From(quantityBase), Fee = new Money(-0.01m, Currency.Usd), Liquidity = Liquidity.Maker, At = At, IsSimulated = true,
    };
}
