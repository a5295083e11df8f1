using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Account;

/// <summary>A position on its way from flat to flat.</summary>
/// <param name="Strategy">Whose.</param>
/// <param name="Symbol">In what.</param>
/// <param name="NetBase">What is held, signed.</param>
/// <param name="PeakBase">The most that was held, either way.</param>
/// <param name="CostQuote">What that was worth, at the price of the fill that led there.</param>
/// <param name="ProfitQuote">Realized so far, net of fees.</param>
public sealed record OpenTrip(StrategyId Strategy, Symbol Symbol, decimal NetBase, decimal PeakBase, decimal CostQuote, decimal ProfitQuote)
{
    /// <summary>What was closed of it so far was closed for, quote currency; zero in a checkpoint of a version without it.</summary>
    public decimal ClosedQuote { get; init; }
}
