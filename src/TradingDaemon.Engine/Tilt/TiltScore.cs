using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt;

/// <summary>What anomalies come to: score and level, how long a lock is, and what recovery asks for.</summary>
public static class TiltScore
{
    /// <summary>Part of what was lost in the day before a lock that has to be earned back.</summary>
    public const decimal DebtFraction = 0.5m;

    private const int PerAnomaly = 10;
    private const int PerSeverity = 5;
    private const int ForRevenge = 10; // revenge and martingale are what ruins accounts
    private const int Most = 100;

    private static readonly TimeSpan RunAge = TimeSpan.FromDays(30);
    private static readonly (int Wins, decimal ProfitFactor, decimal DebtPart, decimal SizeFactor)[] Stages = [(3, 1.5m, 0.25m, 0.25m), (5, 2m, 0.50m, 0.50m), (7, 2.5m, 0.75m, 0.75m)];

    /// <summary>How far back losses are debt.</summary>
    public static TimeSpan DebtAge { get; } = TimeSpan.FromDays(1);

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

    /// <summary>0 to 3.</summary>
    public static int LevelOf(decimal anomalies, TiltPolicy policy) =>
        anomalies >= policy.Level3Min ? 3 : anomalies >= policy.Level2Min ? 2 : anomalies >= policy.Level1Min ? 1 : 0;

    /// <summary>The level whose measure stands now, 0 to 3.</summary>
    public static int StandingOf(TraderTilt state, DateTimeOffset now) =>
        now < state.LockedUntil ? 3 : now < state.SmallerUntil ? 2 : now < state.NoticedUntil ? 1 : 0;

    /// <summary>Whether a lock now begins to count from one again.</summary>
    public static bool IsAnotherRun(DateTimeOffset? lockedAt, DateTimeOffset now) => lockedAt is not { } before || now - before > RunAge;

    /// <summary>How long the trader's next lock is: base × growth^(n − 1), bounded.</summary>
    public static TimeSpan LockOf(TraderTilt state, TiltPolicy policy, DateTimeOffset now)
    {
        var length = (decimal)policy.LockFor.Ticks;
        for (var i = IsAnotherRun(state.LockedAt, now) ? 0 : state.Locks; i > 0 && length < policy.LockMax.Ticks; i--) length *= policy.LockGrowth;
        return TimeSpan.FromTicks((long)Math.Min(length, policy.LockMax.Ticks));
    }

    /// <summary>Which part of its size an entry has in a stage of recovery; 1 when there is nothing to recover from.</summary>
    public static decimal SizeOf(int stage) => stage is >= 1 and <= 3 ? Stages[stage - 1].SizeFactor : 1m;

    /// <summary>Whether the stage is done: enough profitable trades, enough earned against what the stage lost, and enough of the debt paid.</summary>
    public static bool IsStageDone(TraderTilt state)
    {
        if (state.Stage is < 1 or > 3) return false;
        var asked = Stages[state.Stage - 1];
        return state.StageWins >= asked.Wins && state.StageProfit >= state.StageLoss * asked.ProfitFactor && state.DebtPaid >= state.Debt * asked.DebtPart;
    }
}
