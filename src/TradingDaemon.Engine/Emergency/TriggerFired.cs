namespace TradingDaemon.Engine.Emergency;

/// <summary>A trigger's condition has begun to hold.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Reason">One sentence with the numbers.</param>
public sealed record TriggerFired(TriggerKind Kind, string Reason);
