namespace TradingDaemon.Domain.Tilt;

/// <summary>When a trader is on tilt and what is done about it. Of windows both ends count.</summary>
public sealed record TiltPolicy
{
    /// <summary>Whether behaviour is judged.</summary>
    public bool JudgesBehaviour { get; init; } = true;

    /// <summary>How long something found counts.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long after a detector found something the same may find again.</summary>
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Anomalies within the window that are level 1.</summary>
    public int Level1Min { get; init; } = 2;

    /// <summary>Anomalies that are level 2.</summary>
    public int Level2Min { get; init; } = 4;

    /// <summary>Anomalies that are level 3.</summary>
    public int Level3Min { get; init; } = 6;

    /// <summary>Losing trades in a row that are a streak.</summary>
    public int LossStreak { get; init; } = 3;

    /// <summary>An entry above so many times the one before is larger.</summary>
    public decimal SizeGrowth { get; init; } = 1.5m;

    /// <summary>An entry so soon after a losing exit is revenge.</summary>
    public TimeSpan ReentryWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An entry sooner than this after a losing exit was not thought about.</summary>
    public TimeSpan ReactionBelow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>So many entries within <see cref="RapidWithin"/> of a losing exit are rapid.</summary>
    public int RapidEntries { get; init; } = 3;

    /// <summary>Over how long.</summary>
    public TimeSpan RapidWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>So many entries within <see cref="BurstWithin"/> are a burst.</summary>
    public int BurstEntries { get; init; } = 5;

    /// <summary>Over how long.</summary>
    public TimeSpan BurstWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Entries a minute of the last 5 minutes above so many times those of the last 15 are an acceleration.</summary>
    public decimal PaceRatio { get; init; } = 1.5m;

    /// <summary>Fewer entries than this tell neither a pace nor a share of cancels.</summary>
    public int EntriesMin { get; init; } = 5;

    /// <summary>Over how long cancels are counted.</summary>
    public TimeSpan CancelWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Cancels by entries above which too much is cancelled.</summary>
    public decimal CancelShareMax { get; init; } = 0.5m;

    /// <summary>Early cancels by entries above which too much is cancelled early.</summary>
    public decimal EarlyCancelShareMax { get; init; } = 0.4m;

    /// <summary>Up to which age of the order a cancel is early.</summary>
    public TimeSpan EarlyCancelAge { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Newest entries whose sizes are compared.</summary>
    public int SizeVariationEntries { get; init; } = 10;

    /// <summary>Coefficient of variation above which they vary too much.</summary>
    public decimal SizeVariationMax { get; init; } = 0.3m;

    /// <summary>How far back a trader's own past is looked at.</summary>
    public TimeSpan BaselineAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Samples below which there is no past to compare with.</summary>
    public int BaselineSamplesMin { get; init; } = 100;

    /// <summary>How many interquartile ranges from the median is unusual.</summary>
    public decimal BaselineRanges { get; init; } = 1.5m;

    /// <summary>Share of the hours with entries below which an hour of the day is unusual; zero means none is.</summary>
    public decimal HourShareMin { get; init; }

    /// <summary>Entries of an hour below so many times the median are few; zero means none are.</summary>
    public decimal LowPaceRatio { get; init; }

    /// <summary>Longer than this without an entry is inactivity; zero means it never is.</summary>
    public TimeSpan InactivityMax { get; init; }

    /// <summary>How long the notice of level 1 stands.</summary>
    public TimeSpan NoticeFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long nothing is entered at level 1, the first time; zero means entries go on.</summary>
    public TimeSpan NoticeLockFor { get; init; }

    /// <summary>Which part of its size an entry has at level 2.</summary>
    public decimal SmallerFactor { get; init; } = 0.5m;

    /// <summary>For how long.</summary>
    public TimeSpan SmallerFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long nothing is entered at level 2, the first time; zero means entries go on.</summary>
    public TimeSpan SmallerLockFor { get; init; }

    /// <summary>How long nothing is entered at level 3, the first time.</summary>
    public TimeSpan LockFor { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>So many times as long each further time.</summary>
    public decimal LockGrowth { get; init; } = 1.5m;

    /// <summary>The longest lock, of any level.</summary>
    public TimeSpan LockMax { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long after a lock the next of its level is a further one in a row.</summary>
    public TimeSpan LockRunAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Which part of the losses a measure of level 1 makes a debt; zero means none.</summary>
    public decimal NoticeDebtFraction { get; init; }

    /// <summary>Which part of them one of level 2 does; zero means none.</summary>
    public decimal SmallerDebtFraction { get; init; }

    /// <summary>Which part of them a lock of level 3 does.</summary>
    public decimal LockDebtFraction { get; init; } = 0.5m;

    /// <summary>The least debt of a measure that makes one, as a fraction of what a trade was worth.</summary>
    public decimal DebtMin { get; init; }

    /// <summary>How far back losses are debt.</summary>
    public TimeSpan DebtAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Whether entries after a lock begin small.</summary>
    public bool Recovers { get; init; } = true;

    /// <summary>The level from whose measures on they do, 1 to 3.</summary>
    public int RecoversFromLevel { get; init; } = 3;

    /// <summary>How recovery begins.</summary>
    public TiltStage Stage1 { get; init; } = new(0.25m, 3, 1.5m, 0.25m);

    /// <summary>How it goes on.</summary>
    public TiltStage Stage2 { get; init; } = new(0.50m, 5, 2m, 0.50m);

    /// <summary>How it ends.</summary>
    public TiltStage Stage3 { get; init; } = new(0.75m, 7, 2.5m, 0.75m);

    /// <summary>Whether losing trades in a row force a break.</summary>
    public bool BreaksAfterLosses { get; init; }

    /// <summary>So many of them.</summary>
    public int BreakLosses { get; init; } = 3;

    /// <summary>How long it is.</summary>
    public TimeSpan BreakFor { get; init; } = TimeSpan.FromMinutes(30);
}
