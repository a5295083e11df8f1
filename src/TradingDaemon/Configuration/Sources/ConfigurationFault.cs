namespace TradingDaemon.Configuration.Sources;

/// <summary>One thing wrong with the configuration.</summary>
/// <param name="Source">The file or other source it stands in.</param>
/// <param name="Path">The key, e.g. <c>tiers:sniper:limits:dailyLossMaxFraction</c>; empty when the whole source is meant.</param>
/// <param name="Value">The bad value as written, masked when it may be a secret; null when there is none.</param>
/// <param name="Message">What is wrong, as one sentence.</param>
/// <param name="Allowed">What would be right; null when the message says it.</param>
internal sealed record ConfigurationFault(string Source, string Path, string? Value, string Message, string? Allowed = null);
