using System.Collections.Immutable;
using TradingDaemon.Configuration.Sections.Emergency;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Configuration.Sections.Feeds;

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

    /// <summary>Where prices come from.</summary>
    public required FeedConfig Feed { get; init; }

    /// <summary>Where orders go.</summary>
    public required VenueConfig Venue { get; init; }

    /// <summary>Which ticks are believed.</summary>
    public required ValidationConfig Validation { get; init; }

    /// <summary>How strategies are run.</summary>
    public required EvaluationConfig Evaluation { get; init; }

    /// <summary>How patient the daemon is with a venue.</summary>
    public required ExecutionConfig Execution { get; init; }

    /// <summary>The spread gate's numbers.</summary>
    public required SpreadLimits SpreadLimits { get; init; }

    /// <summary>Tiers with their limits and strategies.</summary>
    public required TierTable Tiers { get; init; }

    /// <summary>Fixed conversion rates.</summary>
    public required ImmutableArray<CurrencyParity> CurrencyParities { get; init; }

    /// <summary>Where the books are kept.</summary>
    public required StorageConfig Storage { get; init; }

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
}
