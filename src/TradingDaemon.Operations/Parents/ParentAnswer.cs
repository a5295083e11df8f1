namespace TradingDaemon.Operations.Parents;

/// <summary>What came of it.</summary>
/// <param name="IsDone">Whether it is so: the parent order is halted, goes on, or sends no more.</param>
/// <param name="Message">That in words.</param>
public sealed record ParentAnswer(bool IsDone, string Message);
