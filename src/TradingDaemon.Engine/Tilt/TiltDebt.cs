using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt;

/// <summary>What a trader has to earn back: a part of what its trades lost before a measure, as a sum of fractions.</summary>
public static class TiltDebt
{
    /// <summary>Whether a debt is made before any lock: then none is forgotten at the next measure, and one outside of recovery ends when it is paid.</summary>
    public static bool IsMadeEarly(TiltPolicy policy) => policy.NoticeDebtFraction > 0m || policy.SmallerDebtFraction > 0m;

    /// <summary>The whole debt after a measure, what was paid of it not deducted; null where the measure changes nothing of it.</summary>
    /// <param name="trader">Whose.</param>
    /// <param name="level">Of the measure, 1 to 3.</param>
    /// <param name="policy">The numbers.</param>
    /// <param name="now">The engine's time.</param>
    public static decimal? After(TraderRecord trader, int level, TiltPolicy policy, DateTimeOffset now)
    {
        var state = trader.State;
        var fraction = level switch { 1 => policy.NoticeDebtFraction, 2 => policy.SmallerDebtFraction, _ => policy.LockDebtFraction };
        if (level < 3 && fraction == 0m) return null;
        var made = fraction == 0m ? 0m : Math.Max(policy.DebtMin, LostOf(trader, policy.DebtAge, now) * fraction);
        if (level == 3) return IsMadeEarly(policy) ? Math.Max(made, state.Debt - state.DebtPaid) : made; // what was paid counts from the lock on
        return made > state.Debt ? made : null;
    }

    /// <summary>What its trades lost lately, since the last lock and since a debt was paid last; zero or more.</summary>
    public static decimal LostOf(TraderRecord trader, TimeSpan age, DateTimeOffset now)
    {
        var lost = 0m;
        foreach (var trade in trader.Trades)
            if (trade.IsLoss && !(trade.At <= trader.State.LockedAt) && !(trade.At <= trader.State.SettledAt) && now - trade.At <= age) lost -= trade.ReturnFraction;
        return lost;
    }

    /// <summary>Whether a debt that no recovery asks for is paid.</summary>
    public static bool IsSettled(TraderTilt state) => state is { Stage: 0, Debt: > 0m } && state.DebtPaid >= state.Debt;
}
