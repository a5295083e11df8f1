namespace TradingDaemon.Domain.Account;

/// <summary>A trade that is partly closed, as <see cref="ClosedTrades.Open"/> has it.</summary>
/// <param name="RealizedQuote">What its closed part gained or lost, net of fees, quote currency.</param>
/// <param name="ClosedQuote">What its closed part was closed for, quote currency; above zero.</param>
public readonly record struct OpenTrade(decimal RealizedQuote, decimal ClosedQuote);
