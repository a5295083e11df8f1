namespace TradingDaemon.Operations.Closing;

/// <summary>A person wants closed what a strategy holds.</summary>
/// <param name="Strategy">Which, exact case; it need not be configured any more.</param>
/// <param name="By">Who asks, for the record; null for nobody in particular.</param>
/// <param name="Reason">Why, for the record; null where nobody says.</param>
public sealed record CloseRequest(string Strategy, string? By = null, string? Reason = null);
