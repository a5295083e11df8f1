using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>One strategy of a tier, as its file says it.</summary>
internal sealed record StrategySettings
{
    /// <summary>Catalogue key.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.KebabWords)]
    public required string Kind { get; init; }

    /// <summary>Canonical symbols, or <c>*</c> for every tradable one of an allowed class.</summary>
    [TextPattern($@"\*|{NamePatterns.Symbol}", $"* or {NamePatterns.SymbolWords}")]
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Symbols switched off one by one.</summary>
    [TextPattern(NamePatterns.Symbol, NamePatterns.SymbolWords)]
    public IReadOnlyList<string> DisabledSymbols { get; init; } = [];

    /// <summary>Classes it may trade; empty means all.</summary>
    public IReadOnlyList<AssetClass> AssetClasses { get; init; } = [];

    /// <summary>Its switch.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Bar length; zero means every quote is one observation.</summary>
    [DurationRange("00:00:00", "1.00:00:00")]
    public TimeSpan BarInterval { get; init; }

    /// <summary>Bars it must have seen before it enters anything; the venue's own history counts for them, and nothing is proposed on that. Zero: it enters when it is warm.</summary>
    [NumberRange(0, 5000)]
    public int LookBackBars { get; init; }

    /// <summary>Its kind's own numbers.</summary>
    [Names("parameter", NamePatterns.Parameter, NamePatterns.ParameterWords)]
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Estimated slippage above which its signal waits.</summary>
    [NumberRange(0, 1, Unit = "of mid")]
    public decimal SlippageMaxFraction { get; init; } = 0.001m;

    /// <summary>Order size at entry.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of equity")]
    public decimal SizeFraction { get; init; } = 0.05m;

    /// <summary>How entries are sized.</summary>
    public SizingSettings Sizing { get; init; } = new();

    /// <summary>What guards its positions.</summary>
    public ProtectionSettings Protection { get; init; } = new();

    /// <summary>Whether volatility and average true range are measured though neither stops nor sizes ask for them: a gatekeeper's model may.</summary>
    public bool AlwaysMeasured { get; init; }

    /// <summary>Length of the bars volatility and average true range are measured on; null means `barInterval`, or a minute where that is zero.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan? MeasureInterval { get; init; }

    /// <summary>How many such bars they are averaged over.</summary>
    [NumberRange(2, 500)]
    public int MeasurePeriod { get; init; } = 14;

    /// <summary>Its own gross exposure limit.</summary>
    [NumberRange(0, 1, Unit = "of equity")]
    public decimal ExposureMaxFraction { get; init; } = 0.30m;

    /// <summary>Positions it may have open at once, those being opened counted; null means no limit of its own.</summary>
    [NumberRange(1, 100000)]
    public int? PositionsMax { get; init; }

    /// <summary>Equity from which on it may enter; exits always pass. Null means from any.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in account currency")]
    public decimal? CapitalMinAccount { get; init; }

    /// <summary>Strategies of the same tier that must be switched on and sound for it to enter.</summary>
    [TextPattern(NamePatterns.Kebab, NamePatterns.KebabWords)]
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Entries it may decide in one trading day; null means no limit of its own.</summary>
    [NumberRange(1, 1000000)]
    public int? DailyEntriesMax { get; init; }

    /// <summary>What its entries of one trading day may be worth; null means no limit of its own.</summary>
    [NumberRange(0, 10000, MinExcluded = true, Unit = "of the day's opening equity")]
    public decimal? DailyCapitalMaxFraction { get; init; }

    /// <summary>Whose entries go first where strategies conflict or wait; the higher the sooner.</summary>
    [NumberRange(0, 100)]
    public int Priority { get; init; } = 50;

    /// <summary>How its orders are sent.</summary>
    public OrderStyle OrderStyle { get; init; } = OrderStyle.Market;

    /// <summary>By which algorithm its entries are executed.</summary>
    public AlgorithmSettings Execution { get; init; } = new();

    /// <summary>How soon its entries are to be filled; read by the order style auto alone.</summary>
    public Urgency Urgency { get; init; } = Urgency.Normal;

    /// <summary>Age at which a resting order is cancelled.</summary>
    [DurationRange("00:00:00.100", "1.00:00:00")]
    public TimeSpan OrderAgeMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether it may open shorts.</summary>
    public bool AllowShort { get; init; }

    /// <summary>How long its signals stay valid.</summary>
    [DurationRange("00:00:00.010", "1.00:00:00")]
    public TimeSpan SignalLifetime { get; init; } = TimeSpan.FromSeconds(5);
}
