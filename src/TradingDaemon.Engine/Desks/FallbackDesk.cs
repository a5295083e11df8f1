using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Routing;

namespace TradingDaemon.Engine.Desks;

/// <summary>
/// The fallback of a paper account: an entry its venue is proven never to have had is filled in the simulation, and what
/// exists in the simulation alone is closed there. Every such fill is marked and names <see cref="FallbackBook.Venue"/>.
/// </summary>
/// <param name="account">The account.</param>
public sealed class FallbackDesk(TradingAccount account)
{
    /// <summary>Fills an order that is proven absent whole, at the worse of the touch it was decided on and the newest one, without a fee.</summary>
    /// <param name="order">The order, not ended.</param>
    /// <param name="proof">Why it cannot be at the venue.</param>
    /// <param name="now">The engine's time.</param>
    /// <returns>False when it may not be simulated; nothing has changed then.</returns>
    public bool TryFill(OrderState order, string proof, DateTimeOffset now)
    {
        var intent = order.Intent;
        if (!account.Setup.PaperFallback || account.Books is not { State: EngineState.Running, Emergency: EmergencyState.Active }) return false;
        if (!NeverLeft(order, now) || !IsEntry(intent) || PriceOf(intent, now) is not { } price) return false;
        account.Log.Emit(new Fact.BreakFound(FallbackBook.Venue, $"order {intent.ClientOrderId}", $"{intent.Side} {intent.Terms.Quantity} {intent.Symbol}", $"{intent.Venue} never had it. {proof}", "filled in simulation only"), now);
        Book(intent, price, now);
        return true;
    }

    /// <summary>How much of a closing order exists in the simulation alone, in whole lots; the venue has nothing to trade it against.</summary>
    public decimal PartOf(Instrument instrument, OrderSide side, decimal quantityBase) =>
        instrument.FloorToLot(Math.Clamp(-account.Books.Fallback.NetBaseOf(instrument.Symbol) * side.Sign(), 0m, quantityBase));

    /// <summary>Decides and fills a closing order that passed the gate; it is never handed on. Its quote is fresh: the gate saw to it.</summary>
    public void Close(OrderIntent intent, DateTimeOffset now)
    {
        account.Log.Emit(new Fact.OrderIntended(intent), now);
        Book(intent, PriceOf(intent, now) ?? throw new InvalidOperationException($"Order {intent.ClientOrderId} passed the gate without a price."), now);
    }

    /// <summary>
    /// After a venue's fill: a late one of an entry can meet a simulated holding of its own strategy on the other side. Netted, both would vanish from the
    /// books while the real one went on at the venue, so all of the simulated one is closed at the same price.
    /// </summary>
    /// <param name="fill">The fill, booked.</param>
    /// <param name="entry">Its order.</param>
    /// <param name="netBeforeBase">What its strategy held before it, signed.</param>
    /// <param name="now">The engine's time.</param>
    public void Separate(Fill fill, OrderIntent entry, decimal netBeforeBase, DateTimeOffset now)
    {
        var (books, instrument, sign) = (account.Books, account.Setup.Catalog.Find(fill.Symbol)!, fill.Side.Sign());
        if (entry.IsReduceOnly || netBeforeBase * sign >= 0m) return;
        var realAfter = (books.Positions.NetBase(instrument.Id) - books.Fallback.NetBaseOf(fill.Symbol)) * sign; // above zero on the fill's side
        if (realAfter <= 0m || Quantity.TryFrom(PartOf(instrument, fill.Side, -netBeforeBase * sign)) is not { } quantity) return;
        var intent = entry with
        {
            ClientOrderId = ClientOrderId.From(entry.Strategy, books.IntentSequence + 1, books.Epoch), Venue = FallbackBook.Venue,
            Terms = new OrderTerms.Market(quantity), IsReduceOnly = true, Reason = $"Order {entry.ClientOrderId} was filled late, against what exists in the simulation alone.",
            DecisionBid = fill.Price.QuotePerBase, DecisionAsk = fill.Price.QuotePerBase, DecidedAt = now, CancelAt = null, Child = null,
        };
        account.Log.Emit(new Fact.OrderIntended(intent), now);
        Book(intent, fill.Price, now);
    }

    // Nothing told or asked of it may hint that it could be at the venue, and it must still be wanted. Whether an earlier process had asked to cancel it is not always remembered.
    private bool NeverLeft(OrderState order, DateTimeOffset now) =>
        order is { Status: OrderStatus.PendingAck or OrderStatus.Unknown, VenueOrderId: null, FilledBase: 0m }
        && !account.Books.Orders.IsCancelWanted(order.Intent.ClientOrderId)
        && !(order.Intent.CancelAt <= now)
        && order.Intent.DecidedAt >= account.Books.StartedAt;

    // An exit is decided again: simulated, it would leave a real holding nobody watches. So would an entry against what its strategy holds or may come to hold
    // on the other side, and against a simulated holding of the other side it would close what is not its own.
    private bool IsEntry(OrderIntent intent)
    {
        var books = account.Books;
        return !intent.IsReduceOnly
            && books.Positions.NetBase(new PositionKey(intent.Strategy, intent.Symbol)) * intent.Side.Sign() >= 0m
            && books.Orders.InFlightBase(intent.Symbol, intent.Side.Opposite(), intent.Strategy) == 0m
            && books.Fallback.NetBaseOf(intent.Symbol) * intent.Side.Sign() >= 0m;
    }

    // The worse of then and now, and only what would have taken at once: whether a resting order is ever reached nobody can say.
    private Price? PriceOf(OrderIntent intent, DateTimeOffset now)
    {
        if (account.Setup.Catalog.Find(intent.Symbol) is not { } instrument || account.Marks.Find(instrument.Id) is not { } mark) return null;
        if (new SpreadGate(account.Setup.Spreads, account.Limits.QuoteAgeMax).RefuseStale(mark, now) is not null) return null;
        var isBuy = intent.Side == OrderSide.Buy;
        var price = isBuy ? Math.Max(intent.DecisionAsk, mark.Ask.QuotePerBase) : Math.Min(intent.DecisionBid, mark.Bid.QuotePerBase);
        var isReached = intent.Terms switch
        {
            OrderTerms.Market => true,
            OrderTerms.Limit { PostOnly: false } limit => isBuy ? price <= limit.Price.QuotePerBase : price >= limit.Price.QuotePerBase,
            _ => false,
        };
        return isReached ? Price.From(price) : null;
    }

    private void Book(OrderIntent intent, Price price, DateTimeOffset now)
    {
        var fill = new Fill
        {
            ExecutionId = $"{FallbackBook.Venue}-{intent.ClientOrderId}", ExecutionSequence = account.Books.Fills.NewestOf(FallbackBook.Venue) + 1,
            ClientOrderId = intent.ClientOrderId, Venue = FallbackBook.Venue, Symbol = intent.Symbol, Side = intent.Side,
            Price = price, Quantity = intent.Terms.Quantity, Fee = new Money(0m, account.Setup.Catalog.Find(intent.Symbol)!.Quote),
            Liquidity = Liquidity.Taker, At = now, IsSimulated = true,
        };
        account.Log.Emit(new Fact.FillBooked(fill, intent.Strategy, OrderStatus.Filled), now);
    }
}
