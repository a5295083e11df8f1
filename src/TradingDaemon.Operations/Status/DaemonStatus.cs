using System.Collections.Immutable;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Limits;
using TradingDaemon.Operations.Markets;
using TradingDaemon.Operations.Parents;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Operations.Tiers;

namespace TradingDaemon.Operations.Status;

/// <summary>Everything operators see of the daemon at one moment: immutable, published by the host, read by everybody.</summary>
public sealed record DaemonStatus
{
    /// <summary>The moment (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the process started (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What is running.</summary>
    public required DaemonVersions Versions { get; init; }

    /// <summary>The engine's state.</summary>
    public EngineState State { get; init; } = EngineState.Starting;

    /// <summary>Why it is in that state, or null.</summary>
    public string? StateReason { get; init; }

    /// <summary>The emergency stop; null where nobody told.</summary>
    public EmergencyLine? Emergency { get; init; }

    /// <summary>Every venue orders or prices are of.</summary>
    public ImmutableArray<VenueStanding> Venues { get; init; } = [];

    /// <summary>Why nothing new is entered where; venues first.</summary>
    public ImmutableArray<BlockLine> EntryBlocks { get; init; } = [];

    /// <summary>Entries strategies proposed that wait to be weighed against others.</summary>
    public int EntriesWaiting { get; init; }

    /// <summary>Strategies on tilt, as far as anything is held against them.</summary>
    public ImmutableArray<TiltLine> Tilts { get; init; } = [];

    /// <summary>The account's limits in force, those that are off left out.</summary>
    public ImmutableArray<LimitLine> Limits { get; init; } = [];

    /// <summary>The capital tier in force, or null before the first.</summary>
    public string? Tier { get; init; }

    /// <summary>What keeps the account from the tier above; null where equity alone decides and entries are whole.</summary>
    public NextTierLine? NextTier { get; init; }

    /// <summary>How the tier's capital is shared out; null where it is not.</summary>
    public CapitalLine? Capital { get; init; }

    /// <summary>What markets are like; null where nobody tells them apart.</summary>
    public RegimesLine? Regimes { get; init; }

    /// <summary>The currency all amounts without a currency of their own are in.</summary>
    public string AccountCurrency { get; init; } = "USD";

    /// <summary>Cash plus market value.</summary>
    public Valuation Equity { get; init; } = Valuation.Missing("not valued yet");

    /// <summary>Cash by currency code, all venues together.</summary>
    public ImmutableSortedDictionary<string, decimal> Cash { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>Realized P&amp;L net of fees since the store began.</summary>
    public decimal Realized { get; init; }

    /// <summary>P&amp;L of open positions against their marks.</summary>
    public Valuation Unrealized { get; init; } = Valuation.Missing("not valued yet");

    /// <summary>Fees paid since the store began; zero or more.</summary>
    public decimal Fees { get; init; }

    /// <summary>Equity now minus equity when the trading day began.</summary>
    public Valuation DayProfit { get; init; } = Valuation.Missing("the trading day has not begun");

    /// <summary>Holdings that are not zero.</summary>
    public ImmutableArray<PositionLine> Positions { get; init; } = [];

    /// <summary>Orders that can still change.</summary>
    public ImmutableArray<OrderLine> OpenOrders { get; init; } = [];

    /// <summary>Entries executed in parts that have not ended.</summary>
    public ImmutableArray<ParentLine> Parents { get; init; } = [];

    /// <summary>What happened since the process started.</summary>
    public StatusCounts Counts { get; init; } = new();

    /// <summary>How fast it happens.</summary>
    public StatusRates Rates { get; init; }

    /// <summary>How full the channels are.</summary>
    public ImmutableArray<QueueLine> Queues { get; init; } = [];

    /// <summary>How long the parts of a tick's journey take.</summary>
    public ImmutableArray<LatencyLine> Latencies { get; init; } = [];

    /// <summary>Every configured strategy.</summary>
    public ImmutableArray<StrategyLine> Strategies { get; init; } = [];

    /// <summary>Kept alerts, newest first; filled in when the status is served.</summary>
    public ImmutableArray<Alert> Alerts { get; init; } = [];

    /// <summary>Seconds since the process started.</summary>
    public double UptimeSeconds => (At - StartedAt).TotalSeconds;

    /// <summary>The status of a process that has only just started.</summary>
    public static DaemonStatus Initial(DateTimeOffset startedAt, DaemonVersions versions) =>
        new() { At = startedAt, StartedAt = startedAt, Versions = versions };

    /// <summary>The same status with secrets taken out of the texts that may quote an exception or a venue.</summary>
    internal DaemonStatus Redacted(SecretRedactor redactor) => this with
    {
        StateReason = StateReason is null ? null : redactor.Redact(StateReason),
        Emergency = Emergency is null ? null : Emergency with { Reason = redactor.Redact(Emergency.Reason) },
        EntryBlocks = [.. EntryBlocks.Select(line => line with { Reason = redactor.Redact(line.Reason) })],
        Strategies = [.. Strategies.Select(line => line.Detail is null ? line : line with { Detail = redactor.Redact(line.Detail) })],
    };
}
