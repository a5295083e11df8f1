using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>Finds and carries out what a taking order gets, by the chosen slippage model.</summary>
internal sealed class TakerPricing(SlippageModel model, decimal impactCoefficient, BuyingPower power)
{
    private readonly TakePlan _plan = new();

    /// <summary>What the order would get now; empty when nothing. Valid until the next call.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="side">Side of the order.</param>
    /// <param name="quantity">Units of base; above zero.</param>
    /// <param name="limit">Never worse than this; null for none.</param>
    public TakePlan Plan(MirroredBook book, Side side, decimal quantity, decimal? limit)
    {
        if (model == SlippageModel.BookWalking) _plan.WalkBook(book, side, quantity, limit);
        else PlanImpact(book, side, quantity, limit);
        return _plan;
    }

    /// <summary>Takes the planned quantity out of the book; the impact model leaves the book alone.</summary>
    public void Consume(MirroredBook book, Side side, decimal quantity)
    {
        if (model == SlippageModel.BookWalking) TakePlan.Consume(book, side, quantity);
    }

    private void PlanImpact(MirroredBook book, Side side, decimal quantity, decimal? limit)
    {
        _plan.Clear();
        var touch = book.TouchFor(side);
        var instrument = book.Instrument;
        var equity = power.Equity(instrument.Quote);
        if (touch <= 0m || equity <= 0m) return;
        var slip = touch * (instrument.Notional(touch, quantity) / equity) * impactCoefficient;
        var price = side == Side.Buy
            ? Math.Ceiling((touch + slip) / instrument.TickSize) * instrument.TickSize
            : Math.Floor((touch - slip) / instrument.TickSize) * instrument.TickSize;
        if (price > 0m && !(limit is { } worst && TakePlan.IsWorse(side, price, worst))) _plan.Add(instrument, price, quantity);
    }
}
