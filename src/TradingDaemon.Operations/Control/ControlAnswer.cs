namespace TradingDaemon.Operations.Control;

/// <summary>What became of a request to the emergency stop.</summary>
/// <param name="IsDone">False when it was refused; nothing has changed then.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Emergency">How it stands now.</param>
public sealed record ControlAnswer(bool IsDone, string Message, EmergencyView? Emergency);
