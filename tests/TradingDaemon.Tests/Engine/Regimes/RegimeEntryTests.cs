using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Regimes;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Regimes;

/// <summary>What a market's regime makes of entries: larger or smaller, guarded from farther, kept out; never of exits.</summary>
[TestFixture]
internal sealed class RegimeEntryTests
{
    private static readonly RegimePolicy Policy = new() { Interval = TimeSpan.FromSeconds(10), Bars = 20 };

    [Test]
    public void Entry_WhereNobodyTellsRegimes_IsAsItWas()
    {
        var (off, on) = (Of(null, new TierRegimes()), Of(Policy, new TierRegimes()));
        foreach (var bench in new[] { off, on })
        {
            Pass(bench, 40);
            Widen(bench);
            bench.Signal(SignalKind.Buy);
        }

        Assert.That(off.LastOrder.Origin!.Market, Is.Null);
        Assert.That(on.LastOrder.Origin!.Market, Is.EqualTo(new MarketCondition(Regime.Volatile, 1m)));
        Assert.That((off.LastOrder.Origin.SizeFactor, on.LastOrder.Origin.SizeFactor), Is.EqualTo(((decimal?)null, (decimal?)null)));
        Assert.That(on.LastOrder with { Origin = null }, Is.EqualTo(off.LastOrder with { Origin = null }), "told apart, and nothing made of it");
    }

    [TestCase(true, 0.5), TestCase(false, 1.2)]
    public void Entry_InAnotherMarket_IsTimesItsFactor(bool isVolatile, double factor)
    {
        var (bench, usual) = (Of(Policy, new TierRegimes { VolatileSize = 0.5m, QuietSize = 1.2m }), Of(null, new TierRegimes()));
        foreach (var one in new[] { bench, usual })
        {
            Pass(one, 40);
            if (isVolatile) Widen(one);
            else Calm(one);
            one.Signal(SignalKind.Buy);
        }

        Assert.That(bench.LastOrder.Terms.Quantity.Base, Is.EqualTo(bench.Setup.Catalog.All[TestMarket.Btc].FloorToLot(usual.LastOrder.Terms.Quantity.Base * (decimal)factor)));
        Assert.That(bench.LastOrder.Origin!.SizeFactor, Is.EqualTo((decimal)factor), "stored with the decision");
    }

    [Test]
    public void Entry_BeforeTheRegimeIsKnown_IsOfTheSmallestSizeItCouldBe()
    {
        var (bench, usual) = (Of(Policy, new TierRegimes { VolatileSize = 0.5m, QuietSize = 1.2m }), Of(null, new TierRegimes()));
        bench.Signal(SignalKind.Buy);
        usual.Signal(SignalKind.Buy);
        Assert.That(bench.LastOrder.Origin!.Market, Is.EqualTo(new MarketCondition(Regime.Unknown, 0.5m)));
        Assert.That(bench.LastOrder.Terms.Quantity.Base, Is.EqualTo(bench.Setup.Catalog.All[TestMarket.Btc].FloorToLot(usual.LastOrder.Terms.Quantity.Base * 0.5m)));
    }

    [Test]
    public void Entry_InAPanic_IsKeptOutAndItsExitIsNot()
    {
        var bench = Of(Policy, new TierRegimes { PanicOut = true });
        bench.Signal(SignalKind.Buy);
        Assert.That(bench.Refusals.Single().Rule, Is.EqualTo(RiskRule.MarketRegime), "nobody knows yet");
        Pass(bench, 40);
        bench.Trade(SignalKind.Buy, quantity: 10m);
        Widen(bench, rush: true);
        Assert.That(bench.Engine.Account.RegimeOf(TestMarket.At(TestMarket.Btc)), Is.EqualTo(Regime.Panic));
        bench.Signal(SignalKind.Buy, quantity: 10m);
        Assert.That(bench.Refusals.Select(static one => one.Rule), Is.EqualTo(new[] { RiskRule.MarketRegime, RiskRule.MarketRegime }));
        bench.Signal(SignalKind.Sell);
        Assert.That(bench.LastOrder.IsReduceOnly, Is.True);
    }

    [Test]
    public void Regime_OfWhatIsHalted_IsMaintenance()
    {
        var bench = Of(Policy, new TierRegimes());
        Pass(bench, 40);
        bench.Engine.Account.Log.Emit(new Fact.EntriesBlocked("simulated", BlockCause.TradingHalted, "Halted.") { Symbol = TestMarket.SymbolOf(TestMarket.Btc) }, bench.Now);
        Assert.That(bench.Engine.Account.RegimeOf(TestMarket.At(TestMarket.Btc)), Is.EqualTo(Regime.Maintenance));
        Assert.That(bench.Engine.Account.RegimeOf(TestMarket.At(TestMarket.Eth)), Is.Not.EqualTo(Regime.Maintenance));
    }

