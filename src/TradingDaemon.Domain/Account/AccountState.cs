using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Charges;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Positions;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Domain.Trials;

namespace TradingDaemon.Domain.Account;

/// <summary>Everything the account engine must remember, as of one fact: what a checkpoint holds.</summary>
public sealed record AccountState
{
    /// <summary>Sequence of the last fact applied; 0 for a new store.</summary>
    public long Sequence { get; init; }

    /// <summary>The epoch client order ids are of; 0 before the first start.</summary>
    public int Epoch { get; init; }

    /// <summary>Earlier epochs that gave ids, oldest first; empty in a checkpoint of a version without it.</summary>
    public ImmutableArray<EpochIntents> PastEpochs { get; init => field = value.IsDefault ? [] : value; } = []; // a reader sets what it does not find to nothing at all

    /// <summary>Intents made so far; the next one is this plus 1.</summary>
    public long IntentSequence { get; init; }

    /// <summary>Engine state at that fact.</summary>
    public EngineState State { get; init; } = EngineState.Starting;

    /// <summary>True from an invariant breaking until somebody lets the engine run again, whatever states lie between: restarts do not forgive.</summary>
    public bool IsFaulted { get; init; }

    /// <summary>Cash by venue and currency code; null in a checkpoint of a version that knew one venue.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, decimal>>? VenueCash { get; init; }

    /// <summary>Venues whose opening balance was booked; null in a checkpoint of a version that knew one venue.</summary>
    public ImmutableSortedSet<string>? FundedVenues { get; init; }

    /// <summary>Cash by currency code, the sum of <see cref="VenueCash"/>; where that is null, what there is at the only venue.</summary>
    public ImmutableSortedDictionary<string, decimal> Cash { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>Every position ever held, flat ones included: they carry realized P&amp;L.</summary>
    public ImmutableArray<Position> Positions { get; init; } = [];

    /// <summary>Orders that can still change.</summary>
    public ImmutableArray<OrderState> OpenOrders { get; init; } = [];

    /// <summary>Open orders that are to be cancelled, whatever was heard of them since that was asked for; empty in a checkpoint of a version without it, where only those in CancelPending are known to be.</summary>
    public ImmutableArray<ClientOrderId> CancelsWanted { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The newest orders that ended, oldest first, kept so that a late fill still finds its strategy.</summary>
    public ImmutableArray<OrderState> EndedOrders { get; init; } = [];

    /// <summary>Per venue, the highest execution sequence up to which every fill is booked or was passed over.</summary>
    public ImmutableSortedDictionary<string, long> FillCursors { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Execution sequences booked above the cursor, per venue: fills that came out of order.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedSet<long>> FillsAboveCursor { get; init; } = ImmutableSortedDictionary<string, ImmutableSortedSet<long>>.Empty;

    /// <summary>Execution sequences up to the cursor that were passed over as no fills, per venue, oldest first; empty in a checkpoint of a version without it.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<ExecutionRange>> ExecutionsPassed
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<string, ImmutableArray<ExecutionRange>>.Empty;
    } = ImmutableSortedDictionary<string, ImmutableArray<ExecutionRange>>.Empty;

    /// <summary>Conditions of strategies that are not simply running.</summary>
    public ImmutableSortedDictionary<string, StrategyCondition> StrategyConditions { get; init; } = ImmutableSortedDictionary<string, StrategyCondition>.Empty;

    /// <summary>The tier in force, or null before the first.</summary>
    public string? Tier { get; init; }

    /// <summary>The trading day the daily loss counts from, or null before the first.</summary>
    public DateOnly? TradingDay { get; init; }

    /// <summary>Equity in account currency when that day began; null when it could not be valued.</summary>
    public decimal? DayOpenEquityAccount { get; init; }

    /// <summary>What came or went since that day began and was no trade, by currency code; empty in a checkpoint of a version without it.</summary>
    public ImmutableSortedDictionary<string, decimal> DayMoved
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<string, decimal>.Empty;
    } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>What options cost since that day began, by currency code; null while nobody knows, and in a checkpoint of a version without it.</summary>
    public ImmutableSortedDictionary<string, decimal>? DayOptionsQuote { get; init; }

    /// <summary>Fees taken apart from any trade as they were told last, by venue, the newest of each; a venue that was asked and told none has none. Empty in a checkpoint of a version without it.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<VenueCharge>> Charges
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<string, ImmutableArray<VenueCharge>>.Empty;
    } = ImmutableSortedDictionary<string, ImmutableArray<VenueCharge>>.Empty;

