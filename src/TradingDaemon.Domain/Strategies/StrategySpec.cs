using System.Collections.Immutable;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Strategies;

/// <summary>One strategy as configured: which kind, on what, with which numbers. Immutable; a change is a new spec.</summary>
public sealed record StrategySpec
{
    /// <summary>In place of a symbol: every tradable instrument of an allowed class.</summary>
    public const string EverySymbol = "*";

    /// <summary>The kind whose proposals come from programs outside.</summary>
    public const string ExternalKind = "external";

    /// <summary>The kind whose proposals are quotes that rest.</summary>
    public const string MarketMakingKind = "market-making";

    /// <summary>Unique name.</summary>
    public required StrategyId Id { get; init; }

    /// <summary>Catalogue key, e.g. <c>moving-average-crossover</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Canonical symbols, or <see cref="EverySymbol"/>.</summary>
    public required ImmutableArray<string> Symbols { get; init; }

    /// <summary>Symbols switched off one by one; they win over <see cref="Symbols"/>.</summary>
    public ImmutableArray<string> DisabledSymbols { get; init; } = [];

    /// <summary>Classes it may trade; empty means all. Enforced, not advisory.</summary>
    public ImmutableArray<AssetClass> AssetClasses { get; init; } = [];

    /// <summary>Global switch of this strategy.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Bar length its statistics run on; zero means every quote is one observation.</summary>
    public TimeSpan BarInterval { get; init; }

    /// <summary>Bars it must have seen before it enters anything; the venue's own history counts for them, and nothing is proposed on that. Zero: it enters when it is warm.</summary>
    public int LookBackBars { get; init; }

    /// <summary>Own parameters by name, as written; the kind's factory reads and validates them.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Above this estimated slippage (fraction of mid) its signal is downgraded to Wait; 0.001 by default.</summary>
    public decimal SlippageMaxFraction { get; init; } = 0.001m;

    /// <summary>Order size as a fraction of equity at entry, 0…1.</summary>
    public decimal SizeFraction { get; init; } = 0.05m;

    /// <summary>How entries are sized; by <see cref="SizeFraction"/> unless it says otherwise.</summary>
    public SizingSpec Sizing { get; init; } = new();

    /// <summary>What guards its positions; nothing unless it says so.</summary>
    public ProtectionSpec Protection { get; init; } = new();

    /// <summary>Whether volatility and average true range are measured though neither stops nor sizes ask for them, as a gatekeeper's model may; false by default.</summary>
    public bool AlwaysMeasured { get; init; }

    /// <summary>Length of the bars volatility and average true range are measured on; null means <see cref="BarInterval"/>, or a minute where that is zero.</summary>
    public TimeSpan? MeasureInterval { get; init; }

    /// <summary>How many such bars they are averaged over; 14 is Wilder's own.</summary>
    public int MeasurePeriod { get; init; } = 14;

    /// <summary>Gross exposure limit as a fraction of equity, counting orders in flight; 0.30 by default.</summary>
    public decimal ExposureMaxFraction { get; init; } = 0.30m;

    /// <summary>Positions it may have open at once, those being opened counted; null means no limit of its own.</summary>
    public int? PositionsMax { get; init; }

    /// <summary>Equity from which on it may enter, account currency; null means from any.</summary>
    public decimal? CapitalMinAccount { get; init; }

    /// <summary>Strategies that must be loaded, switched on and sound for it to enter; none by default.</summary>
    public ImmutableArray<StrategyId> DependsOn { get; init; } = [];

    /// <summary>Entries it may decide in one trading day; null means no limit of its own.</summary>
    public int? DailyEntriesMax { get; init; }

    /// <summary>What its entries of one trading day may be worth, as a fraction of the day's opening equity; null means no limit of its own.</summary>
    public decimal? DailyCapitalMaxFraction { get; init; }

    /// <summary>Whose entries go first where they conflict or wait, 0…100, the higher the sooner; 50 by default.</summary>
    public int Priority { get; init; } = 50;

    /// <summary>How its orders are sent.</summary>
    public OrderStyle OrderStyle { get; init; } = OrderStyle.Market;

    /// <summary>By which algorithm its entries are executed; each as one order at once by default.</summary>
    public AlgorithmSpec Execution { get; init; } = AlgorithmSpec.Direct;

    /// <summary>How soon its entries are to be filled; read by <see cref="Strategies.OrderStyle.Auto"/> alone.</summary>
    public Urgency Urgency { get; init; } = Urgency.Normal;

    /// <summary>A resting order is cancelled after this age.</summary>
    public TimeSpan OrderAgeMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether it may open short positions where the instrument allows it.</summary>
    public bool AllowShort { get; init; }

    /// <summary>How long its signals stay valid.</summary>
    public TimeSpan SignalLifetime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The bars its volatility is measured on, or null when nothing asks for it.</summary>
    public TimeSpan? MeasuredOn() => AlwaysMeasured || Protection.NeedsRange || Sizing.Method == SizingMethod.Volatility || Sizing is { Method: SizingMethod.Kelly, KellyByVolatility: true }
        ? MeasureInterval ?? (BarInterval > TimeSpan.Zero ? BarInterval : TimeSpan.FromMinutes(1))
        : null;

    /// <summary>Whether the instrument is its business: named or meant by <see cref="EverySymbol"/>, and of an allowed class.</summary>
    public bool IsFor(Instrument instrument) => (Symbols.Contains(EverySymbol) || Symbols.Contains(instrument.Symbol.Text)) && Allows(instrument.AssetClass);

    /// <summary>Whether instruments of the class are allowed.</summary>
    public bool Allows(AssetClass assetClass) => AssetClasses.IsEmpty || AssetClasses.Contains(assetClass);

    /// <summary>Whether it may open positions in the instrument: switched on, its business, and not switched off there.</summary>
    public bool Trades(Instrument instrument) => Enabled && IsFor(instrument) && !DisabledSymbols.Contains(instrument.Symbol.Text);
}
