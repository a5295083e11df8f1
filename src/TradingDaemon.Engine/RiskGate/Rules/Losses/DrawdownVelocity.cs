using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Losses;

internal sealed class DrawdownVelocity() : GateRule(
    RiskRule.DrawdownVelocity,
    "Equity does not fall too fast: over the window, with three points or more and not before it is the floor below its peak. At the first speed entries are an interval apart, at the second they pause. Off unless a speed is set.",
    "Equity falls by {asked} a minute, the limit is {limit}: {what follows}.",
    [
        RuleKeys.Limit(nameof(RiskLimits.DrawdownThrottlePerMinute)), RuleKeys.Limit(nameof(RiskLimits.DrawdownPausePerMinute)), RuleKeys.Limit(nameof(RiskLimits.DrawdownWindow)),
        RuleKeys.Limit(nameof(RiskLimits.DrawdownFloorFraction)), RuleKeys.Limit(nameof(RiskLimits.DrawdownThrottleInterval)), RuleKeys.Limit(nameof(RiskLimits.DrawdownPause)),
    ])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var limits = order.Limits;
        if (order.Books.Gauges.Pauses.Of(RiskRule.DrawdownVelocity, order.Now) is { } pause)
            return Refuse(limits.DrawdownPausePerMinute ?? 0m, 0m, $"Equity falls by too much a minute, the limit is broken: entries pause until {pause.Until:O}. {pause.Reason}");
        if (limits.DrawdownThrottlePerMinute is null && limits.DrawdownPausePerMinute is null) return null;
        if (order.EquityAccount is not { } equity) return Unjudged(0m, $"Equity falls by an unknown part a minute, the limit is {limits.DrawdownThrottlePerMinute ?? limits.DrawdownPausePerMinute:P2}: entries wait.");
        if (order.Books.Gauges.Trail.FallPerMinute(equity, limits.DrawdownWindow, limits.DrawdownFloorFraction, order.Now) is not { } fall) return null;
        if (fall >= limits.DrawdownPausePerMinute) return Refuse(limits.DrawdownPausePerMinute.Value, fall, $"Equity falls by {fall:P2} a minute, the limit is {limits.DrawdownPausePerMinute:P2}: entries pause.");
        return fall >= limits.DrawdownThrottlePerMinute && order.Books.Gauges.Entries.NewestAt is { } newest && (order.Now - newest).Duration() < limits.DrawdownThrottleInterval
            ? Refuse(limits.DrawdownThrottlePerMinute.Value, fall, $"Equity falls by {fall:P2} a minute, the limit is {limits.DrawdownThrottlePerMinute:P2}: the next entry may be at {newest + limits.DrawdownThrottleInterval:O}.")
            : null;
    }
}
