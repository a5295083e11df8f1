using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>What the gate reads off its sums is what a walk over the whole account finds, whatever happened before.</summary>
public sealed class ExposureSumsTests
{
    private static readonly int[] Traded = [TestMarket.Btc, TestMarket.Eth, TestMarket.Ibm, TestMarket.Call, TestMarket.EurUsd, TestMarket.BtcUsdt, TestMarket.UsdJpy, TestMarket.Sap, TestMarket.Sony, TestMarket.NoRate];

    private static readonly RiskLimits Limits = RiskBench.Wide with { OpenRiskTradeMaxFraction = 1e4m, OpenRiskTotalMaxFraction = 1e4m, StrategyOrdersPerSecondMax = 100_000, AccountOrdersPerSecondMax = 100_000 };

    [Test]
    public void Exposure_OfRandomAccounts_IsWhatAWalkOverThemFinds([Range(1, 8)] int seed)
    {
        var random = new Random(seed);
        for (var account = 0; account < 6; account++)
        {
            var bench = Account(random);
            for (var step = 0; step < 120; step++)
            {
                Step(bench, random, step);
                foreach (var order in Cases(bench.Engine.Account, random)) AssertAlike(order, $"seed {seed}, account {account}, step {step}");
            }
        }
    }

    /// <summary>Recovered from facts, and from a checkpoint: without prices, with some of them, with all.</summary>
    [Test]
    public void Exposure_AfterRecovery_IsWhatAWalkFinds_HoweverMuchIsPriced([Range(1, 4)] int seed)
    {
        var (random, unknown) = (new Random(seed), 0);
        var bench = Account(random);
        for (var step = 0; step < 200; step++) Step(bench, random, step);
        foreach (var engine in new[] { bench.Recovered(), new AccountEngine(bench.Setup, bench.Engine.Capture()) })
        {
            foreach (var which in Traded)
            {
                foreach (var order in Cases(engine.Account, random))
                {
                    AssertAlike(order, $"seed {seed}, before {TestMarket.SymbolOf(which)} is quoted");
                    if (Exposure.Around(order).OthersGross is null) unknown++;
                }

                if (bench.Engine.Account.Marks.Find(TestMarket.At(which).Id) is { } mark) engine.Take(mark);
            }

            foreach (var order in Cases(engine.Account, random)) AssertAlike(order, $"seed {seed}, quoted");
        }

        Assert.That(unknown, Is.GreaterThan(0), "What cannot be valued must be among what is compared.");
    }

    private static void AssertAlike(RiskCase order, string where)
    {
        var (sums, walk) = (Exposure.Around(order), new ExposureWalk(order));
        AssertAlike(
            [sums.OwnSideBase, sums.StakedBase, sums.OpposedBase, sums.OwnSideOfStrategyBase, sums.ReservedQuote, sums.StrategyOthers, sums.OthersGross, sums.OthersNet, sums.OthersInDirection, sums.UnderlyingOthers, sums.CorrelatedOthers, sums.VenueGross, sums.VenueNet, sums.RiskOfOthers],
            [walk.OwnSideBase, walk.StakedBase, walk.OpposedBase, walk.OwnSideOfStrategyBase, walk.ReservedQuote, walk.StrategyOthers, walk.OthersGross, walk.OthersNet, walk.OthersInDirection, walk.UnderlyingOthers, walk.CorrelatedOthers, walk.VenueGross, walk.VenueNet, walk.RiskOfOthers],
            $"{where}, {order.Intent.Side} {order.Intent.Symbol} of {order.Intent.Strategy}");
    }

    // Sums carry twelve decimals; a stop counted from an average price, and a rate that is one over another, have as many as a decimal holds.
    private static void AssertAlike(decimal?[] sums, decimal?[] walk, string where)
    {
        for (var i = 0; i < sums.Length; i++)
            if ((sums[i] is null) != (walk[i] is null) || Math.Abs((sums[i] - walk[i]) ?? 0m) >= 1e-9m) Assert.Fail($"figure {i} is {sums[i]}, by the walk {walk[i]}: {where}");
    }

