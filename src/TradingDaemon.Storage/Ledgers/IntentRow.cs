using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Storage.Ledgers;

/// <summary>One intended order as its ledger holds it.</summary>
/// <param name="Sequence">Of its fact.</param>
/// <param name="At">When it was decided, in the engine's time (UTC).</param>
/// <param name="ClientOrderId">Our id; unique.</param>
/// <param name="Strategy">Who.</param>
/// <param name="Symbol">What.</param>
/// <param name="Venue">Where.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Terms"><c>Market</c>, <c>Limit</c> or <c>Stop</c>.</param>
/// <param name="QuantityBase">Ordered; above zero.</param>
/// <param name="PriceQuote">Limit or trigger; null for a market order.</param>
/// <param name="IsReduceOnly">Whether it could only reduce a position.</param>
/// <param name="DecisionBid">Bid decided on.</param>
/// <param name="DecisionAsk">Ask decided on.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record IntentRow(
    long Sequence, DateTimeOffset At, ClientOrderId ClientOrderId, StrategyId Strategy, Symbol Symbol, string Venue, OrderSide Side, string Terms,
    decimal QuantityBase, decimal? PriceQuote, bool IsReduceOnly, decimal DecisionBid, decimal DecisionAsk, string Reason)
{
    internal static IntentRow Of(RecordedFact recorded, OrderIntent intent)
    {
        var (terms, price) = intent.Terms switch
        {
            OrderTerms.Limit limit => (nameof(OrderTerms.Limit), limit.Price.QuotePerBase),
            OrderTerms.Stop stop => (nameof(OrderTerms.Stop), stop.Trigger.QuotePerBase),
            _ => (nameof(OrderTerms.Market), (decimal?)null),
        };
        return new IntentRow(
            recorded.Sequence, recorded.At, intent.ClientOrderId, intent.Strategy, intent.Symbol, intent.Venue, intent.Side, terms,
            intent.Terms.Quantity.Base, price, intent.IsReduceOnly, intent.DecisionBid, intent.DecisionAsk, intent.Reason);
    }
}
