namespace TradingDaemon.Operations.Control;

/// <summary>The body of an acknowledgement.</summary>
/// <param name="By">Who acknowledges, or what they say of it; null for nobody in particular.</param>
public sealed record AckRequest(string? By = null);
