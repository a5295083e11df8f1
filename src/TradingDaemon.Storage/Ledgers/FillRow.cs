using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Storage.Ledgers;

/// <summary>One fill as its ledger holds it.</summary>
/// <param name="Sequence">Of its fact.</param>
/// <param name="At">When the venue executed it (UTC).</param>
/// <param name="Venue">Where; unique together with <paramref name="ExecutionId"/>.</param>
/// <param name="ExecutionId">The venue's id.</param>
/// <param name="ExecutionSequence">The venue's running number.</param>
/// <param name="ClientOrderId">Our id of the order.</param>
/// <param name="Strategy">Whose position it changed.</param>
/// <param name="Symbol">What.</param>
/// <param name="Side">Our side.</param>
/// <param name="PriceQuote">Above zero.</param>
/// <param name="QuantityBase">Above zero.</param>
/// <param name="Fee">Positive is paid.</param>
/// <param name="Liquidity">Maker or taker.</param>
/// <param name="IsSimulated">Whether no real venue made it.</param>
public sealed record FillRow(
    long Sequence, DateTimeOffset At, string Venue, string ExecutionId, long ExecutionSequence, ClientOrderId ClientOrderId, StrategyId Strategy,
    Symbol Symbol, OrderSide Side, decimal PriceQuote, decimal QuantityBase, Money Fee, Liquidity Liquidity, bool IsSimulated)
{
    internal static FillRow Of(RecordedFact recorded, Fact.FillBooked booked)
    {
        var fill = booked.Fill;
        return new FillRow(
            recorded.Sequence, fill.At, fill.Venue, fill.ExecutionId, fill.ExecutionSequence, fill.ClientOrderId, booked.Strategy,
            fill.Symbol, fill.Side, fill.Price.QuotePerBase, fill.Quantity.Base, fill.Fee, fill.Liquidity, fill.IsSimulated);
    }
}
