using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Operations.Control;

/// <summary>What became of an acknowledgement.</summary>
/// <param name="IsDone">False when no alert has that id.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Alert">The alert as it stands; null when there is none.</param>
public sealed record AckAnswer(bool IsDone, string Message, Alert? Alert);
