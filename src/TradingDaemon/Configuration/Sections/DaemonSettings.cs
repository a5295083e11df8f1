using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sections.Agents;
using TradingDaemon.Configuration.Sections.Alerts;
using TradingDaemon.Configuration.Sections.Emergency;
using TradingDaemon.Configuration.Sections.Feeds;
using TradingDaemon.Configuration.Sections.Gatekeeping;
using TradingDaemon.Configuration.Sections.Positions;
using TradingDaemon.Configuration.Sections.Regimes;
using TradingDaemon.Configuration.Sections.Reloading;
using TradingDaemon.Configuration.Sections.Tiers;
using TradingDaemon.Configuration.Sections.Tilt;
using TradingDaemon.Configuration.Sections.Venues;

namespace TradingDaemon.Configuration.Sections;

/// <summary>Everything that can be configured: the root of the schema, as the files say it.</summary>
internal sealed record DaemonSettings
{
    /// <summary>Paper by default: a default never trades live.</summary>
    public RunMode Mode { get; init; } = RunMode.Paper;

    /// <summary>The currency of equity, limits and P&amp;L.</summary>
    [TextPattern(NamePatterns.CurrencyCode, NamePatterns.CurrencyCodeWords)]
    public string AccountCurrency { get; init; } = "USD";

    /// <summary>Whose account this is, for records and logs.</summary>
    [TextPattern(NamePatterns.Identity, NamePatterns.IdentityWords)]
    public string Uid { get; init; } = "local";

    /// <summary>Which tenant the account belongs to.</summary>
    [TextPattern(NamePatterns.Identity, NamePatterns.IdentityWords)]
    public string Tenant { get; init; } = "default";

    /// <summary>What can be traded, by canonical symbol.</summary>
    [Names("symbol", NamePatterns.Symbol, NamePatterns.SymbolWords)]
    public IReadOnlyDictionary<string, InstrumentSettings> Instruments { get; init; } = new Dictionary<string, InstrumentSettings>();

    /// <summary>Which bases belong to which sector, for instruments that do not say so themselves.</summary>
    [Names("sector", NamePatterns.Kebab, NamePatterns.KebabWords), TextPattern(NamePatterns.Base, NamePatterns.BaseWords)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Sectors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Largest position in one instrument by asset class, for instruments that do not say so themselves.</summary>
    public PositionQuantities PositionMaxBase { get; init; } = new();

    /// <summary>Where prices come from.</summary>
    public FeedConfig Feed { get; init; } = new();

    /// <summary>The simulated venue.</summary>
    public VenueConfig Venue { get; init; } = new();

    /// <summary>Venues over a network, by a name of the user's choice.</summary>
    [Names("venue", NamePatterns.Kebab, NamePatterns.KebabWords)]
    public IReadOnlyDictionary<string, VenueSettings> Venues { get; init; } = new Dictionary<string, VenueSettings>();

    /// <summary>Which ticks are believed.</summary>
    public ValidationConfig Validation { get; init; } = new();

    /// <summary>How strategies are run.</summary>
    public EvaluationConfig Evaluation { get; init; } = new();

    /// <summary>How patient the daemon is with a venue.</summary>
    public ExecutionConfig Execution { get; init; } = new();

    /// <summary>What an order may cost.</summary>
    public RoutingSettings Routing { get; init; } = new();

    /// <summary>How the entries strategies propose share the account.</summary>
    public SignalConfig Signals { get; init; } = new();

    /// <summary>When a strategy is on tilt and what is done about it.</summary>
    public TiltConfig Tilt { get; init; } = new();

    /// <summary>How markets are told apart, for the tiers' `regimes`.</summary>
    public RegimeConfig Regimes { get; init; } = new();

    /// <summary>Whether entries are scored by a model, and what for.</summary>
    public GatekeeperConfig Gatekeeper { get; init; } = new();

    /// <summary>When the day begins that losses, trades and budgets are counted in.</summary>
    public TradingDayConfig TradingDay { get; init; } = new();

    /// <summary>Capital tiers with their limits and strategies.</summary>
    [Names("tier", NamePatterns.Kebab, NamePatterns.KebabWords)]
    public IReadOnlyDictionary<string, TierSettings> Tiers { get; init; } = new Dictionary<string, TierSettings>();

    /// <summary>What is switched off in every tier at once.</summary>
    public SwitchesConfig Switches { get; init; } = new();

    /// <summary>How changed files become what runs.</summary>
    public ReloadConfig Reload { get; init; } = new();

    /// <summary>Fixed rates between currencies that are taken as equal or pegged.</summary>
    [Names("from/to", NamePatterns.CurrencyPair, NamePatterns.CurrencyPairWords), NumberRange(0, 1e12, MinExcluded = true)]
    public IReadOnlyDictionary<string, decimal> CurrencyParity { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Where the books are kept.</summary>
    public StorageConfig Storage { get; init; } = new();

    /// <summary>What is done about differences from the venue.</summary>
    public ReconciliationConfig Reconciliation { get; init; } = new();

    /// <summary>What a person allows at a start after looking at what happened.</summary>
    public RecoveryConfig Recovery { get; init; } = new();

    /// <summary>How the daemon ends.</summary>
    public ShutdownConfig Shutdown { get; init; } = new();

    /// <summary>The emergency stop.</summary>
    public EmergencyConfig Emergency { get; init; } = new();

    /// <summary>How the daemon is watched.</summary>
    public OperationsConfig Operations { get; init; } = new();

    /// <summary>Whom alerts reach.</summary>
    public AlertsConfig Alerts { get; init; } = new();

    /// <summary>Programs outside that may send signals, by a name of the user's choice.</summary>
    [Names("agent", NamePatterns.Kebab, NamePatterns.KebabWords)]
    public IReadOnlyDictionary<string, AgentSettings> Agents { get; init; } = new Dictionary<string, AgentSettings>();
}
