using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Recovery;

/// <summary>
/// What works or is held at a venue where its instrument is traded no more, because venues were taken off, renamed, put in another order, or miss their key at this start.
/// Nobody would hear of the order, and an exit of the position would be sent to a venue that has nothing of it: such a start is refused by name, unless a person says that it moved.
/// </summary>
/// <param name="books">What was recovered.</param>
/// <param name="catalog">What is traded now, and where.</param>
/// <param name="filledAt">The venue of an instrument's newest fill that was no simulated fallback; null where there is none.</param>
/// <param name="whyNotTraded">Why nothing is traded at a venue, as a clause; null where something is.</param>
/// <param name="moved">Symbols of which a person says that they moved to the venue that trades them now.</param>
internal sealed class LeftElsewhere(AccountBooks books, InstrumentCatalog catalog, Func<Symbol, string?> filledAt, Func<string, string?> whyNotTraded, IReadOnlyCollection<string> moved)
{
    /// <summary>Throws <see cref="InvalidDataException"/> that names each order and each position, and what to do with it.</summary>
    /// <returns>Open orders elsewhere whose symbol moved by a person's word: they are over.</returns>
    public IReadOnlyList<ClientOrderId> Check()
    {
        var orders = books.Orders.Open.Select(static order => order.Intent).Where(IsElsewhere).ToList();
        var refused = orders.Where(intent => !moved.Contains(intent.Symbol.Text)).Select(Describe).Concat(catalog.All.Where(one => !moved.Contains(one.Symbol.Text)).Select(Describe).OfType<string>()).ToList();
        if (refused.Count > 0) throw new InvalidDataException(string.Join('\n', refused));
        return [.. orders.Select(static intent => intent.ClientOrderId)];
    }

    // What was filled in the fallback simulation was never at a venue, whatever is configured.
    private bool IsElsewhere(OrderIntent intent) => intent.Venue != FallbackBook.Venue && intent.Venue != catalog.Find(intent.Symbol)?.Venue;

    private string Describe(OrderIntent intent)
    {
        var (symbol, venue) = (intent.Symbol, intent.Venue);
        return $"Order {intent.ClientOrderId} in {symbol} works at {venue}, {Now(symbol, venue)}. Trade {symbol} at {venue} again until it has ended; "
            + $"where it works there no more, or {venue} is gone for good, start once with --set recovery:movedSymbols:0={symbol}.";
    }

    private string? Describe(Instrument instrument)
    {
        var symbol = instrument.Symbol;
        if (!IsHeld(instrument) || filledAt(symbol) is not { } venue || venue == instrument.Venue) return null;
        return $"{symbol} is held at {venue}, {Now(symbol, venue)}, and exits would be sent there. Trade {symbol} at {venue} again until it is closed; "
            + $"where what is held was moved, or {venue} is gone for good, set recovery:movedSymbols:0={symbol} until it is closed.";
    }

    private string Now(Symbol symbol, string venue)
    {
        var why = whyNotTraded(venue) is { } reason ? $" ({reason})" : "";
        return catalog.Find(symbol) is { } instrument ? $"and is traded at {instrument.Venue} now{why}" : $"and the configuration no longer names it{why}";
    }

    // Dust no order can close is not held: it would keep the venues as they are for good. What it was bought for stands in for a price, for none is known yet.
    private bool IsHeld(Instrument instrument)
    {
        var simulated = books.Fallback.NetBaseOf(instrument.Symbol);
        if (simulated != 0m) return !instrument.IsDust(books.Positions.NetBase(instrument.Id) - simulated, null);
        return books.Positions.On(instrument.Id).Any(book => book.NetBase != 0m && !instrument.IsDust(book.NetBase, book.AveragePriceQuote()));
    }
}
