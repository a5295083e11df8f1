namespace TradingDaemon.Operations.Reloading;

/// <summary>Which configuration runs, and how reloads went since the start.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Hash">Of every key and value but secrets.</param>
/// <param name="Reloads">How often another one was taken over.</param>
/// <param name="Refusals">How often one was refused.</param>
/// <param name="Refusal">Why the newest one was refused; null when the newest was not.</param>
public sealed record ReloadView(long Version, string Hash, long Reloads, long Refusals, string? Refusal);
