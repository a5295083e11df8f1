using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate.Edges;

/// <summary>Rules on what may be lost to stops, and on what was lost: a day, below a peak, a minute. The day opened with 100,000.</summary>
internal static class RiskAndLossEdges
{
    public static IEnumerable<RuleEdge> Rows() =>
    [
        .. new EdgesOf(RiskRule.OpenRiskTrade) // a stop 2 away: 2 a share of 200
            .Passes(EdgeSide.Below, "a share less", static () => AtRisk(99m))
            .Passes(EdgeSide.At, "the limit", static () => AtRisk(100m))
            .Refuses(EdgeSide.Above, "a share more", 0.002m, 0.00202m, static () => AtRisk(101m))
            .Refuses(EdgeSide.Missing, "without a stop its whole value is at risk", 0.002m, 0.003m, static () => new RiskBench(Risky).Case(3m))
            .Refuses(EdgeSide.Missing, "no rate", 0.002m, 0m, static () => AtRisk(1m, TestMarket.NoRate)),
        .. new EdgesOf(RiskRule.OpenRiskTotal)
            .Passes(EdgeSide.Below, "a share less", static () => AtRisk(249m))
            .Passes(EdgeSide.At, "the limit", static () => AtRisk(250m))
            .Refuses(EdgeSide.Above, "a share more", 0.005m, 0.00502m, static () => AtRisk(251m))
            .Refuses(EdgeSide.Missing, "no rate", 0.005m, 0m, static () => AtRisk(1m, TestMarket.NoRate)),
        .. new EdgesOf(RiskRule.RewardRiskMin)
            .Refuses(EdgeSide.Below, "a cent nearer", 2m, 1.99m, static () => Rewarded(1.99m))
            .Passes(EdgeSide.At, "twice as far as its stop", static () => Rewarded(2m))
            .Passes(EdgeSide.Above, "a cent further", static () => Rewarded(2.01m))
            .Passes(EdgeSide.Missing, "where there is no target there is no ratio", static () => Rewarded(null)),
        .. new EdgesOf(RiskRule.DailyLossMax)
            .Passes(EdgeSide.Below, "a cent less lost", static () => Left(95_000.01m))
            .Refuses(EdgeSide.At, "the limit lost", 0.05m, 0.05m, static () => Left(95_000m))
            .Refuses(EdgeSide.Above, "a cent more lost", 0.05m, 0.0500001m, static () => Left(94_999.99m))
            .Refuses(EdgeSide.Missing, "no equity", 0.05m, 0m, static () => Left(null)),
        .. new EdgesOf(RiskRule.DrawdownMax)
            .Passes(EdgeSide.Below, "a cent nearer its peak", static () => Fallen(85_000.01m))
            .Refuses(EdgeSide.At, "so far below its peak", 0.15m, 0.15m, static () => Fallen(85_000m))
            .Refuses(EdgeSide.Above, "a cent further", 0.15m, 0.1500001m, static () => Fallen(84_999.99m))
            .Refuses(EdgeSide.Missing, "no equity", 0.15m, 0m, static () => Fallen(null))
            .Refuses(EdgeSide.Missing, "no peak was observed", 0.15m, 0m, static () => Fallen(100_000m, isObserved: false)),
        .. new EdgesOf(RiskRule.DrawdownVelocity) // over two minutes
            .Passes(EdgeSide.Below, "a cent slower", static () => Falling(98_000.01m))
            .Refuses(EdgeSide.At, "so fast", 0.01m, 0.01m, static () => Falling(98_000m))
            .Refuses(EdgeSide.Above, "a cent faster", 0.01m, 0.01000005m, static () => Falling(97_999.99m))
            .Refuses(EdgeSide.Missing, "no equity", 0m, 0m, static () => Falling(null))
            .Passes(EdgeSide.Missing, "two points are a step, not a fall", static () => Falling(50_000m, samples: 1)),
    ];

    private static RiskLimits Risky => Wide with { OpenRiskTradeMaxFraction = 0.002m, OpenRiskTotalMaxFraction = 0.005m };

    private static RiskCase AtRisk(decimal quantity, int instrument = TestMarket.Ibm) =>
        new RiskBench(Risky).Case(quantity, instrument: instrument, change: static order => Guarded(order, new ProtectionTerms { StopDistanceQuote = 2m }));

    private static RiskCase Rewarded(decimal? target) =>
        new RiskBench(Wide with { RewardRiskMin = 2m }).Case(1m, change: order => Guarded(order, new ProtectionTerms { StopDistanceQuote = 1m, TargetDistanceQuote = target }));

    private static RiskCase Guarded(RiskCase order, ProtectionTerms terms) => order with { Intent = order.Intent with { Protection = terms } };

    private static RiskCase Left(decimal? equity) => new RiskBench().Case(1m, change: order => order with { EquityAccount = equity });

    private static RiskCase Fallen(decimal? equity, bool isObserved = true)
    {
        var bench = new RiskBench(); // without a limit nothing is observed
        if (isObserved) bench.Account.Books.Gauges.Trail.Observe(100_000m, bench.Account.Now);
        return bench.Case(1m, change: order => order with { EquityAccount = equity, Limits = Wide with { DrawdownMaxFraction = 0.15m } });
    }

    private static RiskCase Falling(decimal? equity, int samples = 2)
    {
        var bench = new RiskBench(Wide with { DrawdownPausePerMinute = 0.01m });
        for (var minute = 0; minute < samples; minute++) bench.Account.Books.Gauges.Trail.Observe(100_000m, bench.Account.Now.AddMinutes(minute - 2));
        return bench.Case(1m, change: order => order with { EquityAccount = equity });
    }
}
