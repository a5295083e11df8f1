using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;

namespace TradingDaemon.Tests.Engine.Account;

/// <summary>Profit, fees and transfers add up to the change of equity at every event; and books that contradict their facts are found out.</summary>
public sealed class EquityIdentityTests
{
    private static readonly int[] Traded = [TestMarket.Btc, TestMarket.Eth, TestMarket.Ibm, TestMarket.Call];

    [Test]
    public void Equity_AtEveryEvent_IsProfitAndFeesAndTransfers([Range(1, 12)] int seed)
    {
        var random = new Random(seed);
        var prices = new Dictionary<int, decimal> { [TestMarket.Btc] = 100m, [TestMarket.Eth] = 10m, [TestMarket.Ibm] = 200m, [TestMarket.Call] = 4m };
        var limits = new RiskLimits { DailyLossReducingFraction = 1m, DailyLossMaxFraction = 1m, StrategyOrdersPerSecondMax = 10_000, AccountOrdersPerSecondMax = 10_000 };
        var setup = TestMarket.Setup(limits, TestMarket.Spec(allowShort: true), TestMarket.Spec("beta", allowShort: true)) with
        {
            Reconciliation = new ReconciliationPolicy { Orders = DifferencePolicy.Adopt, Cash = DifferencePolicy.Adopt, Positions = DifferencePolicy.Adopt },
        };
        var bench = AccountBench.Running(setup);
        var (seen, kinds) = (0, new HashSet<string>());
        for (var i = 0; i < 1_500; i++)
        {
            Move(bench, prices, random);
            Disturb(bench, prices, random);
            foreach (var fact in bench.Facts.Skip(seen)) kinds.Add(fact.GetType().Name);
            seen = bench.Recorded.Count;
            Check(bench, prices, $"seed {seed}, event {i}");
        }

        bench.Clock(TimeSpan.FromSeconds(5));
        Assert.That((bench.Books.State, bench.Books.Audit.FirstFault(bench.Books)), Is.EqualTo((EngineState.Running, (object?)null)));
        Assert.That(kinds, Is.SupersetOf(new[] { nameof(Fact.FillBooked), nameof(Fact.CashMoved), nameof(Fact.HoldingAdopted), nameof(Fact.PositionTransferred) }), $"seed {seed}");
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()), $"seed {seed}");
    }

    [TestCase("position")]
    [TestCase("lots")]
    [TestCase("order")]
    public void Audit_BooksThatContradictTheirFacts_StopEntriesAndNotExits(string what)
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That(bench.Books.State, Is.EqualTo(EngineState.Running));
        if (what == "order") bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        switch (what)
        {
            case "position": bench.Books.Positions.Book(new(AccountBench.Alpha, TestMarket.SymbolOf(TestMarket.Ibm)), 1m, 200m, 0m, bench.Now, "bug"); break;
            case "lots": bench.Books.Positions.Open(new(AccountBench.Alpha, TestMarket.SymbolOf(TestMarket.Ibm))).Book(-1m, 200m, 0m, bench.Now, "bug"); break;
            default: bench.Books.Orders.Set(bench.Books.Orders.Open.Single() with { FilledBase = 2m }); break;
        }

        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 1m); // something happens, so that it is looked
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That((bench.Books.State, bench.Books.IsFaulted, bench.Breaks.Single().Resolution), Is.EqualTo((EngineState.Faulted, true, "entries stopped")));
        Assert.That(bench.Engine.StateReason, Does.Contain("The books contradict themselves"));
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.LastOrder.IsReduceOnly, Is.True);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        bench.Clock(TimeSpan.FromSeconds(5));
        Assert.That((bench.Facts.OfType<Fact.StateChanged>().Count(static changed => changed.To == EngineState.Faulted), bench.Refusals.Last().Rule), Is.EqualTo((1, RiskRule.EngineRunning)));
    }

    [Test]
    public void Audit_AfterACheckpoint_GoesOnFromIt()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        var next = new AccountBench(bench.Setup, bench.Engine.Capture()) { Now = bench.Now };
        Assert.That(next.Books.Audit.FirstFault(next.Books), Is.Null);
        next.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        next.Signal(SignalKind.Close, TestMarket.Ibm);
        next.Fill(next.LastOrder, fee: 0.5m);
        next.Clock(TimeSpan.FromSeconds(2));
        Assert.That((next.Books.Audit.FirstFault(next.Books), next.Books.State), Is.EqualTo(((object?)null, EngineState.Running)));
    }

    // All in dollars; coins taken as fees are worth what they fetch.
    private static void Check(AccountBench bench, Dictionary<int, decimal> prices, string when)
    {
        decimal Worth(TradingDaemon.Domain.Instruments.Symbol symbol) => TestMarket.Catalog.Find(symbol)!.Notional(prices[TestMarket.Catalog.Find(symbol)!.Id.Index], 1m);
        var transfers = bench.Facts.OfType<Fact.CashMoved>().Sum(static moved => moved.Amount)
            + bench.Facts.OfType<Fact.HoldingAdopted>().Sum(adopted => TestMarket.Catalog.Find(adopted.Symbol)!.Notional(adopted.PriceQuote, adopted.SignedBase));
        var books = bench.Books.Positions.All;
        var profit = books.Sum(book => book.RealizedQuote + book.UnrealizedQuote(Worth(book.Key.Symbol) / book.Multiplier));
        Assert.That(bench.Engine.Account.Equity() - (transfers + profit), Is.EqualTo(0m).Within(1e-18m), when);
        foreach (var instrument in Traded.Select(TestMarket.At))
            Assert.That(books.Where(book => book.Key.Symbol == instrument.Symbol).Sum(static book => book.NetBase), Is.EqualTo(bench.Books.Positions.NetBase(instrument.Id)), when);
    }

    private static void Move(AccountBench bench, Dictionary<int, decimal> prices, Random random)
    {
        bench.Now = bench.Now.AddMilliseconds(random.Next(1, 300));
        foreach (var instrument in Traded)
        {
            prices[instrument] = Math.Max(1m, Math.Round(prices[instrument] * (1m + (((decimal)random.NextDouble() - 0.5m) * 0.02m)), 2));
            bench.Quote(instrument, prices[instrument], prices[instrument]);
        }
    }

    private static void Disturb(AccountBench bench, Dictionary<int, decimal> prices, Random random)
    {
        var instrument = Traded[random.Next(Traded.Length)];
        var strategy = random.Next(2) == 0 ? "alpha" : "beta";
        switch (random.Next(12))
        {
            case <= 4: bench.Signal(random.Next(2) == 0 ? SignalKind.Buy : SignalKind.Sell, instrument, strategy, random.Next(1, 5)); break;
            case <= 8 when bench.Books.Orders.Open.Count > 0: Fill(bench, bench.Books.Orders.Open[0].Intent, random); break;
            case 9: bench.Statement(cash: new(bench.Books.Cash.Total.ToDictionary(), StringComparer.Ordinal) { ["USD"] = bench.Books.Cash.Total["USD"] + random.Next(-50, 50) }); break;
            case 10: bench.Statement(held: Shifted(bench, random)); break;
            case 11 when bench.Orders.Count > 0: Liquidate(bench, random); break;
            default: bench.Clock(); break;
        }
    }

    private static void Fill(AccountBench bench, OrderIntent intent, Random random)
    {
        var order = bench.Books.Orders.Find(intent.ClientOrderId)!;
        var lot = TestMarket.Catalog.Find(intent.Symbol)!.LotSize;
        var quantity = random.Next(2) == 0 ? order.RemainingBase : Math.Max(lot, Math.Floor(order.RemainingBase / 2m / lot) * lot);
        var fee = Math.Round((decimal)random.NextDouble() * 0.01m, 6);
        var coin = TestMarket.SymbolOf(TestMarket.Eth); // as a venue's own coin, traded there too
        var currency = random.Next(5) switch { 0 => "USDT", 1 => TestMarket.Catalog.Find(intent.Symbol)!.Base.Code, 2 => "ETH", _ => "USD" };
        var fill = bench.FillOf(intent, quantity, Math.Max(1m, intent.DecisionBid + ((random.Next(5) - 2) * 0.01m)), random.Next(6) == 0 ? -fee : fee, currency);
        bench.Report(new VenueEvent.Executed(fill with { FeeHolding = currency == "ETH" && intent.Symbol != coin ? coin : null }));
    }

    private static SortedDictionary<string, decimal> Shifted(AccountBench bench, Random random)
    {
        var held = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var instrument in Traded.Select(TestMarket.At)) held[instrument.Symbol.Text] = bench.Books.Positions.NetBase(instrument.Id) + (random.Next(3) == 0 ? random.Next(-3, 4) : 0);
        return held;
    }

    private static void Liquidate(AccountBench bench, Random random)
    {
        if (bench.Books.Positions.All.FirstOrDefault(static book => book.NetBase != 0m) is not { } book) return;
        var sale = bench.LastOrder with
        {
            ClientOrderId = ClientOrderId.From(StrategyId.Emergency, random.Next(1, 1_000_000), 7), Symbol = book.Key.Symbol, Side = book.NetBase > 0m ? OrderSide.Sell : OrderSide.Buy,
        };
        bench.Fill(sale, Math.Abs(book.NetBase), Math.Max(1m, sale.DecisionBid), 0.01m);
    }
}
