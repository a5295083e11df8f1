using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Pace;

internal sealed class VenueRate() : GateRule(
    RiskRule.VenueOrderRate,
    "Not so many orders were sent to the venue within a second; off unless set.",
    "{count} orders were sent to {venue} within a second, at most {limit} pass.",
    [RuleKeys.Limit(nameof(RiskLimits.VenueOrdersPerSecondMax))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Limits.VenueOrdersPerSecondMax is not { } limit) return null;
        var count = order.Pace.OfVenue(order.Intent.Venue, order.Now);
        return count < limit ? null : Refuse(limit, count + 1, $"{count} orders were sent to {order.Intent.Venue} within a second, at most {limit} pass.");
    }
}
