using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.Desks;

/// <summary>Notes equity's peak and samples of its fall where a limit asks for them, and lets entries pause when it falls too fast. Only reconciled books are believed.</summary>
/// <param name="account">The account.</param>
public sealed class DrawdownWatch(TradingAccount account)
{
    /// <summary>Looks at equity, about once a second.</summary>
    public void Look(decimal equityAccount, DateTimeOffset now)
    {
        var (books, limits) = (account.Books, account.Limits);
        var isFallLimited = limits.DrawdownThrottlePerMinute is not null || limits.DrawdownPausePerMinute is not null;
        var isSampled = isFallLimited || account.Setup.Tiers.IsGated;
        var recovers = account.Tier.Recovery.DrawdownFraction;
        if (!isSampled && !account.Setup.Tiers.GoesByPeak) return;
        if (books.State is EngineState.Starting or EngineState.Reconciling || books.IsReconcilePending || books.Day.Moved.Count > 0) return;
        if (books.Gauges.Trail.IsPeak(equityAccount) || (recovers is { } fallFrom && books.Gauges.Trail.IsTurn(equityAccount, fallFrom)) || (isSampled && books.Gauges.Trail.IsDue(limits.DrawdownWindow, now))) account.Log.Emit(new Fact.EquityObserved(equityAccount), now);
        if (limits.DrawdownPausePerMinute is not { } most || books.Gauges.Pauses.Of(RiskRule.DrawdownVelocity, now) is not null) return;
        if (books.Gauges.Trail.FallPerMinute(equityAccount, limits.DrawdownWindow, limits.DrawdownFloorFraction, now) is { } fall && fall >= most)
            account.Log.Emit(new Fact.EntriesPaused(RiskRule.DrawdownVelocity, now + limits.DrawdownPause, Texts.Of($"Equity fell by {fall:P2} of its peak a minute, the limit is {most:P2}.")), now);
    }
}
