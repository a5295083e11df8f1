namespace TradingDaemon.Operations.Control;

/// <summary>The body of a request to the emergency stop.</summary>
/// <param name="Reason">Why, at least <see cref="Confirmations.ReasonLengthMin"/> characters; not asked for to resume, whose confirmation holds it.</param>
/// <param name="Confirm">The typed confirmation where one is asked for.</param>
/// <param name="DryRun">True shows what would be closed and does nothing.</param>
public sealed record ControlRequest(string? Reason = null, string? Confirm = null, bool DryRun = false);
