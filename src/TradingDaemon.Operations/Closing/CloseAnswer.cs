namespace TradingDaemon.Operations.Closing;

/// <summary>What came of it.</summary>
/// <param name="IsDone">Whether the account engine was told, or there was nothing to close.</param>
/// <param name="Message">What is being closed, in words; or why nothing is.</param>
public sealed record CloseAnswer(bool IsDone, string Message);
