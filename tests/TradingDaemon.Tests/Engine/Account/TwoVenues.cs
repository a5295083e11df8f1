using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Tests.Engine.Account;

/// <summary>An account at two venues with dollars at each: coins at one, shares at the other. Each venue keeps its own plain sums and states them when asked.</summary>
internal sealed class TwoVenues
{
    public const string Coins = "coins";
    public const string Shares = "shares";
    public const int Btc = 0;
    public const int Eth = 1;
    public const int Ibm = 2;

    private readonly Dictionary<string, long> _executions = new() { [Coins] = 0, [Shares] = 0 };

    public TwoVenues(AccountState? remembered = null, ReconciliationPolicy? policy = null, decimal coins = 10_000m, decimal shares = 50_000m)
    {
        var limits = new RiskLimits
        {
            DailyLossReducingFraction = 1m, DailyLossMaxFraction = 1m, StrategyOrdersPerSecondMax = 10_000, AccountOrdersPerSecondMax = 10_000,
            OrderNotionalMaxAccount = 1_000_000m, CorrelatedExposureMaxFraction = 10m, PositionMaxFraction = 10m, StrategyExposureMaxFraction = 10m,
        };
        Setup = new AccountSetup(Catalog, Currency.Usd, ImmutableSortedDictionary<string, decimal>.Empty.Add("USDT", 1m), new TierTableOf(limits).Table, new SpreadLimits())
        {
            Reconciliation = policy ?? new ReconciliationPolicy(),
        };
        Engine = new AccountEngine(Setup, remembered ?? new AccountState());
        Cash = new() { [Coins] = new(StringComparer.Ordinal) { ["USD"] = coins }, [Shares] = new(StringComparer.Ordinal) { ["USD"] = shares } };
    }

    public static InstrumentCatalog Catalog { get; } = new([Of(TestMarket.Btc, Btc, Coins), Of(TestMarket.Eth, Eth, Coins), Of(TestMarket.Ibm, Ibm, Shares)]);

    public AccountSetup Setup { get; }

    public AccountEngine Engine { get; }

    public AccountBooks Books => Engine.Account.Books;

    public DateTimeOffset Now { get; set; } = TestMarket.Start;

    /// <summary>What each venue holds, by its own sums.</summary>
    public Dictionary<string, SortedDictionary<string, decimal>> Cash { get; }

    public Dictionary<string, SortedDictionary<string, decimal>> Held { get; } = new() { [Coins] = new(StringComparer.Ordinal), [Shares] = new(StringComparer.Ordinal) };

    public List<RecordedFact> Recorded { get; } = [];

    public List<ApprovedOrder> Orders { get; } = [];

    public List<OrderReference> Cancels { get; } = [];

    public IEnumerable<Fact> Facts => Recorded.Select(static recorded => recorded.Fact);

    public TwoVenues Begin()
    {
        Engine.Boot(epoch: 7, boot: 1, "test", Now);
        State(Coins);
        State(Shares);
        Engine.Take(new Command.ChangeState(EngineState.Running, "Books and venues agree."), Now);
        Quote(Btc, 100m);
        Quote(Eth, 10m);
        Quote(Ibm, 200m);
        Clock(TimeSpan.Zero);
        return this;
    }

    public void Quote(int instrument, decimal price) => Engine.Take(TestMarket.Quote(instrument, price, price, Now));

    public void Clock(TimeSpan passed)
    {
        Now += passed;
        Engine.Take(Now);
        Gather();
    }

    /// <summary>The venue is asked for everything; returns the differences left.</summary>
    public int State(string venue, params OrderReport[] open)
    {
        var holdings = new VenueHoldings(Cash[venue].ToImmutableSortedDictionary(StringComparer.Ordinal), Held[venue].Where(static held => held.Value != 0m).ToImmutableSortedDictionary(StringComparer.Ordinal));
        var left = Engine.Take(new VenueStatement(venue, [], open, new Dictionary<ClientOrderId, OrderReport?>(), [], holdings, _executions[venue]), Now);
        Gather();
        return left;
    }

    public OrderIntent? Signal(SignalKind kind, int instrument, decimal? quantity = null)
    {
        var before = Orders.Count;
        Engine.Take(new Signal(AccountBench.Alpha, new InstrumentId(instrument), kind, 0.5, "Because.", null, null, quantity, Now, Now.AddSeconds(5), Now), Now);
        Gather();
        return Orders.Count > before ? Orders[^1].Intent : null;
    }

    /// <summary>The venue executes, books it for itself and reports it.</summary>
    public void Fill(OrderIntent intent, decimal quantity, decimal price, decimal fee = 0m, string feeCurrency = "USD")
    {
        var (cash, held, instrument) = (Cash[intent.Venue], Held[intent.Venue], Catalog.Find(intent.Symbol)!);
        var sign = intent.Side == OrderSide.Buy ? 1m : -1m;
        cash["USD"] -= sign * price * quantity;
        held[intent.Symbol.Text] = held.GetValueOrDefault(intent.Symbol.Text) + (sign * quantity);
        if (feeCurrency == instrument.Base.Code) held[intent.Symbol.Text] -= fee;
        else cash[feeCurrency] = cash.GetValueOrDefault(feeCurrency) - fee;
        var number = ++_executions[intent.Venue];
        Engine.Take(new VenueEvent.Executed(new Fill
        {
            ExecutionId = $"x{number}", ExecutionSequence = number, ClientOrderId = intent.ClientOrderId, Venue = intent.Venue, Symbol = intent.Symbol, Side = intent.Side,
            Price = Price.From(price), Quantity = Quantity.From(quantity), Fee = new Money(fee, new Currency(feeCurrency)), Liquidity = Liquidity.Taker, At = Now, IsSimulated = true,
        }), Now);
        Gather();
    }

    /// <summary>A second engine made from a checkpoint and the facts after it.</summary>
    public AccountEngine Recovered(AccountState from)
    {
        var engine = new AccountEngine(Setup, from);
        foreach (var fact in Recorded.Where(fact => fact.Sequence > from.Sequence)) engine.Recover(fact);
        return engine;
    }

    private void Gather()
    {
        while (Engine.TakeBatch() is { } batch)
        {
            Recorded.AddRange(batch.Facts);
            Orders.AddRange(batch.Orders);
            Cancels.AddRange(batch.Cancels);
        }
    }

    private static Instrument Of(int model, int index, string venue) => TestMarket.At(model) with { Id = new InstrumentId(index), Venue = venue, Shortable = true };

    private sealed record TierTableOf(RiskLimits Limits)
    {
        public TradingDaemon.Domain.Tiers.TierTable Table => new([TestMarket.Tier("only", 0m, TestMarket.Spec(allowShort: true) with { ExposureMaxFraction = 10m }) with { Limits = Limits }]);
    }
}
