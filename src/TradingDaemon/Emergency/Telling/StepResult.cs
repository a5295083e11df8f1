namespace TradingDaemon.Emergency.Telling;

/// <summary>What one step of a stop came to.</summary>
/// <param name="IsDone">Whether it did what it is for.</param>
/// <param name="Detail">One sentence.</param>
internal readonly record struct StepResult(bool IsDone, string Detail);
