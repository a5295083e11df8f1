namespace TradingDaemon.Operations.Reloading;

/// <summary>What is asked of a rollback.</summary>
/// <param name="Version">Which version is to be in force again; from 1.</param>
/// <param name="AcceptLooser">Whether whoever asks wants what lets more through.</param>
/// <param name="DryRun">Whether it only says what it would change.</param>
/// <param name="By">Who asks, for the audit; null for nobody in particular.</param>
public sealed record RollbackRequest(long Version = 0, bool AcceptLooser = false, bool DryRun = false, string? By = null);
