namespace TradingDaemon.Pipeline;

/// <summary>Every bound of the pipeline with its reason. A test asserts how they relate.</summary>
internal static class Limits
{
    /// <summary>Ticks waiting per shard: under a second at 10,000 a second; older prices are worthless.</summary>
    public const int TicksMax = 8_192;

    /// <summary>Marks and signals waiting for the account engine.</summary>
    public const int SignalsMax = 4_096;

    /// <summary>Venue events waiting: four for every order in flight (acknowledgement, part fill, fill, cancel).</summary>
    public const int ExecutionsMax = 1_024;

    /// <summary>Commands waiting: more than an operator types, fewer than could delay one.</summary>
    public const int CommandsMax = 64;

    /// <summary>Decided batches waiting for the journal.</summary>
    public const int OutboxMax = 1_024;

    /// <summary>Requests to one venue: an order and its cancel for every entry and every exit in flight, and as much again for cancels that are repeated. A venue that takes none for so long is broken, and the daemon stops rather than forget one.</summary>
    public const int DispatchMax = 8 * OrdersInFlightMax;

    /// <summary>Instruments whose quotes entries wait for: as many as entries may wait.</summary>
    public const int QuotesWantedMax = 256;

    /// <summary>Orders in flight at once; no tier may ask for more.</summary>
    public const int OrdersInFlightMax = 256;

    /// <summary>Batches one journal commit takes together.</summary>
    public const int CommitBatchesMax = 256;

    /// <summary>How long facts that no order waits for wait for company: an order that is decided meanwhile need not queue behind their flush.</summary>
    public static readonly TimeSpan FactsWaitMax = TimeSpan.FromMilliseconds(5);

    /// <summary>Signals the account engine takes before it looks at executions again; at commands it looks before each.</summary>
    public const int SignalsPerTurnMax = 256;

    /// <summary>How long a trade waits for room in a full tick queue before it is dropped and its bar marked incomplete.</summary>
    public static readonly TimeSpan TradeWaitMax = TimeSpan.FromMilliseconds(50);

    /// <summary>How long the engine waits for room in a full outbox before the daemon stops itself.</summary>
    public static readonly TimeSpan OutboxWaitMax = TimeSpan.FromSeconds(30);

    /// <summary>Marks of one instrument are conflated to one per this interval, unless a signal needs a newer one.</summary>
    public static readonly TimeSpan MarkInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>How often rooms are told the time.</summary>
    public static readonly TimeSpan ClockInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a replay looks at equity for its drawdown.</summary>
    public static readonly TimeSpan EquityInterval = TimeSpan.FromSeconds(1);

    /// <summary>An order that became durable this long after its decision is not sent: its quote is stale.</summary>
    public static readonly TimeSpan DispatchAgeMax = TimeSpan.FromSeconds(5);

    /// <summary>How long a venue may take to be compared at the start; then the daemon starts without it, and its session asks on.</summary>
    public static readonly TimeSpan StartComparisonMax = TimeSpan.FromSeconds(10);

    /// <summary>How long requests under way may still take when execution stops; what they were about is found by the next start.</summary>
    public static readonly TimeSpan RequestsEndMax = TimeSpan.FromSeconds(2);

    /// <summary>Live ticks waiting for a trial on paper: as many as for a shard; the oldest is dropped, because nobody waits for paper.</summary>
    public const int PaperTicksMax = TicksMax;

    /// <summary>How often a trial on paper notes that it goes on: the most of its time that a kill takes back.</summary>
    public static readonly TimeSpan PaperKeepInterval = TimeSpan.FromMinutes(1);

    /// <summary>Time between two turns of a trial on paper after which the process stood still, and the trial begins another life: that time does not count.</summary>
    public static readonly TimeSpan PaperStandstill = TimeSpan.FromMinutes(2);

    /// <summary>How often the account is asked which trial on paper it wants.</summary>
    public static readonly TimeSpan PaperLookInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long a trial on paper may take to end with the process; one that does not goes with it.</summary>
    public static readonly TimeSpan PaperEndMax = TimeSpan.FromSeconds(2);

    /// <summary>How long one turn of a trial on paper may take before a strategy of it counts as lost.</summary>
    public static readonly TimeSpan PaperSilenceMax = TimeSpan.FromSeconds(60);

    /// <summary>Fills asked for at once while reconciling.</summary>
    public const int FillsPageMax = 1_000;
}
