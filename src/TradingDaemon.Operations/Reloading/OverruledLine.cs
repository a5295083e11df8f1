namespace TradingDaemon.Operations.Reloading;

/// <summary>One key a rollback keeps as it is in spite of the files.</summary>
/// <param name="Key">Its path; an array is one key.</param>
/// <param name="FilesSay">What they say; null for nothing.</param>
/// <param name="InForce">What runs instead, to be written there; null where the key is to be taken out.</param>
public sealed record OverruledLine(string Key, string? FilesSay, string? InForce);
