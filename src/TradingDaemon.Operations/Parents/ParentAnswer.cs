namespace TradingDaemon.Operations.Parents;

/// <summary>What came of it.</summary>
/// <param name="IsDone">Whether the parent order sends no more.</param>
/// <param name="Message">That in words.</param>
public sealed record ParentAnswer(bool IsDone, string Message);
