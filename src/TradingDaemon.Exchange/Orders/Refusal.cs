namespace TradingDaemon.Exchange.Orders;

/// <summary>A "no" with its reason.</summary>
/// <param name="Code">Which rule.</param>
/// <param name="Reason">The rule and the numbers, in one sentence.</param>
public sealed record Refusal(RefusalCode Code, string Reason);
