using System.Globalization;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.Books;

/// <summary>
/// Sums every fact that moves cash or holdings a second time, in the plainest way there is, and compares: position = Σ fills,
/// cash at each venue = Σ cash events there, filled ≤ quantity, reserved ≥ 0. Lots and netting play no part in its sums.
/// </summary>
public sealed class BookAudit
{
    private readonly InstrumentCatalog _catalog;
    private readonly decimal[] _held; // by instrument, all strategies together
    private readonly decimal[] _byStrategy; // the same from the strategies' books, filled anew with each look
    private readonly Dictionary<(string Venue, string Currency), decimal> _cash = []; // no venue where none was told

    /// <summary>Sums that go on from what a checkpoint remembers.</summary>
    public BookAudit(InstrumentCatalog catalog, AccountState state)
    {
        _catalog = catalog;
        (_held, _byStrategy) = (new decimal[catalog.Count], new decimal[catalog.Count]);
        if (state.VenueCash is { } byVenue)
            foreach (var (venue, cash) in byVenue)
                foreach (var (currency, amount) in cash) Pay(venue, currency, amount);
        else Remember(state);
        foreach (var position in state.Positions)
            if (catalog.Find(position.Symbol) is { } instrument) _held[instrument.Id.Index] += position.NetBase;
    }

    /// <summary>Takes one fact that was applied.</summary>
    public void Add(Fact fact)
    {
        switch (fact)
        {
            case Fact.CashMoved moved: Pay(moved.Venue ?? "", moved.Currency, moved.Amount); break;
            case Fact.ChargesBooked charged:
                foreach (var (charge, paid) in charged.Charges) Pay(charged.Venue, charge.Currency, paid);
                break;
            case Fact.HoldingAdopted adopted: Hold(adopted.Symbol, adopted.SignedBase); break;
            case Fact.FillBooked { Fill: var fill }: Add(fill); break;
            default: break; // nothing else moves money; a transfer stays inside the account
        }
    }

    /// <summary>The first invariant that does not hold, or null.</summary>
    public BookFault? FirstFault(AccountBooks books)
    {
        return CashFault(books) ?? HoldingFault(books) ?? OrderFault(books);
    }

    private BookFault? CashFault(AccountBooks books)
    {
        foreach (var (venue, cash) in books.Cash.ByVenue)
            foreach (var (currency, amount) in cash)
                if (Paid(books, venue, currency) is var paid && paid != amount) return new BookFault($"cash {currency} at {venue}", Text(amount), Text(paid));
        foreach (var (currency, total) in books.Cash.Amounts)
            if (books.Cash.ByVenue.Sum(of => of.Cash.GetValueOrDefault(currency)) is var sum && sum != total) return new BookFault($"cash {currency}", Text(total), Text(sum));
        return null;
    }

    // What was told without a venue belongs to the one the books name for it.
    private decimal Paid(AccountBooks books, string venue, string currency)
    {
        var paid = _cash.GetValueOrDefault((venue, currency));
        return venue.Length > 0 && books.Cash.VenueOf(null) == venue ? paid + _cash.GetValueOrDefault(("", currency)) : paid;
    }

    private void Remember(AccountState state)
    {
        foreach (var (currency, amount) in state.Cash) Pay("", currency, amount);
        if (state.FallbackCash is not { } simulated) return;
        foreach (var (currency, amount) in simulated)
        {
            Pay("", currency, -amount);
            Pay(FallbackBook.Venue, currency, amount);
        }
    }

    private BookFault? HoldingFault(AccountBooks books)
    {
        Array.Clear(_byStrategy);
        foreach (var book in books.Positions.All) _byStrategy[_catalog.Find(book.Key.Symbol)!.Id.Index] += book.NetBase;
        for (var i = 0; i < _held.Length; i++)
        {
            var net = books.Positions.NetBase(_catalog.All[i].Id);
            if (net != _held[i] || _byStrategy[i] != _held[i]) return new BookFault($"position {_catalog.All[i].Symbol}", $"{Text(net)} ({Text(_byStrategy[i])} by strategy)", Text(_held[i]));
        }

        return null;
    }

    private static BookFault? OrderFault(AccountBooks books)
    {
        foreach (var order in books.Orders.Open)
            if (order.RemainingBase < 0m || order.FilledBase < 0m)
                return new BookFault($"order {order.Intent.ClientOrderId}", $"{Text(order.FilledBase)} filled, {Text(order.RemainingBase)} reserved", $"0 to {Text(order.Intent.Terms.Quantity.Base)}");
        return null;
    }

    private void Add(Fill fill)
    {
        var instrument = _catalog.Find(fill.Symbol)!;
        var isBuy = fill.Side == OrderSide.Buy;
        var value = fill.Price.QuotePerBase * fill.Quantity.Base * instrument.Multiplier;
        Hold(fill.Symbol, isBuy ? fill.Quantity.Base : -fill.Quantity.Base);
        Pay(fill.Venue, instrument.Quote.Code, isBuy ? -value : value);
        if (fill.Fee.Currency == instrument.Base) Hold(fill.Symbol, -fill.Fee.Amount);
        else if (fill.FeeHolding is { } charged) Hold(charged, -fill.Fee.Amount);
        else Pay(fill.Venue, fill.Fee.Currency.Code, -fill.Fee.Amount);
    }

    private void Hold(Symbol symbol, decimal signedBase) => _held[_catalog.Find(symbol)!.Id.Index] += signedBase;

    private void Pay(string venue, string currency, decimal amount) => _cash[(venue, currency)] = _cash.GetValueOrDefault((venue, currency)) + amount;

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
