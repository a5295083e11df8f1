using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Pace;

internal sealed class CancelRate() : GateRule(
    RiskRule.CancelRate,
    "Neither the strategy nor all at the venue have cancelled so many orders in the running minute of the clock. A cancel itself is never held back. Off unless set.",
    "{count} cancels of {whom} were asked for in this minute, entries stop at {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.StrategyCancelsPerMinuteMax)), RuleKeys.Limit(nameof(RiskLimits.VenueCancelsPerMinuteMax))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var (limits, cancels, intent) = (order.Limits, order.Books.Gauges.Cancels, order.Intent);
        var own = cancels.OfStrategy(intent.Strategy.Text, order.Now);
        if (own >= limits.StrategyCancelsPerMinuteMax) return Refuse(limits.StrategyCancelsPerMinuteMax.Value, own, $"{own} cancels of {intent.Strategy} were asked for in this minute, entries stop at {limits.StrategyCancelsPerMinuteMax}.");
        var all = cancels.OfVenue(intent.Venue, order.Now);
        return all >= limits.VenueCancelsPerMinuteMax ? Refuse(limits.VenueCancelsPerMinuteMax.Value, all, $"{all} cancels of {intent.Venue} were asked for in this minute, entries stop at {limits.VenueCancelsPerMinuteMax}.") : null;
    }
}
