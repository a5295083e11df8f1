using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

/// <summary>Bitcoin under two names, and routing that is off: a strategy that traded both goes on with the first alone.</summary>
internal sealed class OrphanBench
{
    public const int First = TestMarket.Btc;
    public const int Second = TestMarket.BtcUsdt; // its place in the catalogue

    private OrphanBench(AccountBench bench) => Bench = bench;

    public AccountBench Bench { get; }

    public Symbol SecondName => Bench.Setup.Catalog[new InstrumentId(Second)].Symbol;

    public IEnumerable<(string Symbol, OrderSide Side, decimal Quantity, bool IsReduceOnly)> Orders => Bench.Orders.Select(static order => (order.Intent.Symbol.Text, order.Intent.Side, order.Intent.Terms.Quantity.Base, order.Intent.IsReduceOnly));

    /// <summary>What the strategy is shown of a name, held and under way.</summary>
    public (decimal Held, decimal InFlight) Shown(Symbol name)
    {
        var key = new PositionKey(AccountBench.Alpha, name);
        return (Bench.Engine.Snapshot.HoldingBase(key), Bench.Engine.Snapshot.InFlightBase.GetValueOrDefault(key));
    }

    /// <summary>A catalogue whose second name is the same pair's at another venue, or one that <c>sameAs</c> joins; routing is off, unless said.</summary>
    public static AccountSetup Setup(bool isPair, StrategySpec[] specs, bool isSmart = false)
    {
        var setup = TestMarket.Setup(specs) with { Spreads = new SpreadLimits(IsEnabled: false) };
        if (!isPair) return setup with { Routing = new RoutingPolicy { IsSmart = isSmart, SameThings = [[TestMarket.SymbolOf(First), TestMarket.SymbolOf(Second)]] } };
        return setup with
        {
            Routing = isSmart ? new RoutingPolicy { IsSmart = true, SameThings = [[TestMarket.SymbolOf(First), TestMarket.SymbolOf(First).ListedAt("second")]] } : setup.Routing,
            Catalog = new InstrumentCatalog(TestMarket.Catalog.All.Select(static one => one.Id.Index != Second ? one : TestMarket.At(First) with { Id = one.Id, Symbol = TestMarket.SymbolOf(First).ListedAt("second") })),
        };
    }

    /// <summary>An account that runs, with quotes of both.</summary>
    public static OrphanBench Running(bool isPair, StrategySpec[] specs, bool isSmart = false)
    {
        var bench = new OrphanBench(AccountBench.Running(Setup(isPair, specs, isSmart), tethers: 100_000m));
        bench.Quote();
        return bench;
    }

    /// <summary>Ten coins are held under the second name by a strategy that from now on trades what <paramref name="then"/> says.</summary>
    public static OrphanBench Holding(bool isPair, StrategySpec? before = null, StrategySpec? then = null, bool isSmart = false)
    {
        var spec = before ?? TestMarket.Spec();
        var held = Running(isPair, [spec], isSmart);
        held.Bench.Trade(SignalKind.Buy, Second, quantity: 10m);
        held.Configure(then ?? spec with { Symbols = ["BTC/USD"] });
        held.Bench.Orders.Clear();
        return held;
    }

    /// <summary>Another process, made of nothing but the journal, whose files name the first name alone.</summary>
    public OrphanBench Restarted()
    {
        var setup = Bench.Setup with { Tiers = Bench.Engine.Account.Setup.Tiers };
        var next = new OrphanBench(new AccountBench(setup) { Now = Bench.Now });
        foreach (var fact in Bench.Recorded) next.Bench.Engine.Recover(fact);
        next.Bench.Boot();
        next.Bench.Statement();
        next.Bench.Command(new Command.ChangeState(EngineState.Running, "Books and venues agree."));
        next.Quote();
        next.Bench.Clock();
        return next;
    }

    public void Configure(StrategySpec spec) => Bench.Command(new Command.Configure(new TierRulebook(new TierTable([TestMarket.Tier("only", 0m, spec)]), Bench.Setup.Spreads), "another", "file", "", []));

    public void Quote(decimal bid = 99.95m)
    {
        Bench.Mark(First, bid, bid + 0.1m);
        Bench.Mark(Second, bid, bid + 0.1m);
    }

    public void Pass(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            Bench.Now = Bench.Now.AddSeconds(1);
            Quote();
            Bench.Clock();
        }
    }
}
