using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Books;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>
/// The copies of Coinbase's books. The only proof is the number of each frame, one row over all channels of a connection: after a gap every
/// copy is in doubt until its next picture.
/// </summary>
internal sealed class CoinbaseBooks
{
    private readonly Dictionary<string, BookCopy> _copies = new(StringComparer.Ordinal);

    /// <summary>A new connection: the copies are void.</summary>
    public void Begin() => _copies.Clear();

    /// <summary>Frames are missing: any of them may have been of any book.</summary>
    public void Doubt()
    {
        foreach (var copy in _copies.Values) copy.IsWhole = false;
    }

    /// <summary>Puts in a picture or what changed. True when it follows what is there, false after a gap, null before the first picture.</summary>
    public bool? Put(string symbol, bool isSnapshot, ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks, out BookCopy? after)
    {
        if (!_copies.TryGetValue(symbol, out after))
        {
            if (!isSnapshot) return null;
            _copies.Add(symbol, after = new BookCopy());
        }

        if (isSnapshot) after.Clear();
        foreach (var level in bids) after.Put(isBid: true, level);
        foreach (var level in asks) after.Put(isBid: false, level);
        return after.IsWhole = (isSnapshot || after.IsWhole) && !IsCrossed(after);
    }

    // An exchange's book never is; a copy that is has missed something.
    private static bool IsCrossed(BookCopy copy) => copy.Count(isBid: true) > 0 && copy.Count(isBid: false) > 0 && copy.Level(isBid: true, 0).PriceQuote >= copy.Level(isBid: false, 0).PriceQuote;
}