    /// <summary>What such fees came to since the store began, by currency code; empty in a checkpoint of a version without it.</summary>
    public ImmutableSortedDictionary<string, decimal> ChargesPaid
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<string, decimal>.Empty;
    } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>What venues told of their buying power, and what was spent since, by venue; null where none tells it, and in a checkpoint of a version without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, VenueBuyingPower>? BuyingPowers { get; init; }

    /// <summary>Whether any venue was funded: true after the first reconciliation.</summary>
    public bool IsFunded { get; init; }

    /// <summary>The emergency stop; survives restarts.</summary>
    public EmergencyState Emergency { get; init; } = EmergencyState.Active;

    /// <summary>Part of <see cref="Cash"/> that fills in the fallback simulation moved, by currency code; read where <see cref="VenueCash"/> is null, and null since.</summary>
    public ImmutableSortedDictionary<string, decimal>? FallbackCash { get; init; }

    /// <summary>Signed part of the holdings that exists in the fallback simulation alone, by symbol, those of zero left out; null in a checkpoint of a version without it.</summary>
    public ImmutableSortedDictionary<string, decimal>? FallbackNetBase { get; init; }

    /// <summary>Why nothing new is entered where; empty when a process begins.</summary>
    public ImmutableArray<EntryBlock> Blocks { get; init; } = [];

    /// <summary>Highest equity observed, account currency; null before the first observation.</summary>
    public decimal? EquityPeakAccount { get; init; }

    /// <summary>Lowest equity observed since that peak, account currency; null before the first observation, and in a checkpoint of a version without it.</summary>
    public decimal? EquityTroughAccount { get; init; }

    /// <summary>Losing trading days in a row; zero in a checkpoint of a version without it.</summary>
    public int LosingDays { get; init; }

    /// <summary>Recent observations of equity, oldest first; empty in a checkpoint of a version without it.</summary>
    public ImmutableArray<EquitySample> EquitySamples { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Rules that keep entries out for a while; empty in a checkpoint of a version without it.</summary>
    public ImmutableArray<EntryPause> EntryPauses { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Positions on their way from flat to flat; empty in a checkpoint of a version without it.</summary>
    public ImmutableArray<OpenTrip> Trips { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What market makers did; empty in a checkpoint of a version without it.</summary>
    public ImmutableArray<MakerRecord> Makers { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What was done since the tier was entered; null before the first, and in a checkpoint of a version without it.</summary>
    public TierStay? TierStay { get; init; }

    /// <summary>The newest trial on paper before a tier is entered; null before the first, and in a checkpoint of a version without it.</summary>
    public PaperTrial? PaperTrial { get; init; }

    /// <summary>Shares of capital as they were rebalanced last; null before the first time, and in a checkpoint of a version without it.</summary>
    public CapitalPlan? CapitalPlan { get; init; }

    /// <summary>The mode losses ask for; null while they ask for none.</summary>
    public AllocationMode? AllocationMode { get; init; }

    /// <summary>How traders behave, where that is judged; empty in a checkpoint of a version without it.</summary>
    public ImmutableArray<TraderTilt> Tilts { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>When the trading day's entries began to be counted (UTC); null in a checkpoint of a version without it.</summary>
    public DateTimeOffset? EntriesSince { get; init; }

    /// <summary>When the newest entry was decided (UTC), or null before the first.</summary>
    public DateTimeOffset? NewestEntryAt { get; init; }

    /// <summary>Entries of the trading day by strategy; empty in a checkpoint of a version without it.</summary>
    public ImmutableSortedDictionary<string, DayEntries> DayEntries
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<string, DayEntries>.Empty;
    } = ImmutableSortedDictionary<string, DayEntries>.Empty;

    /// <summary>Entries of the trading day of all strategies; null in a checkpoint of a version without it.</summary>
    public DayEntries? AllDayEntries { get; init; }

    /// <summary>The minute, counted from the beginning of time, that the cancels below belong to.</summary>
    public long CancelMinute { get; init; }

    /// <summary>Cancels asked for in that minute by strategy; empty in a checkpoint of a version without it.</summary>
    public ImmutableSortedDictionary<string, int> StrategyCancels
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<string, int>.Empty;
    } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Which configuration decisions are made under; none in a checkpoint of a version without it.</summary>
    public ConfigurationVersion Configuration { get; init => field = value ?? ConfigurationVersion.None; } = ConfigurationVersion.None;

    /// <summary>Cancels asked for in that minute by venue; empty in a checkpoint of a version without it.</summary>
    public ImmutableSortedDictionary<string, int> VenueCancels
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<string, int>.Empty;
    } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Nonces that signals from outside used lately, in the order they came; empty in a checkpoint of a version without it.</summary>
    public ImmutableArray<AgentNonce> AgentNonces { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Signals from outside that were taken and not decided, oldest first; empty in a checkpoint of a version without it.</summary>
    public ImmutableArray<OpenAgentSignal> OpenAgentSignals { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What guards positions, in the order it began; empty in a checkpoint of a version without it.</summary>
    public ImmutableArray<PositionProtection> Protections { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Parent orders that have not ended, in the order they were opened; empty in a checkpoint of a version without it.</summary>
    public ImmutableArray<ParentState> Parents { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Closed trades by strategy; empty in a checkpoint of a version without it.</summary>
    public ImmutableSortedDictionary<string, ClosedTrades> Trades
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<string, ClosedTrades>.Empty;
    } = ImmutableSortedDictionary<string, ClosedTrades>.Empty;
}
