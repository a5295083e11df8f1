using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate.Edges;

/// <summary>Rules on money: what an order is worth, equity, cash, budgets of a day. Equity and cash are 100,000 and IBM is bought at 100; of ODD's currency nobody knows a rate.</summary>
internal static class FundEdges
{
    public static IEnumerable<RuleEdge> Rows() =>
    [
        .. new EdgesOf(RiskRule.CurrencyConversion)
            .Passes(EdgeSide.Good, "the account's own currency", static () => new RiskBench().Case(1m))
            .Passes(EdgeSide.Good, "a currency at parity", static () => new RiskBench().Case(1m, instrument: TestMarket.BtcUsdt))
            .Refuses(EdgeSide.Bad, "a pair that has no quote", 0m, 0m, static () => new RiskBench().Case(1m, instrument: TestMarket.Sap))
            .Refuses(EdgeSide.Missing, "a currency no pair knows", 0m, 0m, static () => new RiskBench().Case(1m, instrument: TestMarket.NoRate)),
        .. new EdgesOf(RiskRule.EquityKnown)
            .Refuses(EdgeSide.Below, "a cent less than nothing", 0m, -0.01m, static () => Equity(-0.01m))
            .Refuses(EdgeSide.At, "nothing", 0m, 0m, static () => Equity(0m))
            .Passes(EdgeSide.Above, "a cent", static () => Equity(0.01m))
            .Refuses(EdgeSide.Missing, "equity nobody can value", 0m, 0m, static () => Equity(null))
            .Passes(EdgeSide.At, "a holding's price as old as it may be", static () => Held(TimeSpan.FromMinutes(10)))
            .Refuses(EdgeSide.Above, "a tick older", 600m, 600.0000001m, static () => Held(TimeSpan.FromMinutes(10) + TimeSpan.FromTicks(1)))
            .Refuses(EdgeSide.Missing, "a day whose opening equity nobody knows", 0m, 100_000m, static () => DayNotOpened()),
        .. new EdgesOf(RiskRule.StrategyCapitalMin)
            .Refuses(EdgeSide.Below, "a cent less than it needs", 50_000m, 49_999.99m, static () => Needing(49_999.99m))
            .Passes(EdgeSide.At, "what it needs", static () => Needing(50_000m))
            .Passes(EdgeSide.Above, "a cent more", static () => Needing(50_000.01m))
            .Refuses(EdgeSide.Missing, "equity nobody can value", 50_000m, 0m, static () => Needing(null)),
        .. new EdgesOf(RiskRule.OrderNotionalMax)
            .Passes(EdgeSide.Below, "a share less", static () => Worth(99m))
            .Passes(EdgeSide.At, "the most", static () => Worth(100m))
            .Refuses(EdgeSide.Above, "a share more", 10_000m, 10_100m, static () => Worth(101m))
            .Refuses(EdgeSide.Missing, "no rate", 10_000m, 0m, static () => Worth(1m, TestMarket.NoRate)),
        .. new EdgesOf(RiskRule.BuyingPower)
            .Passes(EdgeSide.Below, "a share less than all cash", static () => Paid(999m))
            .Passes(EdgeSide.At, "all cash: 1,000 × 100 and 0.5 % are 100,500", static () => Paid(1_000m))
            .Refuses(EdgeSide.Above, "a share more", 100_500m, 100_600.5m, static () => Paid(1_001m))
            .Passes(EdgeSide.At, "all cash where the venue takes 1.5 %: 989 × 100 and 1.6 % are 100,482.4", static () => Paid(989m, takerFraction: 0.015m))
            .Refuses(EdgeSide.Above, "a share more than its fee leaves", 100_500m, 100_584m, static () => Paid(990m, takerFraction: 0.015m))
            .Refuses(EdgeSide.Missing, "cash of a currency its venue never told", 0m, 100.5m, static () => Paid(1m, TestMarket.Sap)),
        .. ToldRows(),
        .. new EdgesOf(RiskRule.StrategyBudget)
            .Passes(EdgeSide.Below, "a share less", static () => Spending(99m, isAccounts: false))
            .Passes(EdgeSide.At, "the whole budget", static () => Spending(100m, isAccounts: false))
            .Refuses(EdgeSide.Above, "a share more", 0.1m, 0.101m, static () => Spending(101m, isAccounts: false))
            .Refuses(EdgeSide.Missing, "no rate", 0.1m, 0m, static () => Spending(1m, isAccounts: false, TestMarket.NoRate)),
        .. new EdgesOf(RiskRule.AccountBudget)
            .Passes(EdgeSide.Below, "a share less", static () => Spending(99m, isAccounts: true))
            .Passes(EdgeSide.At, "the whole budget", static () => Spending(100m, isAccounts: true))
            .Refuses(EdgeSide.Above, "a share more", 0.1m, 0.101m, static () => Spending(101m, isAccounts: true))
            .Refuses(EdgeSide.Missing, "no rate", 0.1m, 0m, static () => Spending(1m, isAccounts: true, TestMarket.NoRate)),
    ];

