using System.Collections.Immutable;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Tilt;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Gating;

/// <summary>One line a strategy of which anything counts or stands now.</summary>
internal static class TiltLines
{
    /// <summary>In the order of their names; none while nobody is judged.</summary>
    public static ImmutableArray<TiltLine> Of(TradingAccount account, DateTimeOffset now)
    {
        if (account.Setup.Tilt is not { } policy) return [];
        var lines = account.Books.Gauges.Tilts.All.Select(trader => new TiltLine(
            trader.State.Trader, TiltScore.StandingOf(trader.State, now), trader.State.Score, trader.AnomaliesAt(now, policy.Window), account.Books.Gauges.Tilts.SizeFactor(new StrategyId(trader.State.Trader), now),
            now < trader.State.LockedUntil ? trader.State.LockedUntil : null, trader.State.Reason)
        {
            Stage = trader.State.Stage, JournalWordsMissing = TiltScore.WordsMissing(trader.State, policy), DebtFraction = Math.Max(0m, trader.State.Debt - trader.State.DebtPaid),
        });
        return [.. lines.Where(line => line.Level > 0 || line.Anomalies > 0 || line.SizeFactor < 1m || (TiltDebt.IsMadeEarly(policy) && line.DebtFraction > 0m))];
    }
}
