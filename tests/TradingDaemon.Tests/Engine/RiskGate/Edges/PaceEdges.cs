using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate.Edges;

/// <summary>Rules on how many and how fast, and on the same order twice.</summary>
internal static class PaceEdges
{
    public static IEnumerable<RuleEdge> Rows() =>
    [
        .. new EdgesOf(RiskRule.DuplicateIntent)
            .Passes(EdgeSide.Good, "an id nobody had", static () => Again(isSameId: false))
            .Refuses(EdgeSide.Bad, "an id that was given", 0m, 1m, static () => Again(isSameId: true))
            .NeverLacks("every order has an id"),
        .. new EdgesOf(RiskRule.DuplicateInFlight)
            .Passes(EdgeSide.Good, "nothing in flight", static () => new RiskBench().Case(1m))
            .Passes(EdgeSide.Good, "the other side in flight", static () => InFlight().Case(1m, OrderSide.Sell))
            .Refuses(EdgeSide.Bad, "the same side in flight", 0m, 6m, static () => InFlight().Case(1m))
            .NeverLacks("what is in flight is in the account's own books"),
        .. new EdgesOf(RiskRule.ReduceOnly)
            .Passes(EdgeSide.Below, "a share less than is held", static () => Closing(9m, 10m))
            .Passes(EdgeSide.At, "what is held", static () => Closing(10m, 10m))
            .Refuses(EdgeSide.Above, "a share more", 10m, 11m, static () => Closing(11m, 10m))
            .Refuses(EdgeSide.Missing, "nothing is held", 0m, 1m, static () => Closing(1m, 0m)),
        .. Counted(RiskRule.OrdersInFlightMax, static limit => TwoOut(order => order with { Limits = order.Limits with { OrdersInFlightMax = limit } }))
            .NeverLacks("what is in flight is in the account's own books"),
        .. new EdgesOf(RiskRule.RejectLoop)
            .Passes(EdgeSide.Below, "one refusal less", static () => Refused(2, TimeSpan.Zero))
            .Refuses(EdgeSide.At, "so many in a row", 3m, 4m, static () => Refused(3, TimeSpan.Zero))
            .Refuses(EdgeSide.Above, "one more, a tick before the pause ends", 3m, 4m, static () => Refused(4, TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1)))
            .Passes(EdgeSide.Above, "one more, when the pause ends", static () => Refused(4, TimeSpan.FromMinutes(1)))
            .Passes(EdgeSide.Missing, "a venue that never answered has refused nothing", static () => new RiskBench().Case(1m)),
        .. Counted(RiskRule.PositionsMax, static limit => TwoOut(order => order with { Limits = order.Limits with { PositionsMax = limit } })).NeverLacks("what is held and in flight is in the account's own books"),
        .. Counted(RiskRule.StrategyPositionsMax, static limit => TwoOut(order => order with { Spec = order.Spec! with { PositionsMax = limit } }))
            .Passes(EdgeSide.Missing, "a strategy nobody loads has no number, and no exposure either", static () => TwoOut(static order => order with { Spec = null })),
        .. Counted(RiskRule.DailyTradesMax, static limit => TwoOut(order => order with { Limits = order.Limits with { DailyEntriesMax = limit } })).NeverLacks("the day's entries are in the account's own books"),
        .. Counted(RiskRule.StrategyTradesMax, static limit => TwoOut(order => order with { Spec = order.Spec! with { DailyEntriesMax = limit } }))
            .Passes(EdgeSide.Missing, "a strategy nobody loads has no budget, and no exposure either", static () => TwoOut(static order => order with { Spec = null })),
        .. new EdgesOf(RiskRule.CancelRate)
            .Passes(EdgeSide.Below, "one cancel of the strategy less", static () => Cancelled(3, null))
            .Refuses(EdgeSide.At, "so many cancels of the strategy", 2m, 2m, static () => Cancelled(2, null))
            .Refuses(EdgeSide.Above, "one more", 1m, 2m, static () => Cancelled(1, null))
            .Passes(EdgeSide.Below, "one cancel at the venue less", static () => Cancelled(null, 3))
            .Refuses(EdgeSide.At, "so many cancels at the venue", 2m, 2m, static () => Cancelled(null, 2))
            .NeverLacks("cancels asked for are in the account's own books"),
        .. Counted(RiskRule.VenueOrderRate, static limit => Paced(order => order.Limits with { VenueOrdersPerSecondMax = limit })).NeverLacks("there is no case without the pace of orders"),
        .. Counted(RiskRule.OrderRate, static limit => Paced(order => order.Limits with { StrategyOrdersPerSecondMax = limit }))
            .Refuses(EdgeSide.At, "two of the account", 2m, 3m, static () => Paced(static order => order.Limits with { AccountOrdersPerSecondMax = 2 }))
            .NeverLacks("there is no case without the pace of orders"),
    ];

    // Two are counted already, and this would be the third.
    private static EdgesOf Counted(RiskRule rule, Func<int, RiskCase> order) => new EdgesOf(rule)
        .Passes(EdgeSide.Below, "two of three", () => order(3))
        .Refuses(EdgeSide.At, "two of two", 2m, 3m, () => order(2))
        .Refuses(EdgeSide.Above, "two of one", 1m, 3m, () => order(1));

    private static RiskCase Again(bool isSameId)
    {
        var bench = new RiskBench();
        var given = bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, "beta", 1m).ClientOrderId;
        return bench.Case(1m, change: order => isSameId ? order with { Intent = order.Intent with { ClientOrderId = given } } : order);
    }

    private static RiskBench InFlight()
    {
        var bench = new RiskBench();
        bench.Account.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 6m);
        return bench;
    }

    private static RiskCase Closing(decimal quantity, decimal held)
    {
        var bench = new RiskBench();
        if (held > 0m) bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: held);
        return bench.Case(quantity, OrderSide.Sell, change: Exit);
    }

    private static RiskCase TwoOut(Func<RiskCase, RiskCase> change)
    {
        var bench = new RiskBench();
        foreach (var instrument in new[] { TestMarket.Btc, TestMarket.Eth }) bench.Account.Signal(SignalKind.Buy, instrument, quantity: 1m);
        return bench.Case(1m, change: change);
    }

    private static RiskCase Refused(int times, TimeSpan since)
    {
        var (bench, rejects) = (new RiskBench(), new RejectRuns());
        for (var i = 0; i < times; i++) rejects.Refused(TestMarket.SymbolOf(TestMarket.Ibm), VenueRefusal.Other, bench.Limits, bench.Account.Now);
        return bench.Case(1m, change: order => order with { Rejects = rejects, Now = order.Now + since });
    }

    private static RiskCase Cancelled(int? ofStrategy, int? ofVenue)
    {
        var bench = new RiskBench(Wide with { StrategyCancelsPerMinuteMax = ofStrategy, VenueCancelsPerMinuteMax = ofVenue }, beta: Spec with { Id = new("beta"), OrderStyle = OrderStyle.PostOnly });
        bench.Account.Signal(SignalKind.Buy, TestMarket.Ibm, "beta", 1m);
        for (var i = 0; i < 2; i++) bench.Account.Books.Gauges.Cancels.Add(bench.Account.LastOrder, bench.Account.Now);
        return bench.Case(1m, change: static order => order with { Intent = order.Intent with { Strategy = new StrategyId("beta") } });
    }

    private static RiskCase Paced(Func<RiskCase, RiskLimits> limits)
    {
        var (bench, pace) = (new RiskBench(), new OrderPace());
        for (var i = 0; i < 2; i++) pace.Sent(AccountBench.Alpha, "simulated", bench.Account.Now);
        return bench.Case(1m, change: order => order with { Pace = pace, Limits = limits(order) });
    }
}
