using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.Desks;

/// <summary>What is to guard an entry's position: what its signal names, else what its strategy is configured for. Fails closed: what is asked for and cannot be worked out is no entry.</summary>
public static class ProtectionPlan
{
    /// <summary>Works the distances out.</summary>
    /// <param name="spec">The strategy.</param>
    /// <param name="signal">Its signal.</param>
    /// <param name="side">Which way the entry goes.</param>
    /// <param name="priceQuote">The price it would meet.</param>
    /// <param name="terms">The distances, or null when nothing is asked for.</param>
    /// <param name="stopFactor">How many times as far a configured stop is; a price the signal names stays that.</param>
    /// <returns>Why there can be none, or null.</returns>
    public static RiskRefusal? Make(StrategySpec spec, Signal signal, OrderSide side, decimal priceQuote, out ProtectionTerms? terms, decimal stopFactor = 1m)
    {
        var asked = spec.Protection;
        terms = null;
        if (asked.NeedsRange && signal.AtrQuote is not > 0m && NeedsRange(asked, signal))
            return No(0m, $"The average true range of the instrument is not known yet, and what guards {spec.Id} is measured in it.");
        var stop = signal.StopQuote is { } stopQuote ? (priceQuote - stopQuote) * side.Sign() : stopFactor * Distance(asked.StopFraction, asked.StopAtr, priceQuote, signal.AtrQuote);
        var target = signal.TargetQuote is { } targetQuote ? (targetQuote - priceQuote) * side.Sign() : Distance(asked.TargetFraction, asked.TargetAtr, priceQuote, signal.AtrQuote);
        var trail = Distance(asked.TrailFraction, asked.TrailAtr, priceQuote, signal.AtrQuote);
        if (stop <= 0m) return No(priceQuote, $"The stop at {signal.StopQuote} lies on the wrong side of {priceQuote}.", signal.StopQuote);
        if (target <= 0m) return No(priceQuote, $"The target at {signal.TargetQuote} lies on the wrong side of {priceQuote}.", signal.TargetQuote);
        if ((side == OrderSide.Buy ? stop : target) >= priceQuote) return No(priceQuote, $"A level {(side == OrderSide.Buy ? stop : target)} below {priceQuote} would be no price.", side == OrderSide.Buy ? stop : target);
        if (stop is null && target is null && trail is null) return null;
        terms = new ProtectionTerms { StopDistanceQuote = stop, TargetDistanceQuote = target, TrailDistanceQuote = trail, TrailAfterFraction = trail is null ? 0m : asked.TrailAfterFraction };
        return null;
    }

    // A signal's own price needs no range.
    private static bool NeedsRange(ProtectionSpec asked, Signal signal) =>
        asked.TrailAtr is not null || (asked.StopAtr is not null && signal.StopQuote is null) || (asked.TargetAtr is not null && signal.TargetQuote is null);

    private static decimal? Distance(decimal? fraction, decimal? ranges, decimal priceQuote, decimal? rangeQuote) => fraction is { } share ? share * priceQuote : ranges * rangeQuote;

    private static RiskRefusal No(decimal limit, FormattableString why, decimal? asked = null) => new(RiskRule.Protection, limit, asked ?? 0m, Texts.Of(why));
}
