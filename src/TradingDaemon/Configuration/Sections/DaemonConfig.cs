using System.Collections.Immutable;
using TradingDaemon.Configuration.Sections.Agents;
using TradingDaemon.Configuration.Sections.Alerts;
using TradingDaemon.Configuration.Sections.Emergency;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Configuration.Sections.Feeds;
using TradingDaemon.Configuration.Sections.Regimes;
using TradingDaemon.Configuration.Sections.Reloading;
using TradingDaemon.Configuration.Sections.Tilt;
using TradingDaemon.Configuration.Sections.Venues;

namespace TradingDaemon.Configuration.Sections;

/// <summary>The whole configuration, checked and immutable: what the daemon is composed from. Paths are absolute.</summary>
internal sealed record DaemonConfig
{
    /// <summary>The currency of equity, limits and P&amp;L.</summary>
    public required Currency AccountCurrency { get; init; }

    /// <summary>Whose account this is.</summary>
    public required string Uid { get; init; }

    /// <summary>Which tenant it belongs to.</summary>
    public required string Tenant { get; init; }

    /// <summary>Every instrument, in ordinal order of symbols.</summary>
    public required InstrumentCatalog Instruments { get; init; }

    /// <summary>How the simulated feed moves the instruments it has, by canonical symbol.</summary>
    public required ImmutableSortedDictionary<string, SimulatedMarketConfig> SimulatedMarkets { get; init; }

    /// <summary>Where prices come from that no venue tells.</summary>
    public required FeedConfig Feed { get; init; }

    /// <summary>The simulated venue.</summary>
    public required VenueConfig Venue { get; init; }

    /// <summary>Venues over a network, by name.</summary>
    public required ImmutableSortedDictionary<string, VenueModel> Venues { get; init; }

    /// <summary>Whose prices an instrument has, by canonical symbol; those of the feed section's are left out.</summary>
    public required ImmutableSortedDictionary<string, string> FeedOf { get; init; }

    /// <summary>The venue an instrument is meant for, by canonical symbol; those meant for the simulated one are left out. It is traded there unless the venue says why not.</summary>
    public required ImmutableSortedDictionary<string, string> VenueMeant { get; init; }

    /// <summary>Symbols meant for a venue.</summary>
    public IEnumerable<string> MeantFor(string venue) => VenueMeant.Where(pair => pair.Value == venue).Select(static pair => pair.Key);

    /// <summary>Which ticks are believed.</summary>
    public required ValidationConfig Validation { get; init; }

    /// <summary>How strategies are run.</summary>
    public required EvaluationConfig Evaluation { get; init; }

    /// <summary>How patient the daemon is with a venue.</summary>
    public required ExecutionConfig Execution { get; init; }

    /// <summary>The spread gate's numbers.</summary>
    public required SpreadLimits SpreadLimits { get; init; }

    /// <summary>How entries find their venue.</summary>
    public required RoutingPolicy Routing { get; init; }

    /// <summary>When the day begins that losses, trades and budgets are counted in.</summary>
    public required TradingDayConfig TradingDay { get; init; }

    /// <summary>Tiers with their limits and strategies.</summary>
    public required TierTable Tiers { get; init; }

    /// <summary>How changed files become what runs.</summary>
    public required ReloadConfig Reload { get; init; }

    /// <summary>Fixed conversion rates.</summary>
    public required ImmutableArray<CurrencyParity> CurrencyParities { get; init; }

    /// <summary>Where the books are kept.</summary>
    public required StorageConfig Storage { get; init; }

    /// <summary>How the entries strategies propose share the account.</summary>
    public required SignalConfig Signals { get; init; }

    /// <summary>When a strategy is on tilt.</summary>
    public required TiltConfig Tilt { get; init; }

    /// <summary>How markets are told apart.</summary>
    public required RegimeConfig Regimes { get; init; }

    /// <summary>Whether entries are scored by a model, and what for.</summary>
    public required GatekeeperPolicy? Gatekeeper { get; init; }

    /// <summary>What is done about differences from the venue.</summary>
    public required ReconciliationConfig Reconciliation { get; init; }

    /// <summary>What a person allows at a start after looking at what happened.</summary>
    public required RecoveryConfig Recovery { get; init; }

    /// <summary>How the daemon ends.</summary>
    public required ShutdownConfig Shutdown { get; init; }

    /// <summary>The emergency stop.</summary>
    public required EmergencyConfig Emergency { get; init; }

    /// <summary>How the daemon is watched.</summary>
    public required OperationsConfig Operations { get; init; }

    /// <summary>Whom alerts reach, and when they go again.</summary>
    public required AlertsConfig Alerts { get; init; }

    /// <summary>The alert channels beside the log, by name; none in a replay or rehearsal.</summary>
    public required ImmutableSortedDictionary<string, AlertChannelModel> AlertChannels { get; init; }

    /// <summary>Programs outside that may send signals, by name; none in a replay or rehearsal.</summary>
    public ImmutableSortedDictionary<string, AgentModel> Agents { get; init; } = ImmutableSortedDictionary<string, AgentModel>.Empty;
}
