using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate.Edges;

/// <summary>Rules on what is at stake, of an account that holds nothing yet: a share of IBM is a thousandth of equity. What is held and in flight is counted in <see cref="ExposureRulesTests"/>.</summary>
internal static class ExposureEdges
{
    public static IEnumerable<RuleEdge> Rows() =>
    [
        .. Beside(RiskRule.PositionMax, Wide with { PositionMaxFraction = 0.2m }, 0.2m),
        .. new EdgesOf(RiskRule.PositionQuantityMax)
            .Passes(EdgeSide.Below, "a share less", static () => OfMost(99m))
            .Passes(EdgeSide.At, "the limit", static () => OfMost(100m))
            .Refuses(EdgeSide.Above, "a share more", 100m, 101m, static () => OfMost(101m))
            .Refuses(EdgeSide.Above, "a share more, sold short", 100m, 101m, static () => OfMost(101m, OrderSide.Sell))
            .NeverLacks("what is held and in flight is in the account's own books"),
        .. new EdgesOf(RiskRule.PositionNotionalMax)
            .Passes(EdgeSide.Below, "a share less", static () => new RiskBench(Wide with { PositionNotionalMaxAccount = 20_000m }).Case(199m))
            .Passes(EdgeSide.At, "the limit", static () => new RiskBench(Wide with { PositionNotionalMaxAccount = 20_000m }).Case(200m))
            .Refuses(EdgeSide.Above, "a share more", 20_000m, 20_100m, static () => new RiskBench(Wide with { PositionNotionalMaxAccount = 20_000m }).Case(201m))
            .Refuses(EdgeSide.Missing, "no rate", 20_000m, 0m, static () => new RiskBench(Wide with { PositionNotionalMaxAccount = 20_000m }).Case(1m, instrument: TestMarket.NoRate)),
        .. Beside(RiskRule.ConcentrationMax, Wide with { ConcentrationMaxFraction = 0.3m }, 0.3m),
        .. Beside(RiskRule.CorrelatedExposureMax, Wide with { CorrelatedExposureMaxFraction = 0.6m }, 0.6m),
        .. Beside(RiskRule.GrossExposureMax, Wide with { GrossExposureMaxFraction = 0.5m }, 0.5m),
        .. Beside(RiskRule.NetExposureMax, Wide with { NetExposureMaxFraction = 0.4m }, 0.4m),
        .. Beside(RiskRule.LeverageMax, Wide with { LeverageMax = 0.7m }, 0.7m),
        .. new EdgesOf(RiskRule.StrategyExposureMax)
            .Passes(EdgeSide.Below, "a share less", static () => Mine(299m))
            .Passes(EdgeSide.At, "the tier's limit", static () => Mine(300m))
            .Refuses(EdgeSide.Above, "a share more", 0.3m, 0.301m, static () => Mine(301m))
            .Passes(EdgeSide.At, "the share of capital it is allotted", static () => Mine(100m, static order => order with { CapitalShare = 0.1m }))
            .Refuses(EdgeSide.Above, "a share more than it is allotted", 0.1m, 0.101m, static () => Mine(101m, static order => order with { CapitalShare = 0.1m }))
            .Refuses(EdgeSide.Missing, "a strategy nobody loads any more", 0m, 0.001m, static () => Mine(1m, static order => order with { Spec = null }))
            .RefusesAsUnvalued("no rate", static () => new RiskBench().Case(1m, instrument: TestMarket.NoRate)),
    ];

    private static EdgesOf Beside(RiskRule rule, RiskLimits limits, decimal limit)
    {
        var shares = limit * 1_000m;
        return new EdgesOf(rule)
            .Passes(EdgeSide.Below, "a share less", () => new RiskBench(limits).Case(shares - 1m))
            .Passes(EdgeSide.At, "the limit", () => new RiskBench(limits).Case(shares))
            .Refuses(EdgeSide.Above, "a share more", limit, limit + 0.001m, () => new RiskBench(limits).Case(shares + 1m))
            .Refuses(EdgeSide.Missing, "no rate", limit, 0m, () => new RiskBench(limits).Case(1m, instrument: TestMarket.NoRate))
            .Refuses(EdgeSide.Missing, "an order works in an instrument that is not configured any more", limit, 0m, () => Strange(limits))
            .Refuses(EdgeSide.Missing, rule == RiskRule.LeverageMax ? "cash nobody can value" : "no equity", limit, 0m, () => rule == RiskRule.LeverageMax ? Foreign(limits) : new RiskBench(limits).Case(1m, change: static order => order with { EquityAccount = null }));
    }

    private static RiskCase OfMost(decimal quantity, OrderSide side = OrderSide.Buy) => new RiskBench().Case(quantity, side, change: static order => order with { Instrument = order.Instrument with { PositionMaxBase = 100m } });

    private static RiskCase Mine(decimal quantity, Func<RiskCase, RiskCase>? change = null) => new RiskBench(Wide with { StrategyExposureMaxFraction = 0.3m }).Case(quantity, change: change);

    private static RiskCase Strange(RiskLimits limits)
    {
        var bench = new RiskBench(limits);
        var stranger = bench.Case(1m).Intent with { ClientOrderId = new("alpha-000001-99"), Symbol = new("DOGE/USD") };
        bench.Account.Engine.Account.Log.Emit(new TradingDaemon.Domain.Facts.Fact.OrderIntended(stranger), bench.Account.Now);
        return bench.Case(1m);
    }

    private static RiskCase Foreign(RiskLimits limits)
    {
        var bench = new RiskBench(limits);
        bench.Account.Engine.Account.Log.Emit(new TradingDaemon.Domain.Facts.Fact.CashMoved("QQQ", 1m, "deposit") { Venue = "simulated" }, bench.Account.Now);
        return bench.Case(1m);
    }
}
