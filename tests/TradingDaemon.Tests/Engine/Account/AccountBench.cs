using System.Collections.Immutable;
using System.Text.Json;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Storage.Json;

namespace TradingDaemon.Tests.Engine.Account;

/// <summary>A real account engine driven by hand: its inputs in one line each, and everything it decided in lists.</summary>
internal sealed class AccountBench(AccountSetup? setup = null, AccountState? remembered = null)
{
    public static readonly StrategyId Alpha = new("alpha");

    private long _executions;
    private long _opening;

    public AccountSetup Setup { get; } = setup ?? TestMarket.Setup();

    public AccountEngine Engine { get; } = new(setup ?? TestMarket.Setup(), remembered ?? new AccountState());

    public AccountBooks Books => Engine.Account.Books;

    public DateTimeOffset Now { get; set; } = TestMarket.Start;

    public List<RecordedFact> Recorded { get; } = [];

    public List<ApprovedOrder> Orders { get; } = [];

    public List<OrderReference> Cancels { get; } = [];

    public IEnumerable<Fact> Facts => Recorded.Select(static recorded => recorded.Fact);

    public IEnumerable<Fact.SignalRefused> Refusals => Facts.OfType<Fact.SignalRefused>();

    public IEnumerable<Fact.BreakFound> Breaks => Facts.OfType<Fact.BreakFound>();

    public OrderIntent LastOrder => Orders[^1].Intent;

    /// <summary>An engine that booted, was funded and runs, with fresh quotes of the usual instruments.</summary>
    public static AccountBench Running(AccountSetup? setup = null, decimal cash = 100_000m, decimal euros = 0m, decimal tethers = 0m)
    {
        var bench = new AccountBench(setup);
        bench.Boot();
        var told = new SortedDictionary<string, decimal>(StringComparer.Ordinal) { ["USD"] = cash };
        if (euros != 0m) told["EUR"] = euros;
        if (tethers != 0m) told["USDT"] = tethers;
        bench.Statement(cash: told);
        bench.Command(new Command.ChangeState(EngineState.Running, "Books and venues agree."));
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Quote(TestMarket.Eth, 9.995m, 10.005m);
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        if (euros != 0m) bench.Quote(TestMarket.EurUsd, 1.1m, 1.1m);
        bench.Clock();
        return bench;
    }

    /// <summary>The state as canonical text: two states are the same when their texts are.</summary>
    public static string Canonical(AccountState state) => JsonSerializer.Serialize(state, Spelling.AccountState);

    public string Canonical() => Canonical(Engine.Capture());

    /// <summary>A second engine made from nothing but this one's facts.</summary>
    public AccountEngine Recovered()
    {
        var engine = new AccountEngine(Setup, new AccountState());
        foreach (var fact in Recorded) engine.Recover(fact);
        return engine;
    }

    public void Boot()
    {
        Engine.Boot(epoch: 7, boot: 1, "test", Now);
        OpenStream();
    }

    /// <summary>The venue's stream opens, and whoever compares from now on begins to.</summary>
    public void OpenStream() => Report(new VenueEvent.StreamOpened("simulated", Now) { Opening = ++_opening });

    /// <summary>What a venue says that is asked now.</summary>
    public VenueStatement Begun(VenueStatement statement) => statement with { Opening = _opening, MadeAt = statement.MadeAt == default ? Now - TestMarket.Start : statement.MadeAt };

    public void Quote(int instrument, decimal bid, decimal ask, DateTimeOffset? at = null) => Engine.Take(TestMarket.Quote(instrument, bid, ask, at ?? Now));

    /// <summary>A quote as the evaluation room hands it on: what guards positions looks at it.</summary>
    public void Mark(int instrument, decimal bid, decimal ask, DateTimeOffset? at = null)
    {
        Engine.Take(TestMarket.Quote(instrument, bid, ask, at ?? Now), Now);
        Gather();
    }

    public void Clock(TimeSpan passed = default)
    {
        Now += passed;
        Engine.Take(Now);
        Gather();
    }

