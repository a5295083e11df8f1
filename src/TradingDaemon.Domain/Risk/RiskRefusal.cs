namespace TradingDaemon.Domain.Risk;

/// <summary>A "no" with its numbers.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Limit">The limit, in the rule's own unit (account currency, fraction, base, seconds).</param>
/// <param name="Asked">What was asked, in the same unit.</param>
/// <param name="Detail">One sentence naming both.</param>
public readonly record struct RiskRefusal(RiskRule Rule, decimal Limit, decimal Asked, string Detail);
