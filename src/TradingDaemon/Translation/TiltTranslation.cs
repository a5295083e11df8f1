using TradingDaemon.Configuration.Sections.Tilt;
using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Translation;

/// <summary>What the configuration says of tilt, in the engine's words.</summary>
internal static class TiltTranslation
{
    /// <summary>Null when neither switch is on.</summary>
    public static TiltPolicy? Of(TiltConfig tilt) => !tilt.Enabled && !tilt.BreakAfterLosses
        ? null
        : new TiltPolicy
        {
            JudgesBehaviour = tilt.Enabled, BreaksAfterLosses = tilt.BreakAfterLosses,
            Window = tilt.Window, RepeatAfter = tilt.RepeatAfter, Level1Min = tilt.Level1Min, Level2Min = tilt.Level2Min,
            Level3Min = tilt.Level3Min, LossStreak = tilt.LossStreak, SizeGrowth = tilt.SizeGrowth, ReentryWithin = tilt.ReentryWithin,
            ReactionBelow = tilt.ReactionBelow, RapidEntries = tilt.RapidEntries, RapidWithin = tilt.RapidWithin, BurstEntries = tilt.BurstEntries,
            BurstWithin = tilt.BurstWithin, PaceRatio = tilt.PaceRatio, EntriesMin = tilt.EntriesMin, CancelWindow = tilt.CancelWindow,
            CancelShareMax = tilt.CancelShareMax, EarlyCancelShareMax = tilt.EarlyCancelShareMax, EarlyCancelAge = tilt.EarlyCancelAge, SizeVariationEntries = tilt.SizeVariationEntries,
            SizeVariationMax = tilt.SizeVariationMax, BaselineAge = tilt.BaselineAge, BaselineSamplesMin = tilt.BaselineSamplesMin, BaselineRanges = tilt.BaselineRanges,
            HourShareMin = tilt.HourShareMin, LowPaceRatio = tilt.LowPaceRatio, InactivityMax = tilt.InactivityMax,
            NoticeFor = tilt.NoticeFor, SmallerFactor = tilt.SmallerFactor, SmallerFor = tilt.SmallerFor, LockFor = tilt.LockFor,
            LockGrowth = tilt.LockGrowth, LockMax = tilt.LockMax, Recovers = tilt.Recovers, BreakLosses = tilt.BreakLosses,
            BreakFor = tilt.BreakFor, NoticeLockFor = tilt.NoticeLockFor, SmallerLockFor = tilt.SmallerLockFor, LockRunAge = tilt.LockRunAge,
            NoticeDebtFraction = tilt.NoticeDebtFraction, SmallerDebtFraction = tilt.SmallerDebtFraction, LockDebtFraction = tilt.LockDebtFraction, DebtMin = tilt.DebtMin, DebtAge = tilt.DebtAge,
            RecoversFromLevel = tilt.RecoversFromLevel, Stage1 = Stage(tilt.Stage1), Stage2 = Stage(tilt.Stage2), Stage3 = Stage(tilt.Stage3),
        };

    private static TiltStage Stage(TiltStageConfig stage) => new(stage.SizeFactor, stage.WinsMin, stage.ProfitFactor, stage.DebtFraction) { JournalWordsMin = stage.JournalWordsMin };
}
