using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Books;

namespace TradingDaemon.Venues.Binance;

/// <summary>
/// The copies of Binance's books. A picture comes over HTTP and the differences over the stream; their update ids prove that nothing is
/// missing between them. Differences that came before their picture wait for it.
/// </summary>
internal sealed class BinanceBooks
{
    // A minute of differences at ten a second: a picture that takes longer was lost, and the next one is newer.
    private const int WaitingMax = 600;

    private readonly Dictionary<string, Book> _books = new(StringComparer.Ordinal);
    private Book? _nameless;

    /// <summary>A new connection: the copies are void.</summary>
    public void Begin()
    {
        _books.Clear();
        _nameless = null;
    }

    /// <summary>Puts in a picture and what waited for it. True when they join, false when the picture is too old, null when nothing waited.</summary>
    /// <param name="symbol">Canonical; null when the picture does not say whose it is: then it is of the book that waits for one, or of the next to be told of.</param>
    /// <param name="id">Its last update.</param>
    /// <param name="bids">Every bid.</param>
    /// <param name="asks">Every ask.</param>
    /// <param name="after">The copy.</param>
    public bool? Picture(string? symbol, long id, ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks, out BookCopy after)
    {
        var book = symbol is null ? Waiting() ?? (_nameless ??= new Book()) : Of(symbol);
        after = book.Copy;
        book.Copy.Clear();
        book.Put(id, bids, asks);
        book.Copy.IsWhole = true;
        if (book.Waiting.Count == 0) return null;
        foreach (var difference in book.Waiting)
        {
            if (difference.Last <= book.Id) continue;
            if (difference.First > book.Id + 1) book.Copy.IsWhole = false;
            if (!book.Copy.IsWhole) return false;
            book.Put(difference.Last, difference.Bids, difference.Asks);
        }

        book.Waiting.Clear();
        return book.Copy.IsWhole = !book.IsCrossed;
    }

    /// <summary>Puts in a difference. True when it follows what is there, false when something is missing, null before the first picture.</summary>
    /// <param name="symbol">Canonical.</param>
    /// <param name="first">Its first update.</param>
    /// <param name="last">Its last update.</param>
    /// <param name="bids">Bids that changed.</param>
    /// <param name="asks">Asks that changed.</param>
    /// <param name="after">The copy; null while there is none that is whole.</param>
    public bool? Difference(string symbol, long first, long last, ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks, out BookCopy? after)
    {
        after = null;
        if (_nameless is { } nameless && first <= nameless.Id + 1 && !_books.ContainsKey(symbol)) (_books[symbol], _nameless) = (nameless, null);
        var book = Of(symbol);
        var hadPicture = book.Id > 0;
        if (book.Copy.IsWhole && first > book.Id + 1) book.Copy.IsWhole = false;
        if (!book.Copy.IsWhole)
        {
            if (book.Waiting.Count == WaitingMax) book.Waiting.Dequeue();
            book.Waiting.Enqueue(new Waits(first, last, bids.ToArray(), asks.ToArray()));
            return hadPicture ? false : null;
        }

        after = book.Copy;
        if (last > book.Id) book.Put(last, bids, asks);
        return book.Copy.IsWhole = !book.IsCrossed;
    }

    private Book Of(string symbol)
    {
        if (!_books.TryGetValue(symbol, out var book)) _books.Add(symbol, book = new Book());
        return book;
    }

    private Book? Waiting()
    {
        Book? found = null;
        foreach (var book in _books.Values)
        {
            if (book.Waiting.Count == 0) continue;
            if (found is not null) return null; // nobody knows which
            found = book;
        }

        return found;
    }

    private readonly record struct Waits(long First, long Last, BookLevel[] Bids, BookLevel[] Asks);

    private sealed class Book
    {
        public BookCopy Copy { get; } = new();

        public Queue<Waits> Waiting { get; } = new();

        public long Id { get; private set; }

        // An exchange's book never is; a copy that is has missed something.
        public bool IsCrossed => Copy.Count(isBid: true) > 0 && Copy.Count(isBid: false) > 0 && Copy.Level(isBid: true, 0).PriceQuote >= Copy.Level(isBid: false, 0).PriceQuote;

        public void Put(long id, ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks)
        {
            foreach (var level in bids) Copy.Put(isBid: true, level);
            foreach (var level in asks) Copy.Put(isBid: false, level);
            Id = id;
        }
    }
}
