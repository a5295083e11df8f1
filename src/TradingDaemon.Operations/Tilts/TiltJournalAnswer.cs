namespace TradingDaemon.Operations.Tilts;

/// <summary>What came of it.</summary>
/// <param name="IsDone">Whether it is kept.</param>
/// <param name="Message">That in words, and what the stage still waits for; or why not.</param>
public sealed record TiltJournalAnswer(bool IsDone, string Message);