    private static AccountBench Account(Random random)
    {
        var catalog = new InstrumentCatalog(TestMarket.Catalog.All.Select(one => one with
        {
            Shortable = true, MinNotional = 0m, Venue = one.Id.Index is TestMarket.Eth or TestMarket.Sap or TestMarket.Call ? "other" : one.Venue, Sector = random.Next(3) switch { 0 => "a", 1 => "b", _ => null },
        }));
        StrategySpec[] specs = [.. Enumerable.Range(0, 4).Select(i => RiskBench.Spec with
        {
            Id = new StrategyId($"s{i}"), OrderStyle = (OrderStyle)random.Next(1, 5), Protection = random.Next(2) == 0 ? new ProtectionSpec() : new ProtectionSpec { StopFraction = 0.03m, TrailFraction = random.Next(2) == 0 ? 0.02m : null, TrailAfterFraction = 0.005m },
        })];
        var bench = AccountBench.Running(TestMarket.Setup(Limits, specs) with { Catalog = catalog, Spreads = new SpreadLimits(IsEnabled: false) }, 10_000_000m, 1_000_000m);
        bench.Report(new VenueEvent.StreamOpened("other", bench.Now) { Opening = 1 });
        var cash = ImmutableSortedDictionary<string, decimal>.Empty.Add("EUR", 1_000_000m).Add("USD", 1_000_000m);
        bench.Engine.Take(new VenueStatement("other", [], [], new Dictionary<ClientOrderId, OrderReport?>(), [], new VenueHoldings(cash, ImmutableSortedDictionary<string, decimal>.Empty), 0L) { Opening = 1 }, bench.Now);
        return bench;
    }

    private static void Step(AccountBench bench, Random random, int step)
    {
        bench.Now = bench.Now.AddMilliseconds(1_100);
        for (var i = 0; i < 4; i++)
        {
            var which = Traded[random.Next(step < 40 ? 4 : Traded.Length)]; // some have no price at first
            var price = Math.Round((which == TestMarket.UsdJpy ? 150m : 100m) * (1m + (0.1m * ((decimal)random.NextDouble() - 0.5m))), which == TestMarket.Sony ? 0 : 2);
            bench.Mark(which, price, price + (random.Next(2) * TestMarket.At(which).TickSize));
        }

        var traded = Traded[random.Next(Traded.Length)];
        bench.Signal(random.Next(5) switch { 0 => SignalKind.Close, 1 or 2 => SignalKind.Sell, _ => SignalKind.Buy }, traded, $"s{random.Next(4)}", random.Next(1, 40));
        if (random.Next(40) == 0) bench.Statement(held: new(StringComparer.Ordinal) { ["IBM"] = 7m }); // strangers traded, maybe adopted
        foreach (var working in bench.Books.Orders.Open.ToList())
        {
            var dice = random.Next(10);
            if (dice == 9) bench.Report(new VenueEvent.CancelDone(working.Intent.ClientOrderId, "test", bench.Now));
            if (dice is < 6 or 9) continue;
            var lots = working.RemainingBase / TestMarket.Catalog.Find(working.Intent.Symbol)!.LotSize;
            var quantity = dice == 8 ? working.RemainingBase : Math.Max(1m, Math.Floor(lots / 2m)) * TestMarket.Catalog.Find(working.Intent.Symbol)!.LotSize;
            bench.Fill(working.Intent, quantity, working.Intent.ValuedAtQuote, 0.01m, TestMarket.Catalog.Find(working.Intent.Symbol)!.Quote.Code);
        }
    }

    private static IEnumerable<RiskCase> Cases(TradingAccount account, Random random)
    {
        for (var i = 0; i < 4; i++)
        {
            var instrument = account.Setup.Catalog[new InstrumentId(Traded[random.Next(Traded.Length)])];
            var quote = TestMarket.Quote(instrument.Id.Index, 100m, 101m, TestMarket.Start);
            yield return new RiskCase
            {
                Intent = new OrderIntent
                {
                    ClientOrderId = ClientOrderId.From(new StrategyId("s0"), 99_999, 1), Strategy = new StrategyId($"s{random.Next(5)}"), Symbol = instrument.Symbol, Venue = instrument.Venue, Side = (OrderSide)random.Next(1, 3),
                    Terms = new OrderTerms.Market(Quantity.From(1m)), IsReduceOnly = false, Reason = "Because.", DecisionBid = 100m, DecisionAsk = 101m, DecidedAt = TestMarket.Start,
                },
                Instrument = instrument, Catalog = account.Setup.Catalog, Groups = account.Groups, Spec = null, Quote = quote, Limits = Limits, Books = account.Books, Valuation = account.Valuation, EquityAccount = null, Now = TestMarket.Start, Pace = account.Pace, Rejects = account.Rejects,
            };
        }
    }
}
