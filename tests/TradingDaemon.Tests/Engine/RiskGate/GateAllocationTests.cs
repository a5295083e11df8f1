using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>An order that passes every rule, all of them on, costs no memory.</summary>
public sealed class GateAllocationTests
{
    [Test]
    public void FirstRefusal_OfAnApprovedOrder_AllocatesNothing([Values(TestMarket.Ibm, TestMarket.Call)] int instrument, [Values("alpha", "gamma")] string strategy)
    {
        var bench = Busy();
        RiskCase? judged = null;
        var verdict = bench.Check(1m, instrument: instrument, change: order => judged = order with
        {
            Intent = order.Intent with { Strategy = new StrategyId(strategy) }, // one with holdings, one without
            Spec = RiskBench.Spec with { PositionsMax = 5, CapitalMinAccount = 1m, DailyEntriesMax = 1_000, DailyCapitalMaxFraction = 100m }, Greeks = bench.Account.Engine.Account.Greeks, Offers = bench.Account.Engine.Account.Offers,
            Pace = bench.Account.Engine.Account.Pace, Rejects = bench.Account.Engine.Account.Rejects, Instrument = order.Instrument with { QuantityMax = 1e6m, NotionalMax = 1e9m, ShortMaxBase = 1e6m, PositionMaxBase = 1e6m, Hours = TradingHours.TryParse("America/New_York Sun 17:00-Fri 17:00") },
        });
        Assert.That(verdict, Is.Null);
        var (passed, bytes) = (0, long.MaxValue);
        for (var round = 0; round < 5; round++) // the runtime itself allocates now and then
        {
            RiskCase[] fresh = [.. Enumerable.Range(0, 1_000).Select(_ => judged! with { })]; // a case looks around the account once
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var order in fresh) passed += RiskRules.FirstRefusal(order) is null ? 1 : 0;
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That((passed, bytes), Is.EqualTo((5_000, 0L)));
    }

    /// <summary>Every limit set, none reached; holdings and orders of all kinds around.</summary>
    internal static RiskBench Busy()
    {
        var limits = RiskBench.Wide with
        {
            PositionNotionalMaxAccount = 1e8m, PositionsMax = 5, GrossExposureMaxFraction = 50m, NetExposureMaxFraction = 50m, ConcentrationMaxFraction = 50m, LeverageMax = 50m, DailyLossMaxAccount = 5_000m, OptionDailyLossMaxFraction = 0.5m, OptionDailyLossMaxAccount = 4_000m, DrawdownMaxFraction = 0.5m,
            DrawdownThrottlePerMinute = 0.5m, DrawdownPausePerMinute = 0.6m, DailyEntriesMax = 1_000, DailyCapitalMaxFraction = 100m, VenueOrdersPerSecondMax = 45, StrategyCancelsPerMinuteMax = 100,
            VenueCancelsPerMinuteMax = 100, OptionTradeDeltaMax = 1e6m, OptionTradeGammaMax = 1e6m, OptionDeltaMax = 1e6m, OptionGammaMax = 1e6m, VolatilityIndexSymbol = "HALT",
        };
        var bench = new RiskBench(limits, beta: RiskBench.Spec with { Id = new("beta"), OrderStyle = OrderStyle.PostOnly });
        bench.Account.Quote(TestMarket.Halted, 20m, 20m);
        bench.Account.Quote(TestMarket.Call, 4.99m, 5m);
        bench.Account.Engine.Take(TestMarket.At(TestMarket.Call).Id, new OptionGreeks(0.5m, 0.02m, bench.Account.Now));
        foreach (var which in new[] { TestMarket.Btc, TestMarket.Eth, TestMarket.Ibm, TestMarket.Call }) bench.Account.Trade(SignalKind.Buy, which, quantity: 10m);
        bench.Account.Clock(TimeSpan.FromSeconds(1.5));
        foreach (var which in new[] { TestMarket.Btc, TestMarket.Eth, TestMarket.Ibm, TestMarket.Call }) bench.Account.Signal(SignalKind.Buy, which, "beta", 10m);
        return bench;
    }
}
