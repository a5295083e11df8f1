using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>Finds what a taking order gets, by the chosen slippage model.</summary>
internal sealed class TakerPricing(SlippageModel model, decimal impactCoefficient, BuyingPower power)
{
    private readonly TakePlan _plan = new();
    private readonly List<BookLevelState> _impact = new(1);

    /// <summary>What the order would get now; empty when nothing. Valid until the next call.</summary>
    public TakePlan Plan(ExchangeAccount account, InstrumentBook book, OrderRequest request, decimal quantity)
    {
        var limit = request.Kind == OrderKind.Limit ? request.Price : (decimal?)null;
        var taker = new Taker(account.Id, request.Side, quantity, limit, request.SelfTrade ?? account.Options.SelfTrade);
        _plan.Walk(taker, book, model == SlippageModel.BookWalking ? book.Market.LevelsFor(request.Side) : ImpactLevel(account, book.Market, taker));
        return _plan;
    }

    /// <summary>Takes the planned quantity out of the mirrored market; the impact model leaves it alone.</summary>
    public void Consume(MirroredBook book, Side side, decimal quantity)
    {
        if (model == SlippageModel.BookWalking) TakePlan.Consume(book, side, quantity);
    }

    // One level that holds everything wanted, at the touch made worse by all of it.
    private List<BookLevelState> ImpactLevel(ExchangeAccount account, MirroredBook book, in Taker taker)
    {
        _impact.Clear();
        var touch = book.TouchFor(taker.Side);
        var instrument = book.Instrument;
        var equity = power.Equity(account, instrument.Quote);
        if (touch <= 0m || equity <= 0m) return _impact;
        var slip = touch * (instrument.Notional(touch, taker.Quantity) / equity) * impactCoefficient;
        var price = taker.Side == Side.Buy
            ? Math.Ceiling((touch + slip) / instrument.TickSize) * instrument.TickSize
            : Math.Floor((touch - slip) / instrument.TickSize) * instrument.TickSize;
        if (price > 0m) _impact.Add(new BookLevelState(price, taker.Quantity, true));
        return _impact;
    }
}
