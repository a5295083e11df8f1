using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace TradingDaemon.Domain.Tilt;

/// <summary>What is remembered of one trader's behaviour and of what was done about it; every list is bounded, oldest first.</summary>
public sealed record TraderTilt
{
    /// <summary>The strategy's name.</summary>
    public required string Trader { get; init; }

    /// <summary>Entries.</summary>
    public ImmutableArray<TiltEntry> Entries { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Hours with entries.</summary>
    public ImmutableArray<TiltHour> Hours { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Cancels.</summary>
    public ImmutableArray<TiltCancel> Cancels { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Closed trades.</summary>
    public ImmutableArray<TiltTrade> Trades { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What detectors found since the last lock.</summary>
    public ImmutableArray<TiltAnomaly> Anomalies { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The fact of the newest entry; 0 before the first.</summary>
    public long EntryFact { get; init; }

    /// <summary>The fact of the newest cancel; 0 before the first.</summary>
    public long CancelFact { get; init; }

    /// <summary>The fact that closed the newest trade; 0 before the first.</summary>
    public long TradeFact { get; init; }

    /// <summary>Losing trades in a row, since the last break.</summary>
    public int LossRun { get; init; }

    /// <summary>Until when the notice stands (UTC); null without one.</summary>
    public DateTimeOffset? NoticedUntil { get; init; }

    /// <summary>Until when entries are smaller (UTC); null when they are not.</summary>
    public DateTimeOffset? SmallerUntil { get; init; }

    /// <summary>Which part of its size an entry has until then.</summary>
    public decimal SmallerFactor { get; init; } = 1m;

    /// <summary>Until when nothing is entered (UTC); null when nothing keeps entries out.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>The level that keeps entries out until then, a break being of level 3; 0 in a checkpoint of a version that locked at no other.</summary>
    public int LockLevel { get; init; }

    /// <summary>Lock-outs of level 1 in a row; null before the first.</summary>
    public TiltLockRun? NoticeLocks { get; init; }

    /// <summary>Lock-outs of level 2 in a row; null before the first.</summary>
    public TiltLockRun? SmallerLocks { get; init; }

    /// <summary>Why the newest measure was taken; empty before the first.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Score of the newest measure, 0 to 100.</summary>
    public int Score { get; init; }

    /// <summary>Locks of level 3 in a row, for how long the next one is.</summary>
    public int Locks { get; init; }

    /// <summary>When the newest lock began (UTC); null before the first.</summary>
    public DateTimeOffset? LockedAt { get; init; }

    /// <summary>Stage of recovery, 1 to 3; 0 when there is nothing to recover from.</summary>
    public int Stage { get; init; }

    /// <summary>Which part of its size an entry has in it; null without one, and in a checkpoint of a version without it, where it is a quarter a stage.</summary>
    public decimal? StageSizeFactor { get; init; }

    /// <summary>Profitable trades of the stage.</summary>
    public int StageWins { get; init; }

    /// <summary>What they earned, as a sum of fractions.</summary>
    public decimal StageProfit { get; init; }

    /// <summary>What the stage's other trades lost, in the same way; zero or more.</summary>
    public decimal StageLoss { get; init; }

    /// <summary>Words of the longest entry a person wrote since the stage began; null for none, and in a checkpoint of a version without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? StageWords { get; init; }

    /// <summary>The fact of the newest such entry; null before the first, and in a checkpoint of a version without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? JournalFact { get; init; }

    /// <summary>What has to be earned back, in the same way; zero or more.</summary>
    public decimal Debt { get; init; }

    /// <summary>What of it was earned back.</summary>
    public decimal DebtPaid { get; init; }

    /// <summary>When a debt made before any lock was paid (UTC): what was lost until then is debt no more. Null before the first.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}