    [Test]
    public void Stop_InAVolatileMarket_IsFartherAndTheSignalsOwnIsNot()
    {
        var spec = TestMarket.Spec() with { Protection = new ProtectionSpec { StopFraction = 0.02m } };
        var bench = Of(Policy, new TierRegimes { VolatileStop = 1.5m }, spec);
        Pass(bench, 40);
        Widen(bench);
        bench.Trade(SignalKind.Buy);
        Assert.That(bench.LastOrder.Protection!.StopDistanceQuote, Is.EqualTo(100.05m * 0.02m * 1.5m));
        bench.Trade(SignalKind.Sell);
        bench.Signal(bench.SignalOf(SignalKind.Buy) with { StopQuote = 98.05m });
        Assert.That(bench.LastOrder.Protection!.StopDistanceQuote, Is.EqualTo(2m));
    }

    [TestCase(0.7, RiskRule.PositionMax), TestCase(1, null)]
    public void Position_InAVolatileMarket_HasAnotherLimit(double factor, RiskRule? expected)
    {
        var bench = Of(Policy, new TierRegimes { VolatilePositions = (decimal)factor });
        Pass(bench, 40);
        Widen(bench);
        bench.Signal(SignalKind.Buy, quantity: 90m); // 9 % of equity, the limit is a tenth
        Assert.That(bench.Refusals.Select(static one => (RiskRule?)one.Rule).SingleOrDefault(), Is.EqualTo(expected));
    }

    [Test]
    public void Phase_OfTheIndex_MakesEntriesSmaller()
    {
        var bench = Of(Policy with { Index = ["ETH/USD"], Window = TimeSpan.FromMinutes(5) }, new TierRegimes { CrashSize = 0.25m });
        Pass(bench, 40);
        Assert.That(bench.Engine.Account.Market(TestMarket.At(TestMarket.Btc)), Is.EqualTo(new MarketCondition(Regime.Normal, 1m) { Phase = MarketPhase.Steady }));
        bench.Quote(TestMarket.Eth, 8.395m, 8.405m);
        Pass(bench, 2, quotesEth: false);
        Assert.That(bench.Engine.Account.Market(TestMarket.At(TestMarket.Btc)), Is.EqualTo(new MarketCondition(Regime.Normal, 0.25m) { Phase = MarketPhase.Crash }));
    }

    /// <summary>The same inputs, the same regimes; and what comes later changes nothing of what was told before.</summary>
    [Test]
    public void Regimes_OfTheSamePrices_AreTheSameWhateverComesLater([Values(1, 7, 23)] int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        var (first, again, other) = (Told(seed, 120, seed), Told(seed, 120, seed), Told(seed, 120, seed + 1));
        Assert.That(again, Is.EqualTo(first));
        Assert.That(other.Take(100), Is.EqualTo(first.Take(100)), "they differ after the hundredth bar alone");
        Assert.That(first.Distinct().Count(), Is.GreaterThan(2));
    }

    private static List<(Regime, MarketPhase?)> Told(int seed, int bars, int seedAfterHundred)
    {
        var (bench, chance, mid) = (Of(Policy with { Index = ["BTC/USD"] }, new TierRegimes()), new Random(seed), 100m);
        var told = new List<(Regime, MarketPhase?)>();
        for (var bar = 0; bar < bars; bar++)
        {
            if (bar == 100) chance = new Random(seedAfterHundred);
            for (var i = 0; i < 4; i++)
            {
                mid *= 1m + ((decimal)(chance.NextDouble() - 0.5) * (bar % 50 > 40 ? 0.02m : 0.002m));
                bench.Quote(TestMarket.Btc, mid - 0.05m, mid + 0.05m);
                bench.Engine.TakeTraded(new InstrumentId(TestMarket.Btc), (decimal)chance.NextDouble());
            }

            bench.Clock(Policy.Interval);
            var market = bench.Engine.Account.Market(TestMarket.At(TestMarket.Btc))!;
            told.Add((market.Regime, market.Phase));
        }

        return told;
    }

    private static AccountBench Of(RegimePolicy? policy, TierRegimes regimes, StrategySpec? spec = null)
    {
        var tier = TestMarket.Tier("only", 0m, spec ?? TestMarket.Spec()) with { Regimes = regimes, Limits = new RiskLimits { PositionMaxFraction = 0.1m } };
        return AccountBench.Running(TestMarket.SetupOf(tier) with { Regimes = policy });
    }

    private static void Pass(AccountBench bench, int bars, bool quotesEth = true)
    {
        for (var bar = 0; bar < bars; bar++)
        {
            Quote(bench, 0.5m, bar % 2 == 0 ? 95m : 105m);
            if (quotesEth) bench.Quote(TestMarket.Eth, 9.995m, 10.005m);
            bench.Clock(Policy.Interval);
        }

        Refresh(bench);
    }

    private static void Widen(AccountBench bench, bool rush = false)
    {
        Quote(bench, 2m, rush ? 10_000m : 100m);
        bench.Clock(Policy.Interval);
        Refresh(bench);
    }

    private static void Calm(AccountBench bench)
    {
        Quote(bench, 0.01m, 100m);
        bench.Clock(Policy.Interval);
        Refresh(bench);
    }

    private static void Quote(AccountBench bench, decimal width, decimal volume)
    {
        foreach (var mid in new[] { 100m, 100m + width, 100m - width, 100m }) bench.Quote(TestMarket.Btc, mid - 0.05m, mid + 0.05m);
        bench.Engine.TakeTraded(new InstrumentId(TestMarket.Btc), volume);
    }

    // What is decided next is decided on a fresh quote.
    private static void Refresh(AccountBench bench) => bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
}
