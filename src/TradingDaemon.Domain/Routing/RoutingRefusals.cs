using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Domain.Routing;

/// <summary>Which refusals are routing's own: the signal waits because of what it would cost, or because nobody knows that.</summary>
public static class RoutingRefusals
{
    /// <summary>Whether the rule makes a signal a Wait.</summary>
    public static bool IsDowngrade(RiskRule rule) => rule is RiskRule.SpreadGate or RiskRule.SlippageMax or RiskRule.QuoteFresh;
}
