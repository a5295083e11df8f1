using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Engine.Tilt;
using TradingDaemon.Engine.Tilt.Detectors;

namespace TradingDaemon.Engine.Desks;

/// <summary>Judges what traders did since the last look, and takes the measures. Nothing here touches an exit.</summary>
/// <param name="account">The account.</param>
public sealed class TiltWatch(TradingAccount account)
{
    private long? _lookedAt; // facts up to this one were judged by whoever wrote them

    /// <summary>Looks after an input, before what it decided leaves.</summary>
    public void Look(DateTimeOffset now)
    {
        if (account.Setup.Tilt is not { } policy) return;
        var since = _lookedAt ?? account.Books.Sequence;
        _lookedAt = account.Books.Sequence;
        if (since == account.Books.Sequence) return;
        foreach (var trader in account.Books.Gauges.Tilts.All.Where(trader => IsNew(trader.State, since)).ToList()) Judge(trader, policy, since, now);
        _lookedAt = account.Books.Sequence;
    }

    private static bool IsNew(TraderTilt state, long since) => state.EntryFact > since || state.CancelFact > since || state.TradeFact > since || state.JournalFact > since;

    private void Judge(TraderRecord trader, TiltPolicy policy, long since, DateTimeOffset now)
    {
        var id = new StrategyId(trader.State.Trader);
        if (trader.State.TradeFact > since || trader.State.JournalFact > since) AfterTrade(id, trader, policy, now);
        if (!policy.JudgesBehaviour) return;
        var found = new List<string>();
        foreach (var detector in TiltDetectors.All)
        {
            var isAsked = detector.JudgesCancels ? trader.State.CancelFact > since : trader.State.EntryFact > since;
            if (!isAsked || trader.Anomalies.Any(anomaly => anomaly.Signal == detector.Id && now - anomaly.At < policy.RepeatAfter) || detector.Judge(trader, policy) is not { } finding) continue;
            account.Log.Emit(new Fact.TiltFound(id, detector.Id, finding.Severity, finding.Detail), now);
            found.Add($"{detector.Id} ({finding.Detail})");
        }

        if (found.Count > 0) Act(id, trader, policy, string.Join("; ", found), now);
    }

    // A measure that stands is only ever followed by a stronger one.
    private void Act(StrategyId id, TraderRecord trader, TiltPolicy policy, string found, DateTimeOffset now)
    {
        var anomalies = trader.AnomaliesAt(now, policy.Window);
        var weight = account.TiltWeight(now);
        var level = TiltScore.LevelOf(anomalies * weight, policy, account.Tier.Watch);
        if (level <= TiltScore.StandingOf(trader.State, now)) return;
        var score = TiltScore.Of(trader, now, policy.Window);
        var counted = weight == 1m ? "" : Texts.Of($", each counted {weight:0.##} times in {account.Tier.Name}");
        var what = Texts.Of($"{anomalies} anomalies within {policy.Window:c}{counted}, score {score}; the newest: {found}.");
        account.Log.Emit(Measure(id, trader, policy, level, score, what, now), now);
    }

    private Fact.TiltMoved Measure(StrategyId id, TraderRecord trader, TiltPolicy policy, int level, int score, string what, DateTimeOffset now)
    {
        var (standing, occurrence) = (account.Books.Gauges.Tilts.SizeFactor(id, now), TiltScore.OccurrenceOf(trader.State, level, policy, now));
        var (lockFor, debt) = (TiltScore.LockOf(level, occurrence, policy), TiltDebt.After(trader, level, policy, now));
        decimal? recoversAt = policy.Recovers && level >= policy.RecoversFromLevel && trader.State.Stage == 0 ? TiltScore.SizeOf(1, policy) : null;
        var isLocked = lockFor > TimeSpan.Zero;
        if (level < 3 && isLocked) what += Texts.Of($" Nothing is entered until {now + lockFor:u}, lock-out {occurrence} of this level.");
        if (level < 3 && debt is { } early) what += Texts.Of($" {early:0.####%} of a trade are to be earned back.");
        return level switch
        {
            1 => new Fact.TiltMoved(id, TiltMove.Noticed, score, now + policy.NoticeFor, Math.Min(standing, recoversAt ?? 1m), what),
            2 => new Fact.TiltMoved(id, TiltMove.Halved, score, now + policy.SmallerFor, policy.SmallerFactor, what),
            _ => new Fact.TiltMoved(id, TiltMove.Locked, score, now + lockFor, policy.Recovers ? TiltScore.SizeOf(1, policy) : 1m, what),
        }
        with { LockedUntil = level < 3 && isLocked ? now + lockFor : null, Occurrence = isLocked ? occurrence : null, Debt = debt, RecoversAt = level < 3 ? recoversAt : null };
    }

    private void AfterTrade(StrategyId id, TraderRecord trader, TiltPolicy policy, DateTimeOffset now)
    {
        if (TiltScore.IsStageDone(trader.State, policy) && !(now < trader.State.LockedUntil))
        {
            var (stage, wins) = (trader.State.Stage, trader.State.StageWins);
            account.Log.Emit(
                new Fact.TiltMoved(id, stage == 3 ? TiltMove.Recovered : TiltMove.Stage, 0, null, TiltScore.SizeOf(stage + 1, policy), Texts.Of($"Stage {stage} of recovery is done with {wins} profitable trades.")), now);
        }

        if (TiltDebt.IsMadeEarly(policy) && TiltDebt.IsSettled(trader.State))
            account.Log.Emit(new Fact.TiltMoved(id, TiltMove.Settled, 0, null, account.Books.Gauges.Tilts.SizeFactor(id, now), Texts.Of($"The debt of {trader.State.Debt:0.####%} of a trade is earned back.")), now);

        if (policy.BreaksAfterLosses && trader.State.LossRun >= policy.BreakLosses)
            account.Log.Emit(
                new Fact.TiltMoved(id, TiltMove.Break, trader.State.Score, now + policy.BreakFor, account.Books.Gauges.Tilts.SizeFactor(id, now), Texts.Of($"{trader.State.LossRun} losing trades in a row.")), now);
    }
}
