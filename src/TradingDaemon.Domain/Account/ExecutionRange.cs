namespace TradingDaemon.Domain.Account;

/// <summary>Execution sequences of one venue that follow each other.</summary>
/// <param name="First">The first, 1 or more.</param>
/// <param name="Last">The last, <paramref name="First"/> or more.</param>
public readonly record struct ExecutionRange(long First, long Last);
