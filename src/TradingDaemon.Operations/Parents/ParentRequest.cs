namespace TradingDaemon.Operations.Parents;

/// <summary>A person wants a parent order halted, resumed or ended.</summary>
/// <param name="Number">Which.</param>
/// <param name="By">Who asks, for the record; null for nobody in particular.</param>
/// <param name="Reason">Why, for the record; null where nobody says.</param>
public sealed record ParentRequest(long Number, string? By = null, string? Reason = null);
