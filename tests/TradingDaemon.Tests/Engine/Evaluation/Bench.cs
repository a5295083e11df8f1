using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Evaluation;

namespace TradingDaemon.Tests.Engine.Evaluation;

/// <summary>A room with two coins and a share, scripted strategies and a recorded output: what most tests of the room need.</summary>
internal sealed class Bench
{
    public static readonly DateTimeOffset Start = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly Symbol Btc = new("BTC/USD");
    public static readonly Symbol Eth = new("ETH/USD");
    public static readonly Symbol Ibm = new("IBM");

    public Bench(EvaluationOptions? options = null, params ScriptedFactory[] factories)
    {
        Factories = factories.ToDictionary(static factory => factory.Kind);
        Room = new EvaluationRoom(Catalog, options ?? new EvaluationOptions(), Factories.GetValueOrDefault);
    }

    public static InstrumentCatalog Catalog { get; } = new([
        Make(0, Btc, AssetClass.Crypto), Make(1, Eth, AssetClass.Crypto), Make(2, Ibm, AssetClass.Equity), Make(3, new Symbol("HALT"), AssetClass.Equity, tradable: false)]);

    public Dictionary<string, ScriptedFactory> Factories { get; }

    public EvaluationRoom Room { get; }

    public RecordedOutput Output { get; } = new();

    public AccountSnapshot Account { get; set; } = AccountSnapshot.Empty;

    public IEvaluationWatch Watch { get; set; } = NullWatch.Instance;

    public static DateTimeOffset At(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    public static StrategySpec Spec(string id, string kind = "scripted", TimeSpan bars = default, params string[] symbols) => new()
    {
        Id = new StrategyId(id), Kind = kind, BarInterval = bars, Symbols = symbols.Length == 0 ? [Btc.Text] : [.. symbols],
    };

    public ImmutableArray<SpecFault> Load(params StrategySpec[] specs) => Room.Load(specs, Start, Output);

    public StepResult Quote(double seconds, decimal bid = 100m, decimal ask = 100.05m, int instrument = 0) =>
        Step(RawTick.OfQuote(new InstrumentId(instrument), At(seconds), At(seconds), bid, 1m, ask, 1m));

    public StepResult Trade(double seconds, decimal price = 100m, decimal size = 1m, int instrument = 0) =>
        Step(RawTick.OfTrade(new InstrumentId(instrument), At(seconds), At(seconds), price, size, AggressorSide.Buy));

    public StepResult Step(RawTick tick) => Room.Step(in tick, Account, Output, Watch);

    public StrategyReport Report(string id) => Room.Strategies.Single(report => report.Id.Text == id);

    private static Instrument Make(int index, Symbol symbol, AssetClass assetClass, bool tradable = true) => new()
    {
        Id = new InstrumentId(index), Symbol = symbol, AssetClass = assetClass, Base = new Currency(symbol.Text), Quote = Currency.Usd,
        TickSize = 0.01m, LotSize = 0.001m, Venue = "simulated", VenueSymbol = symbol.Text, Tradable = tradable,
    };
}

/// <summary>Everything that left the room, in order.</summary>
internal sealed class RecordedOutput : IEvaluationOutput
{
    public List<string> Order { get; } = [];

    public List<Quote> Marks { get; } = [];

    public List<Signal> Signals { get; } = [];

    public List<TickRejection> Rejections { get; } = [];

    public List<(string Strategy, StrategyCondition Condition, string Reason)> Moves { get; } = [];

    public List<string> Invalid { get; } = [];

    public List<BookSnapshot> Depths { get; } = [];

    public void OnDepth(InstrumentId instrument, BookSnapshot depth) => Depths.Add(depth);

    public void OnMark(in Quote quote)
    {
        Order.Add("mark");
        Marks.Add(quote);
    }

    public void OnSignal(Signal signal)
    {
        Order.Add("signal");
        Signals.Add(signal);
    }

    public void OnRejected(in RawTick tick, TickRejection reason) => Rejections.Add(reason);

    public void OnStrategyMoved(StrategyId strategy, StrategyCondition condition, string reason) => Moves.Add((strategy.Text, condition, reason));

    public void OnProposalInvalid(StrategyId strategy, InstrumentId instrument, string fault) => Invalid.Add($"{strategy} {instrument.Index}: {fault}");
}

/// <summary>What a scripted strategy does when it is called.</summary>
internal delegate void Script(in MarketView market, ISignalSink signals);

/// <summary>Makes strategies that do what the test says.</summary>
internal sealed class ScriptedFactory(string kind = "scripted") : IStrategyFactory
{
    public string Kind => kind;

    public StrategyNeeds Needs { get; set; } = new(EveryEvent: true, BarInterval: TimeSpan.Zero, WarmUpObservations: 0);

    public Script Script { get; set; } = static (in MarketView _, ISignalSink _) => { };

    public Func<StrategySpec, IEnumerable<string>> Faults { get; set; } = static _ => [];

    public Action<Instrument> OnCreate { get; set; } = static _ => { };

    public List<ScriptedStrategy> Made { get; } = [];

    public IReadOnlyList<StrategyParameter> Parameters => [];

    public IEnumerable<string> Validate(StrategySpec spec) => Faults(spec);

    public IStrategy Create(StrategySpec spec, Instrument instrument)
    {
        OnCreate(instrument);
        var made = new ScriptedStrategy(this, Needs);
        Made.Add(made);
        return made;
    }

    /// <summary>Proposes the same thing on every call.</summary>
    public static ScriptedFactory Proposing(SignalKind proposed, double confidence = 0.5, string reasoning = "because", decimal? quantity = null) => new()
    {
        Script = (in MarketView _, ISignalSink signals) => signals.Propose(new SignalProposal(proposed, confidence, reasoning, quantity)),
    };
}

/// <summary>Remembers what it saw and runs its factory's script.</summary>
internal sealed class ScriptedStrategy(ScriptedFactory factory, StrategyNeeds needs) : IStrategy
{
    public List<MarketView> Seen { get; } = [];

    public StrategyNeeds Needs => needs;

    public void Evaluate(in MarketView market, AccountSnapshot account, Regime regime, ISignalSink signals)
    {
        Seen.Add(market);
        factory.Script(in market, signals);
    }
}