    private static EdgesOf ToldRows() =>
        new EdgesOf(RiskRule.BuyingPower)
            .Passes(EdgeSide.Below, "a share less than the venue told of shares", static () => Told(49m))
            .Passes(EdgeSide.At, "all it told: 50 × 100 and 0.5 % are 5,025", static () => Told(50m))
            .Refuses(EdgeSide.Above, "a share more than it told", 5_025m, 5_125.5m, static () => Told(51m))
            .Passes(EdgeSide.At, "all it told, less what was sent since", static () => Told(40m, spent: 1_000m))
            .Refuses(EdgeSide.Above, "a share more than that leaves", 4_020m, 4_120.5m, static () => Told(41m, spent: 1_000m))
            .Passes(EdgeSide.At, "all it told, of a short", static () => Told(50m, side: OrderSide.Sell, power: 4_974.75m))
            .Refuses(EdgeSide.Above, "a share short more", 4_974.75m, 5_074.245m, static () => Told(51m, side: OrderSide.Sell, power: 4_974.75m))
            .Refuses(EdgeSide.Above, "of a coin, more than it told of coins though shares had more", 100m, 100.5m, static () => Told(1m, instrument: TestMarket.Btc))
            .Passes(EdgeSide.At, "a figure as old as it may be", static () => Told(50m, age: TimeSpan.FromMinutes(2)))
            .Refuses(EdgeSide.Missing, "a figure a tick older", 0m, 0m, static () => Told(50m, age: TimeSpan.FromMinutes(2) + TimeSpan.FromTicks(1)))
            .Refuses(EdgeSide.Missing, "a venue that tells it, and has told nothing yet", 0m, 0m, static () => Telling(new RiskBench().Case(1m)))
            .Refuses(EdgeSide.Missing, "of a short, the same", 0m, 0m, static () => Telling(new RiskBench().Case(1m, OrderSide.Sell)))
            .Refuses(EdgeSide.Missing, "a class it tells nothing of", 0m, 0m, static () => Told(1m, instrument: TestMarket.Call))
            .Passes(EdgeSide.Below, "a venue that tells none, whatever was heard of it once", static () => Told(51m) with { Offers = new VenueOffers() })
            .Passes(EdgeSide.Below, "what is quoted in a currency it does not count in", static () => Told(51m, currency: "EUR"));

    private static RiskCase Equity(decimal? account) => new RiskBench().Case(1m, change: order => order with { EquityAccount = account });

    private static RiskCase Held(TimeSpan age)
    {
        var bench = new RiskBench(Wide with { MarkAgeMax = TimeSpan.FromMinutes(10) });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        return bench.Case(1m, change: order => order with { Now = bench.Account.Now + age });
    }

    private static RiskCase DayNotOpened()
    {
        var unopened = new AccountBench(TestMarket.Setup(Wide, Spec));
        unopened.Engine.Boot(epoch: 7, boot: 1, "test", unopened.Now);
        unopened.Command(new Command.ChangeState(EngineState.Running, "test"));
        return new RiskBench().Case(1m, change: order => order with { Books = unopened.Books });
    }

    private static RiskCase Needing(decimal? equity) => Equity(equity) with { Spec = Spec with { CapitalMinAccount = 50_000m } };

    private static RiskCase Worth(decimal quantity, int instrument = TestMarket.Ibm) => new RiskBench(Wide with { OrderNotionalMaxAccount = 10_000m }).Case(quantity, instrument: instrument);

    private static RiskCase Paid(decimal quantity, int instrument = TestMarket.Ibm, decimal takerFraction = 0m)
    {
        var bench = new RiskBench();
        bench.Account.Engine.Account.Log.Emit(new Fact.CashMoved("USD", 500m, "deposit") { Venue = "simulated" }, bench.Account.Now);
        return bench.Case(quantity, instrument: instrument, change: order => order with { TakerFraction = takerFraction });
    }

    private static RiskCase Told(decimal quantity, decimal power = 5_025m, decimal spent = 0m, OrderSide side = OrderSide.Buy, int instrument = TestMarket.Ibm, TimeSpan age = default, string currency = "USD")
    {
        var bench = new RiskBench();
        var told = new ToldBuyingPower(bench.Account.Now - age, currency, power, 100m, null);
        bench.Account.Engine.Account.Log.Emit(new Fact.BuyingPowerTold("simulated", new VenueBuyingPower(told, spent, [])), bench.Account.Now);
        if (instrument == TestMarket.Call) bench.Account.Quote(instrument, 4m, 4m);
        return Telling(bench.Case(quantity, side, instrument));
    }

    private static RiskCase Telling(RiskCase order)
    {
        var offers = new VenueOffers();
        offers.TellBuyingPower("simulated", isTold: true);
        return order with { Offers = offers };
    }

    private static RiskCase Spending(decimal quantity, bool isAccounts, int instrument = TestMarket.Ibm) => new RiskBench(isAccounts ? Wide with { DailyCapitalMaxFraction = 0.1m } : Wide)
        .Case(quantity, instrument: instrument, change: order => isAccounts ? order : order with { Spec = Spec with { DailyCapitalMaxFraction = 0.1m } });
}
