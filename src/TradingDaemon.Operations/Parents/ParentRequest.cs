namespace TradingDaemon.Operations.Parents;

/// <summary>A person wants a parent order ended.</summary>
/// <param name="Number">Which.</param>
/// <param name="By">Who asks, for the record; null for nobody in particular.</param>
public sealed record ParentRequest(long Number, string? By = null);
