using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

/// <summary>An account that may buy bitcoin at two venues: for dollars at one, for dollar tokens at the other.</summary>
internal sealed class RoutingBench
{
    public const string Here = "simulated";
    public const string There = "there";

    private readonly Dictionary<string, long> _executions = new() { [Here] = 0, [There] = 0 };
    private readonly (decimal Dollars, decimal Tokens) _cash;

    public RoutingBench(RoutingPolicy? policy = null, StrategySpec? spec = null, decimal dollars = 100_000m, decimal tokens = 100_000m, StrategySpec? higher = null)
    {
        var catalog = new InstrumentCatalog(TestMarket.Catalog.All.Select(static one => one.Id.Index == TestMarket.BtcUsdt ? one with { Venue = There } : one));
        var tiers = higher is null ? TestMarket.Setup(spec ?? Spec) : TestMarket.SetupOf(TestMarket.Tier("only", 0m, spec ?? Spec), TestMarket.Tier("higher", 10_000_000m, higher));
        Setup = tiers with { Catalog = catalog, Routing = policy ?? Smart };
        _cash = (dollars, tokens);
        Engine = Start(new AccountState(), boot: 1);
        Quote(TestMarket.Btc, 99.95m, 100.05m);
        Quote(TestMarket.BtcUsdt, 99.95m, 100.05m);
        Quote(TestMarket.Ibm, 199.95m, 200.05m);
        Engine.Take(Now);
        Gather();
    }

    public static StrategySpec Spec { get; } = TestMarket.Spec() with { SlippageMaxFraction = 0.01m };

    public static RoutingPolicy Smart { get; } = new()
    {
        IsSmart = true, SameThings = [[new Symbol("BTC/USD"), new Symbol("BTC/USDT")]],
        Fees = ImmutableDictionary<(string, AssetClass), FeeShares>.Empty.Add((Here, AssetClass.Crypto), new(0m, 0.004m)).Add((There, AssetClass.Crypto), new(0m, 0.001m)),
    };

    public AccountSetup Setup { get; }

    public AccountEngine Engine { get; private set; }

    public AccountBooks Books => Engine.Account.Books;

    public DateTimeOffset Now { get; set; } = TestMarket.Start;

    public List<Fact> Facts { get; } = [];

    public List<OrderIntent> Orders { get; } = [];

    public Fact.SignalRefused LastRefusal => Facts.OfType<Fact.SignalRefused>().Last();

    public int Refusals => Facts.OfType<Fact.SignalRefused>().Count();

    public void Quote(int instrument, decimal bid, decimal ask)
    {
        Engine.Take(TestMarket.Quote(instrument, bid, ask, Now), Now);
        Gather();
    }

    public void Clock(double seconds)
    {
        Now = Now.AddSeconds(seconds);
        Engine.Take(Now);
        Gather();
    }

    /// <summary>Signals; the order that came of it, or null.</summary>
    public OrderIntent? Signal(SignalKind kind, int instrument = TestMarket.Btc, Quote? seen = null, decimal? told = null, decimal? quantity = 1m)
    {
        var before = Orders.Count;
        Engine.Take(new Signal(AccountBench.Alpha, new InstrumentId(instrument), kind, 0.5, "Because.", seen, told, quantity, Now, Now.AddSeconds(5), Now), Now);
        Gather();
        return Orders.Count > before ? Orders[^1] : null;
    }

    public void Fill(OrderIntent intent, decimal? quantity = null)
    {
        var number = ++_executions[intent.Venue];
        Engine.Take(new VenueEvent.Executed(new Fill
        {
            ExecutionId = $"x{number}", ExecutionSequence = number, ClientOrderId = intent.ClientOrderId, Venue = intent.Venue, Symbol = intent.Symbol, Side = intent.Side,
            Price = Price.From(intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid), Quantity = quantity is { } part ? Quantity.From(part) : intent.Terms.Quantity, Fee = new Money(0m, Setup.Catalog.Find(intent.Symbol)!.Quote),
            Liquidity = Liquidity.Taker, At = Now, IsSimulated = true,
        }), Now);
        Gather();
    }

    public void Block(string venue)
    {
        Engine.Take(new VenueEvent.EntriesBlocked(venue, BlockCause.CircuitOpen, "Too many faults.", Now), Now);
        Gather();
    }

    /// <summary>Another process goes on with what this one remembers, nothing of it filled yet, and has no quote of anything.</summary>
    public void Restart() => Engine = Start(Engine.Capture(), boot: 2);

    private AccountEngine Start(AccountState remembered, int boot)
    {
        Engine = new AccountEngine(Setup, remembered);
        Engine.Boot(epoch: 7, boot, "test", Now);
        State(Here, "USD", _cash.Dollars);
        State(There, "USDT", _cash.Tokens);
        Engine.Take(new Command.ChangeState(EngineState.Running, "Books and venues agree."), Now);
        return Engine;
    }

    private void State(string venue, string currency, decimal amount)
    {
        Engine.Take(new VenueEvent.StreamOpened(venue, Now) { Opening = 1 }, Now);
        var holdings = new VenueHoldings(ImmutableSortedDictionary<string, decimal>.Empty.Add(currency, amount), ImmutableSortedDictionary<string, decimal>.Empty);
        Engine.Take(new VenueStatement(venue, [], [], new Dictionary<ClientOrderId, OrderReport?>(), [], holdings, 0L) { Opening = 1 }, Now);
        Gather();
    }

    private void Gather()
    {
        while (Engine.TakeBatch() is { } batch)
        {
            Facts.AddRange(batch.Facts.Select(static recorded => recorded.Fact));
            Orders.AddRange(batch.Orders.Select(static order => order.Intent));
        }
    }
}
