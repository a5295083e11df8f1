namespace TradingDaemon.Domain.Account;

/// <summary>Equity at a moment.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="EquityAccount">Equity in account currency.</param>
public sealed record EquitySample(DateTimeOffset At, decimal EquityAccount);
