using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt;

/// <summary>What anomalies come to: score and level, how long a lock is, what recovery asks for.</summary>
public static class TiltScore
{
    private const int PerAnomaly = 10;
    private const int PerSeverity = 5;
    private const int ForRevenge = 10; // revenge and martingale are what ruins accounts
    private const int Most = 100;

    private static readonly TiltPolicy Delivered = new(); // checkpoints of versions that noted no size have these

    /// <summary>10 an anomaly and 5 a point of severity, 10 more for each of revenge and martingale, 100 at most.</summary>
    public static int Of(TraderRecord trader, DateTimeOffset now, TimeSpan window)
    {
        var (sum, isRevenge, isMartingale) = (0m, false, false);
        foreach (var anomaly in trader.Anomalies)
        {
            if (now - anomaly.At > window) continue;
            sum += PerAnomaly + (PerSeverity * anomaly.Severity);
            isRevenge |= anomaly.Signal is TiltSignal.SizeAfterLosses or TiltSignal.QuickReentry or TiltSignal.RapidAfterLoss;
            isMartingale |= anomaly.Signal == TiltSignal.Martingale;
        }

        return (int)Math.Min(Most, sum + (isRevenge ? ForRevenge : 0) + (isMartingale ? ForRevenge : 0));
    }

    /// <summary>0 to 3, by the numbers of the tier where it has its own.</summary>
    public static int LevelOf(decimal anomalies, TiltPolicy policy, TierWatch? tier = null) =>
        anomalies >= (tier?.Level3Min ?? policy.Level3Min) ? 3 : anomalies >= (tier?.Level2Min ?? policy.Level2Min) ? 2 : anomalies >= (tier?.Level1Min ?? policy.Level1Min) ? 1 : 0;

    /// <summary>The level whose measure stands now, 0 to 3.</summary>
    public static int StandingOf(TraderTilt state, DateTimeOffset now) =>
        Math.Max(now < state.LockedUntil ? LockLevelOf(state) : 0, now < state.SmallerUntil ? 2 : now < state.NoticedUntil ? 1 : 0);

    /// <summary>Which part of its size an entry has now, above 0 up to 1.</summary>
    public static decimal SizeFactorOf(TraderTilt state, DateTimeOffset now) => Math.Min(now < state.SmallerUntil ? state.SmallerFactor : 1m, state.StageSizeFactor ?? SizeOf(state.Stage, Delivered));

    /// <summary>Whether nothing was entered since the newest measure, as far as is remembered. Under a lock nothing is, so what counts is its end.</summary>
    /// <param name="state">The trader, with its entries.</param>
    /// <param name="policy">How long measures are.</param>
    public static bool IsUnentered(TraderTilt state, TiltPolicy policy) =>
        state.Entries.IsEmpty || (state.Entries[^1].At is var at && (at <= state.LockedUntil || at <= state.SmallerUntil - policy.SmallerFor || at <= state.NoticedUntil - policy.NoticeFor));

    /// <summary>The level of the newest lock, 1 to 3.</summary>
    public static int LockLevelOf(TraderTilt state) => state.LockLevel == 0 ? 3 : state.LockLevel;

    /// <summary>Which lock-out of its level in a row the next one is, from 1; one long after the last begins to count anew.</summary>
    public static int OccurrenceOf(TraderTilt state, int level, TiltPolicy policy, DateTimeOffset now)
    {
        var run = level switch { 1 => state.NoticeLocks, 2 => state.SmallerLocks, _ => state.LockedAt is { } at ? new TiltLockRun(state.Locks, at) : null };
        return run is null || now - run.At > policy.LockRunAge ? 1 : run.Count + 1;
    }

    /// <summary>How long the n-th lock-out of a level is: base × growth^(n − 1), bounded; zero where the level has none.</summary>
    public static TimeSpan LockOf(int level, int occurrence, TiltPolicy policy)
    {
        var length = (decimal)(level switch { 1 => policy.NoticeLockFor, 2 => policy.SmallerLockFor, _ => policy.LockFor }).Ticks;
        if (length == 0m) return TimeSpan.Zero;
        for (var i = 1; i < occurrence && length < policy.LockMax.Ticks; i++) length *= policy.LockGrowth;
        return TimeSpan.FromTicks((long)Math.Min(length, policy.LockMax.Ticks));
    }

    /// <summary>A stage of recovery, 1 to 3.</summary>
    public static TiltStage StageOf(int stage, TiltPolicy policy) => stage switch
    {
        1 => policy.Stage1, 2 => policy.Stage2, 3 => policy.Stage3,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "There are three stages."),
    };

    /// <summary>Which part of its size an entry has in a stage of recovery; 1 when there is nothing to recover from.</summary>
    public static decimal SizeOf(int stage, TiltPolicy policy) => stage is >= 1 and <= 3 ? StageOf(stage, policy).SizeFactor : 1m;

    /// <summary>Words of an entry the stage waits for; zero where it asks for none, or has one.</summary>
    public static int WordsMissing(TraderTilt state, TiltPolicy policy) =>
        state.Stage is >= 1 and <= 3 && StageOf(state.Stage, policy).JournalWordsMin is var asked && (state.StageWords ?? 0) < asked ? asked : 0;

    /// <summary>Whether the stage is done: enough profitable trades, enough earned against what the stage lost, enough of the debt paid, and enough written where that is asked for.</summary>
    public static bool IsStageDone(TraderTilt state, TiltPolicy policy)
    {
        if (state.Stage is < 1 or > 3) return false;
        var asked = StageOf(state.Stage, policy);
        return state.StageWins >= asked.WinsMin && state.StageProfit >= state.StageLoss * asked.ProfitFactor && state.DebtPaid >= state.Debt * asked.DebtFraction && WordsMissing(state, policy) == 0;
    }
}
