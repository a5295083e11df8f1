using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Emergency;

/// <summary>One closing order of a plan.</summary>
/// <param name="Instrument">Of what.</param>
/// <param name="Side">Against the holding.</param>
/// <param name="QuantityBase">Whole lots; at most the holding.</param>
/// <param name="LimitQuote">The worst price, on the tick grid; null for whatever the book shows.</param>
/// <param name="Bid">The venue's bid it was priced from.</param>
/// <param name="Ask">The venue's ask it was priced from.</param>
/// <param name="Risk">Its value in account currency; null when nobody can say, which counts as the largest.</param>
public sealed record PlannedClose(Instrument Instrument, OrderSide Side, decimal QuantityBase, decimal? LimitQuote, decimal Bid, decimal Ask, decimal? Risk)
{
    /// <summary>
    /// The order itself. It was bounded by what the venue says is held and not by the books, so it needs no other gate; it still has
    /// to be durable before it may leave.
    /// </summary>
    /// <param name="id">Minted by the file that keeps it.</param>
    /// <param name="venue">Where.</param>
    /// <param name="reason">Why, in one sentence.</param>
    /// <param name="now">When it was decided (UTC).</param>
    public ApprovedOrder Approve(ClientOrderId id, string venue, string reason, DateTimeOffset now)
    {
        var quantity = Quantity.From(QuantityBase);
        return new ApprovedOrder(new OrderIntent
        {
            ClientOrderId = id, Strategy = StrategyId.Emergency, Symbol = Instrument.Symbol, Venue = venue, Side = Side,
            Terms = LimitQuote is { } limit ? new OrderTerms.Limit(quantity, Price.From(limit), TimeInForce.ImmediateOrCancel, PostOnly: false) : new OrderTerms.Market(quantity),
            IsReduceOnly = true, Reason = reason, DecisionBid = Bid, DecisionAsk = Ask, DecidedAt = now,
        });
    }
}
