namespace TradingDaemon.Operations.Tilts;

/// <summary>What came of it.</summary>
/// <param name="IsDone">Whether the account engine was told; the log says when it is on disk (<c>tilt_journalled</c>).</param>
/// <param name="Message">That in words, and what the stage still waits for; or why not.</param>
public sealed record TiltJournalAnswer(bool IsDone, string Message);
