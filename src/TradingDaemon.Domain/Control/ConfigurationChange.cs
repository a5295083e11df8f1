namespace TradingDaemon.Domain.Control;

/// <summary>One key of the configuration that changed, as it is audited.</summary>
/// <param name="Key">Its path; an array is one key, e.g. <c>tiers:sniper:strategies:ma-crossover:symbols</c>.</param>
/// <param name="Before">The value before; null when there was none. A secret is asterisks.</param>
/// <param name="After">The value now; null when there is none any more.</param>
/// <param name="Effect">What that lets through.</param>
public sealed record ConfigurationChange(string Key, string? Before, string? After, ChangeEffect Effect);
