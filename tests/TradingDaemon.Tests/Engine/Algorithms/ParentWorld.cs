using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Algorithms;

/// <summary>An account whose one strategy executes by an algorithm, with a market that is quoted every second.</summary>
internal sealed class ParentWorld
{
    public static readonly AlgorithmSpec Twap = new() { Algorithm = ExecutionAlgorithm.Twap, Horizon = TimeSpan.FromMinutes(10), Slices = 10 };
    public static readonly AlgorithmSpec Iceberg = new() { Algorithm = ExecutionAlgorithm.Iceberg, Horizon = TimeSpan.FromMinutes(10), DisplayQuantityBase = 2m, CapFraction = 0.01m };
    public static readonly AlgorithmSpec Split = new() { Algorithm = ExecutionAlgorithm.Split, Horizon = TimeSpan.FromMinutes(1), CapFraction = 0.001m };

    public ParentWorld(AlgorithmSpec terms, Func<StrategySpec, StrategySpec>? change = null) : this(SetupOf(terms, change)) { }

    public ParentWorld(AccountSetup setup) => Bench = AccountBench.Running(setup);

    /// <summary>A process after that one, with what it remembers.</summary>
    public ParentWorld(AccountSetup setup, AccountState remembered, DateTimeOffset now) => Bench = new AccountBench(setup, remembered) { Now = now };

    public AccountBench Bench { get; }

    public decimal Bid { get; set; } = 99.95m;

    public decimal Ask { get; set; } = 100.05m;

    /// <summary>Whether the venue fills every order whole, at once.</summary>
    public bool Fills { get; set; } = true;

    public ParentState? Parent => Bench.Books.Parents.Count > 0 ? Bench.Books.Parents.All[0] : null;

    public Fact.ParentEnded? End => Bench.Facts.OfType<Fact.ParentEnded>().LastOrDefault();

    public IEnumerable<OrderIntent> Children => Bench.Orders.Select(static order => order.Intent).Where(static intent => intent.Child is not null);

    public decimal FilledBase => Bench.Facts.OfType<Fact.FillBooked>().Sum(static booked => booked.Fill.Quantity.Base);

    public static AccountSetup SetupOf(AlgorithmSpec terms, Func<StrategySpec, StrategySpec>? change = null)
    {
        var spec = TestMarket.Spec() with { Execution = terms };
        return TestMarket.Setup(change is null ? spec : change(spec));
    }

    /// <summary>Time passes, second by second, each with a quote of its own.</summary>
    public void Pass(double seconds, double step = 1d)
    {
        for (var passed = 0d; passed < seconds - 0.0001d; passed += step)
        {
            Bench.Now = Bench.Now.AddSeconds(Math.Min(step, seconds - passed));
            Bench.Mark(TestMarket.Btc, Bid, Ask);
            Bench.Clock();
            if (Fills) FillAll();
        }
    }

    /// <summary>Wants to buy, and fills what comes of it.</summary>
    public void Buy(decimal quantity)
    {
        Bench.Mark(TestMarket.Btc, Bid, Ask);
        Bench.Signal(SignalKind.Buy, quantity: quantity);
        if (Fills) FillAll();
    }

    public void FillAll()
    {
        foreach (var order in Bench.Books.Orders.Open.ToList()) Bench.Fill(order.Intent, order.RemainingBase);
    }
}
