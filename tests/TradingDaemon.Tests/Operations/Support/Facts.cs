using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>One fact of every kind.</summary>
internal static class Facts
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly StrategyId Strategy = new("ma");
    private static readonly Symbol Symbol = new("BTC-USD");
    private static readonly ClientOrderId Order = ClientOrderId.From(Strategy, 1, 1);

    public static IEnumerable<Fact> OfEveryKind() =>
    [
        new Fact.EpochStarted(1, 1, "1.2.3"),
        new Fact.StateChanged(EngineState.Starting, EngineState.Running, "test"),
        new Fact.SignalRefused(Strategy, Symbol, SignalKind.Buy, RiskRule.DailyLossMax, 0.05m, 0.06m, "loss"),
        new Fact.OrderIntended(Intent()),
        new Fact.OrderMoved(Order, OrderEventKind.Acknowledged, OrderStatus.Open, "v1", null),
        new Fact.FillBooked(Fill("1", isSimulated: true), Strategy, OrderStatus.PartiallyFilled),
        new Fact.FillBooked(Fill("2", isSimulated: false), Strategy, OrderStatus.Filled),
        new Fact.BreakFound("simulated", "cash USD", "1", "2", "adopted"),
    ];

    private static OrderIntent Intent() => new()
    {
        ClientOrderId = Order, Strategy = Strategy, Symbol = Symbol, Venue = "simulated", Side = OrderSide.Buy, Terms = new OrderTerms.Market(Quantity.From(1)),
        IsReduceOnly = false, Reason = "test", DecisionBid = 1, DecisionAsk = 2, DecidedAt = At,
    };

    private static Fill Fill(string id, bool isSimulated) => new()
    {
        ExecutionId = id, ExecutionSequence = 1, ClientOrderId = Order, Venue = "simulated", Symbol = Symbol, Side = OrderSide.Buy, Price = Price.From(1),
        Quantity = Quantity.From(1), Fee = new Money(0, Currency.Usd), Liquidity = Liquidity.Taker, At = At, IsSimulated = isSimulated,
    };
}
