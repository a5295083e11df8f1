namespace TradingDaemon.Operations.Tilts;

/// <summary>A person wrote about a strategy on tilt.</summary>
/// <param name="Strategy">Which.</param>
/// <param name="Text">What; secrets in it are masked before it is kept.</param>
/// <param name="By">Who, for the record; null for nobody in particular.</param>
public sealed record TiltJournalRequest(string Strategy, string Text, string? By = null);
