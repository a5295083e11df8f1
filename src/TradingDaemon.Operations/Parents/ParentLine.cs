namespace TradingDaemon.Operations.Parents;

/// <summary>A parent order that has not ended, as shown to operators.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Algorithm">How it is executed, e.g. <c>twap</c>.</param>
/// <param name="Strategy">Whose it is.</param>
/// <param name="Symbol">What is traded.</param>
/// <param name="Side"><c>buy</c> or <c>sell</c>.</param>
/// <param name="QuantityBase">The whole.</param>
/// <param name="FilledBase">What of it is filled.</param>
/// <param name="InFlightBase">What of its children may still fill.</param>
/// <param name="Children">Children decided so far.</param>
/// <param name="StartAt">When it began (UTC).</param>
/// <param name="EndAt">When it ends whatever is left (UTC).</param>
/// <param name="CapQuote">The price no child is beyond; null for none.</param>
/// <param name="Paused">By whom it is halted, and why; null while it is not.</param>
/// <param name="Ending">Why it sends no more, while its children end; null while it works.</param>
public sealed record ParentLine(
    long Number, string Algorithm, string Strategy, string Symbol, string Side, decimal QuantityBase, decimal FilledBase, decimal InFlightBase, int Children, DateTimeOffset StartAt, DateTimeOffset EndAt, decimal? CapQuote, string? Paused, string? Ending);
