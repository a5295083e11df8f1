namespace TradingDaemon.Operations.Reloading;

/// <summary>What is asked of a reload.</summary>
/// <param name="AcceptLooser">Whether whoever asks wants what lets more through.</param>
/// <param name="DryRun">Whether it only says what it would change.</param>
/// <param name="By">Who asks, for the audit; null for nobody in particular.</param>
public sealed record ReloadRequest(bool AcceptLooser = false, bool DryRun = false, string? By = null);
