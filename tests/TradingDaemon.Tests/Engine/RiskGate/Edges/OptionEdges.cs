using System.Collections.Immutable;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Portfolio;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate.Edges;

/// <summary>Rules on Greeks and the volatility index. A contract is 100 × 0.5 of delta and 100 × 0.02 of gamma.</summary>
internal static class OptionEdges
{
    public static IEnumerable<RuleEdge> Rows() =>
    [
        .. Greeks(static limit => Wide with { OptionTradeDeltaMax = limit }, "delta of the order", 50m),
        .. Greeks(static limit => Wide with { OptionTradeGammaMax = limit }, "gamma of the order", 2m),
        .. Greeks(static limit => Wide with { OptionDeltaMax = limit }, "delta of all", 50m),
        .. Greeks(static limit => Wide with { OptionGammaMax = limit }, "gamma of all", 2m),
        .. new EdgesOf(RiskRule.OptionDailyLossMax) // 100 of 100,000
            .Passes(EdgeSide.Below, "99 lost", static () => Lost(4.01m))
            .Refuses(EdgeSide.At, "the limit lost", 0.001m, 0.001m, static () => Lost(4m))
            .Refuses(EdgeSide.Above, "101 lost", 0.001m, 0.00101m, static () => Lost(3.99m))
            .Refuses(EdgeSide.Missing, "with what the day began nobody knows", 0.001m, 0m, static () => Lost(5m, static order => order with { Books = Forgetful(order) }))
            .Refuses(EdgeSide.Missing, "a held option without a price", 0.001m, 0m, static () => Lost(5m, static order => order with { Valuation = new(order.Catalog, new MarkBoard(order.Catalog.Count), new(order.Catalog, Currency.Usd, ImmutableSortedDictionary<string, decimal>.Empty, new MarkBoard(order.Catalog.Count))) }))
            .Passes(EdgeSide.Missing, "of a share nobody asks", static () => Lost(1m, static order => order with { Instrument = TestMarket.At(TestMarket.Ibm) })),
        .. new EdgesOf(RiskRule.VolatilityIndex)
            .Passes(EdgeSide.Below, "the index a cent below its limit", static () => At(29.99m, 100m))
            .Passes(EdgeSide.At, "the index at its limit", static () => At(30m, 100m))
            .Passes(EdgeSide.Above, "a cent above it half of the largest order", static () => At(30.01m, 50m))
            .Refuses(EdgeSide.Above, "a cent above it a share more than half", 5_000m, 5_100m, static () => At(30.01m, 51m))
            .Refuses(EdgeSide.Missing, "an index without a quote", 5_000m, 0m, static () => At(null, 1m)),
    ];

    private static EdgesOf Greeks(Func<decimal, RiskLimits> limits, string what, decimal aContract) => new EdgesOf(RiskRule.OptionGreeks)
        .Passes(EdgeSide.Below, $"{what}, a contract less", () => Asked(limits(10m * aContract), 9m))
        .Passes(EdgeSide.At, $"{what}, the limit", () => Asked(limits(10m * aContract), 10m))
        .Refuses(EdgeSide.Above, $"{what}, a contract more", 10m * aContract, 11m * aContract, () => Asked(limits(10m * aContract), 11m))
        .Refuses(EdgeSide.Missing, $"{what}, which nobody told", 10m * aContract, 0m, () => Asked(limits(10m * aContract), 1m, isTold: false));

    private static RiskCase Asked(RiskLimits limits, decimal contracts, bool isTold = true)
    {
        var bench = new RiskBench(limits);
        bench.Account.Quote(TestMarket.Call, 1m, 1m);
        if (isTold) bench.Account.Engine.Take(TestMarket.At(TestMarket.Call).Id, new OptionGreeks(0.5m, 0.02m, bench.Account.Now));
        return bench.Case(contracts, instrument: TestMarket.Call, change: order => order with { Greeks = bench.Account.Engine.Account.Greeks });
    }

    // A contract bought at 5.
    private static RiskCase Lost(decimal bid, Func<RiskCase, RiskCase>? change = null)
    {
        var bench = new RiskBench(Wide with { OptionDailyLossMaxAccount = 100m });
        bench.Account.Quote(TestMarket.Call, 5m, 5m);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Call, "beta", 1m);
        bench.Account.Quote(TestMarket.Call, bid, bid);
        return bench.Case(1m, instrument: TestMarket.Call, change: change);
    }

    private static AccountBooks Forgetful(RiskCase order) => new(order.Catalog, order.Books.Capture() with { DayOptionsQuote = null });

    private static RiskCase At(decimal? index, decimal quantity)
    {
        var bench = new RiskBench(Wide with { VolatilityIndexSymbol = "HALT", OrderNotionalMaxAccount = 10_000m });
        if (index is { } level) bench.Account.Quote(TestMarket.Halted, level, level);
        return bench.Case(quantity);
    }
}
