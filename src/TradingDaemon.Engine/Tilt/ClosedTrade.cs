using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Tilt;

/// <summary>A strategy's position went from flat to flat.</summary>
/// <param name="Strategy">Whose.</param>
/// <param name="At">When it was closed (UTC).</param>
/// <param name="ProfitQuote">Realized net of fees, quote currency; below zero is a loss.</param>
/// <param name="ReturnFraction">The same as a fraction of what it was worth at its largest.</param>
/// <param name="ClosedQuote">What it was closed for, all of it, quote currency; zero or more.</param>
public readonly record struct ClosedTrade(StrategyId Strategy, DateTimeOffset At, decimal ProfitQuote, decimal ReturnFraction, decimal ClosedQuote);
