using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Positions;

/// <summary>One strategy's holding of one instrument: its open lots, oldest first, and what it has realized so far.</summary>
/// <param name="Strategy">Whose.</param>
/// <param name="Symbol">Of what.</param>
/// <param name="Lots">Open lots, oldest first; all of one sign.</param>
/// <param name="RealizedQuote">Realized P&amp;L net of fees since the store began, in quote currency.</param>
/// <param name="FeesQuote">Σ fees paid, in quote currency; already inside <paramref name="RealizedQuote"/> or the lots.</param>
public sealed record Position(StrategyId Strategy, Symbol Symbol, ImmutableList<Lot> Lots, decimal RealizedQuote, decimal FeesQuote)
{
    /// <summary>Signed holding: Σ of the lots.</summary>
    public decimal NetBase { get; } = Lots.Sum(static lot => lot.QuantityBase);
}
