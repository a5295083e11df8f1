using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tilt;

/// <summary>When a strategy is on tilt and what is done about it; exits always pass.</summary>
internal sealed record TiltConfig
{
    /// <summary>Whether how strategies behave is judged, and acted on.</summary>
    public bool Enabled { get; init; }

    /// <summary>How long something a detector found counts.</summary>
    [DurationRange("00:01:00", "1.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long after it found something a detector may find again.</summary>
    [DurationRange("00:00:00", "1.00:00:00")]
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Anomalies within the window that are level 1: a notice.</summary>
    [NumberRange(1, 60)]
    public int Level1Min { get; init; } = 2;

    /// <summary>Anomalies that are level 2: smaller entries.</summary>
    [NumberRange(1, 60)]
    public int Level2Min { get; init; } = 4;

    /// <summary>Anomalies that are level 3: no entries.</summary>
    [NumberRange(1, 60)]
    public int Level3Min { get; init; } = 6;

    /// <summary>Losing trades in a row that are a streak.</summary>
    [NumberRange(1, 50)]
    public int LossStreak { get; init; } = 3;

    /// <summary>An entry above so many times the one before is larger.</summary>
    [NumberRange(1, 100)]
    public decimal SizeGrowth { get; init; } = 1.5m;

    /// <summary>An entry so soon after a losing exit is revenge.</summary>
    [DurationRange("00:00:00", "1.00:00:00")]
    public TimeSpan ReentryWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An entry sooner than this after a losing exit was not thought about.</summary>
    [DurationRange("00:00:00", "01:00:00")]
    public TimeSpan ReactionBelow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>So many entries within `rapidWithin` of a losing exit are rapid.</summary>
    [NumberRange(1, 200)]
    public int RapidEntries { get; init; } = 3;

    /// <summary>Over how long they are counted.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan RapidWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>So many entries within `burstWithin` are a burst.</summary>
    [NumberRange(2, 200)]
    public int BurstEntries { get; init; } = 5;

    /// <summary>Over how long they are counted.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan BurstWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Entries a minute of the last 5 minutes above so many times those of the last 15 are an acceleration.</summary>
    [NumberRange(1, 3)]
    public decimal PaceRatio { get; init; } = 1.5m;

    /// <summary>Fewer entries than this tell neither a pace nor a share of cancels.</summary>
    [NumberRange(1, 200)]
    public int EntriesMin { get; init; } = 5;

    /// <summary>Over how long cancels are counted.</summary>
    [DurationRange("00:00:10", "1.00:00:00")]
    public TimeSpan CancelWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Cancels above which too much is cancelled.</summary>
    [NumberRange(0, 1, Unit = "of entries")]
    public decimal CancelShareMax { get; init; } = 0.5m;

    /// <summary>Early cancels above which too much is cancelled early.</summary>
    [NumberRange(0, 1, Unit = "of entries")]
    public decimal EarlyCancelShareMax { get; init; } = 0.4m;

    /// <summary>Up to which age of an order a cancel is early.</summary>
    [DurationRange("00:00:00", "01:00:00")]
    public TimeSpan EarlyCancelAge { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Newest entries whose sizes are compared.</summary>
    [NumberRange(3, 200)]
    public int SizeVariationEntries { get; init; } = 10;

    /// <summary>Coefficient of variation above which they vary too much.</summary>
    [NumberRange(0, 100)]
    public decimal SizeVariationMax { get; init; } = 0.3m;

    /// <summary>How far back a strategy's own past is looked at.</summary>
    [DurationRange("01:00:00", "30.00:00:00")]
    public TimeSpan BaselineAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Samples below which there is no past to compare with.</summary>
    [NumberRange(10, 200)]
    public int BaselineSamplesMin { get; init; } = 100;

    /// <summary>How many interquartile ranges above the median is unusual.</summary>
    [NumberRange(0, 100)]
    public decimal BaselineRanges { get; init; } = 1.5m;

    /// <summary>Share below which an hour of the day (UTC) is unusual; zero means none is.</summary>
    [NumberRange(0, 1, Unit = "of the hours with entries")]
    public decimal HourShareMin { get; init; }

    /// <summary>Entries of an hour below so many times the median of the strategy's own hours are few; zero means none are.</summary>
    [NumberRange(0, 1)]
    public decimal LowPaceRatio { get; init; }

    /// <summary>Longer than this without an entry is inactivity; zero means it never is.</summary>
    [DurationRange("00:00:00", "7.00:00:00")]
    public TimeSpan InactivityMax { get; init; }

    /// <summary>How long the notice of level 1 stands.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan NoticeFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long nothing is entered at level 1, the first time; zero means entries go on.</summary>
    [DurationRange("00:00:00", "7.00:00:00")]
    public TimeSpan NoticeLockFor { get; init; }

    /// <summary>What an entry is at level 2.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the size")]
    public decimal SmallerFactor { get; init; } = 0.5m;

    /// <summary>For how long.</summary>
    [DurationRange("00:00:01", "7.00:00:00")]
    public TimeSpan SmallerFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long nothing is entered at level 2, the first time; zero means entries go on.</summary>
    [DurationRange("00:00:00", "7.00:00:00")]
    public TimeSpan SmallerLockFor { get; init; }

    /// <summary>How long nothing is entered at level 3, the first time.</summary>
    [DurationRange("00:00:01", "7.00:00:00")]
    public TimeSpan LockFor { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>So many times as long each further time, of any level.</summary>
    [NumberRange(1, 10)]
    public decimal LockGrowth { get; init; } = 1.5m;

    /// <summary>The longest lock, of any level.</summary>
    [DurationRange("00:00:01", "30.00:00:00")]
    public TimeSpan LockMax { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long after a lock the next of its level is a further one.</summary>
    [DurationRange("00:00:01", "365.00:00:00")]
    public TimeSpan LockRunAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>What a measure of level 1 makes a debt; zero means none.</summary>
    [NumberRange(0, 1, Unit = "of the losses")]
    public decimal NoticeDebtFraction { get; init; }

    /// <summary>What a measure of level 2 makes a debt; zero means none.</summary>
    [NumberRange(0, 1, Unit = "of the losses")]
    public decimal SmallerDebtFraction { get; init; }

    /// <summary>What a lock of level 3 makes a debt.</summary>
    [NumberRange(0, 1, Unit = "of the losses")]
    public decimal LockDebtFraction { get; init; } = 0.5m;

    /// <summary>The least debt of a measure that makes one.</summary>
    [NumberRange(0, 1, Unit = "of what a trade was worth")]
    public decimal DebtMin { get; init; }

    /// <summary>How far back losses are debt.</summary>
    [DurationRange("00:00:01", "30.00:00:00")]
    public TimeSpan DebtAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Whether entries after a lock begin small and grow with profitable trades.</summary>
    public bool Recovers { get; init; } = true;

    /// <summary>The level from whose measures on they do.</summary>
    [NumberRange(1, 3)]
    public int RecoversFromLevel { get; init; } = 3;

    /// <summary>How recovery begins.</summary>
    public TiltStageConfig Stage1 { get; init; } = new() { SizeFactor = 0.25m, WinsMin = 3, ProfitFactor = 1.5m, DebtFraction = 0.25m };

    /// <summary>How it goes on.</summary>
    public TiltStageConfig Stage2 { get; init; } = new() { SizeFactor = 0.50m, WinsMin = 5, ProfitFactor = 2m, DebtFraction = 0.50m };

    /// <summary>How it ends.</summary>
    public TiltStageConfig Stage3 { get; init; } = new() { SizeFactor = 0.75m, WinsMin = 7, ProfitFactor = 2.5m, DebtFraction = 0.75m };

    /// <summary>Whether losing trades in a row force a break, whatever `enabled` says.</summary>
    public bool BreakAfterLosses { get; init; }

    /// <summary>So many of them.</summary>
    [NumberRange(1, 50)]
    public int BreakLosses { get; init; } = 3;

    /// <summary>How long the break is.</summary>
    [DurationRange("00:00:01", "7.00:00:00")]
    public TimeSpan BreakFor { get; init; } = TimeSpan.FromMinutes(30);
}
