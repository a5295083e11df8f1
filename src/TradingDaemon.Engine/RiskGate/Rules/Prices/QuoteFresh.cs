using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Prices;

internal sealed class QuoteFresh() : GateRule(
    RiskRule.QuoteFresh,
    "The quote the order is decided on is fresh. Exits too: where the market is nobody knows, and an order into the dark is no protection.",
    "No fresh quote: {why}.",
    [RuleKeys.Limit(nameof(RiskLimits.QuoteAgeMax))],
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var (age, most) = (order.Quote.AgeAt(order.Now), order.Limits.QuoteAgeMax);
        return age <= most ? null : Refuse(Seconds(most), Seconds(age), $"No fresh quote: the newest is {Seconds(age):0.###} s old, at most {Seconds(most):0.###} s counts.");
    }

    private static decimal Seconds(TimeSpan span) => span.Ticks / (decimal)TimeSpan.TicksPerSecond;
}
