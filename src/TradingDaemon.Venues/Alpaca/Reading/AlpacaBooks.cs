using TradingDaemon.Venues.Books;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>The copies of the coin books. The venue sends nothing that proves them: a lost difference shows only at the next whole book.</summary>
internal sealed class AlpacaBooks(AlpacaSymbols symbols)
{
    private readonly Dictionary<string, BookCopy> _copies = new(StringComparer.Ordinal);
    private readonly ToldLevels _bids = new();
    private readonly ToldLevels _asks = new();

    /// <summary>A new connection: the copies are void.</summary>
    public void Begin() => _copies.Clear();

    /// <summary>A book of the stream: the whole of it where <c>r</c> is true, what changed otherwise.</summary>
    public void Frame(WireValue book, INormalizedSink sink)
    {
        var symbol = symbols.Pair(book["S"u8].Raw);
        var isSnapshot = book["r"u8].IsTrue;
        Read(book);
        if (!_copies.TryGetValue(symbol, out var copy)) _copies.Add(symbol, copy = new BookCopy());
        if (isSnapshot) copy.Clear();
        foreach (var level in _bids.Levels) copy.Put(isBid: true, level);
        foreach (var level in _asks.Levels) copy.Put(isBid: false, level);
        copy.IsWhole |= isSnapshot;
        Tell(symbol, book, isSnapshot, copy, sink);
    }

    /// <summary>A book of an answer, which has nothing to do with the stream's.</summary>
    public void Picture(string symbol, WireValue book, INormalizedSink sink)
    {
        Read(book);
        Tell(symbol, book, true, null, sink);
    }

    private void Tell(string symbol, WireValue book, bool isSnapshot, BookCopy? after, INormalizedSink sink) => sink.Book(new BookTold
    {
        Symbol = symbol, At = WireTime.OfText(book["t"u8]), IsSnapshot = isSnapshot, Bids = _bids.Levels, Asks = _asks.Levels,
        BidsSpelled = _bids.Spelled(book), AsksSpelled = _asks.Spelled(book), After = after,
    });

    private void Read(WireValue book)
    {
        Levels(book["b"u8], _bids);
        Levels(book["a"u8], _asks);
    }

    private static void Levels(WireValue told, ToldLevels into)
    {
        into.Clear();
        foreach (var (_, level) in told) into.Add(level["p"u8], level["s"u8]);
    }
}