    public void Command(Command command)
    {
        Engine.Take(command, Now);
        Gather();
    }

    public void Signal(SignalKind kind, int instrument = TestMarket.Btc, string strategy = "alpha", decimal? quantity = null) =>
        Signal(SignalOf(kind, instrument, strategy, quantity));

    public void Signal(Signal signal)
    {
        Engine.Take(signal, Now);
        Gather();
    }

    public Signal SignalOf(SignalKind kind, int instrument = TestMarket.Btc, string strategy = "alpha", decimal? quantity = null) =>
        new(new StrategyId(strategy), new InstrumentId(instrument), kind, 0.5, "Because.", null, null, quantity, Now, Now.AddSeconds(5), Now);

    public void Report(VenueEvent report)
    {
        Engine.Take(report, Now);
        Gather();
    }

    public void Accept(OrderIntent intent) => Report(new VenueEvent.Accepted(intent.ClientOrderId, $"V-{intent.ClientOrderId}", Now));

    public void Fill(OrderIntent intent, decimal? quantity = null, decimal? price = null, decimal fee = 0m, string feeCurrency = "USD") =>
        Report(new VenueEvent.Executed(FillOf(intent, quantity ?? intent.Terms.Quantity.Base, price ?? Touch(intent), fee, feeCurrency)));

    public Fill FillOf(OrderIntent intent, decimal quantity, decimal price, decimal fee = 0m, string feeCurrency = "USD", long? sequence = null)
    {
        var number = sequence ?? ++_executions;
        return new Fill
        {
            ExecutionId = $"x{number}", ExecutionSequence = number, ClientOrderId = intent.ClientOrderId, Venue = intent.Venue, Symbol = intent.Symbol, Side = intent.Side,
            Price = Price.From(price), Quantity = Quantity.From(quantity), Fee = new Money(fee, new Currency(feeCurrency)), Liquidity = Liquidity.Taker, At = Now, IsSimulated = true,
        };
    }

    /// <summary>Signals, and fills what comes of it at the touch.</summary>
    public OrderIntent Trade(SignalKind kind, int instrument = TestMarket.Btc, string strategy = "alpha", decimal? quantity = null)
    {
        var before = Orders.Count;
        Signal(kind, instrument, strategy, quantity);
        if (Orders.Count == before) throw new InvalidOperationException($"No order: {Refusals.LastOrDefault()}");
        Fill(LastOrder);
        return LastOrder;
    }

    public int Statement(
        SortedDictionary<string, decimal>? cash = null, SortedDictionary<string, decimal>? held = null, IReadOnlyList<Fill>? fills = null,
        IReadOnlyList<OrderReport>? open = null, Dictionary<ClientOrderId, OrderReport?>? lookUps = null, ToldBuyingPower? power = null)
    {
        var holdings = new VenueHoldings(
            (cash ?? new(Books.Cash.At("simulated").ToDictionary(), StringComparer.Ordinal)).ToImmutableSortedDictionary(StringComparer.Ordinal),
            (held ?? Held()).ToImmutableSortedDictionary(StringComparer.Ordinal)) { BuyingPower = power };
        var breaks = Engine.Take(Begun(new VenueStatement("simulated", fills ?? [], open ?? [], lookUps ?? [], [], holdings, Math.Max(Books.Fills.NewestOf("simulated"), fills is { Count: > 0 } ? fills[^1].ExecutionSequence : 0L))), Now);
        Gather();
        return breaks;
    }

    public decimal Net(int instrument, string strategy = "alpha") => Books.Positions.NetBase(new PositionKey(new StrategyId(strategy), TestMarket.SymbolOf(instrument)));

    private static decimal Touch(OrderIntent intent) => intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid;

    private SortedDictionary<string, decimal> Held()
    {
        var held = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var instrument in Setup.Catalog.All)
            if (Books.Positions.NetBase(instrument.Id) is not 0m and var net) held.Add(instrument.Symbol.Text, net);
        return held;
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
}
