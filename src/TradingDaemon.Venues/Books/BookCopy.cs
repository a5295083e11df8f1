using System.Runtime.InteropServices;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Venues.Books;

/// <summary>
/// A copy of a venue's book kept by differences: two sorted lists with the best level last, where most changes are. Sizes and prices keep the
/// digits they came with. Not thread-safe.
/// </summary>
internal sealed class BookCopy
{
    // Levels beyond it would be a venue gone mad, not a deeper market.
    private const int LevelsMax = 50_000;

    private readonly List<BookLevel> _bids = [];
    private readonly List<BookLevel> _asks = [];

    /// <summary>Whether the copy is good; it is not before the first picture nor after a difference that did not fit.</summary>
    public bool IsWhole { get; set; }

    /// <summary>How many levels there are.</summary>
    public int Count(bool isBid) => Side(isBid).Count;

    /// <summary>A level, from the best (zero) outwards.</summary>
    public BookLevel Level(bool isBid, int place) => Side(isBid)[^(place + 1)];

    /// <summary>Forgets everything, as a new book does.</summary>
    public void Clear()
    {
        _bids.Clear();
        _asks.Clear();
        IsWhole = false;
    }

    /// <summary>Puts in a level; a size of zero takes it out.</summary>
    public void Put(bool isBid, BookLevel level)
    {
        var side = Side(isBid);
        var place = Place(CollectionsMarshal.AsSpan(side), isBid, level.PriceQuote);
        var isThere = place >= 0;
        if (!isThere) place = ~place;
        if (level.SizeBase == 0m)
        {
            if (isThere) side.RemoveAt(place);
        }
        else if (isThere)
        {
            side[place] = level;
        }
        else if (side.Count < LevelsMax)
        {
            side.Insert(place, level);
        }
    }

    /// <summary>Forgets what is beyond the depth that was asked for: venues do not tell that it is gone.</summary>
    public void Trim(int depth)
    {
        if (_bids.Count > depth) _bids.RemoveRange(0, _bids.Count - depth);
        if (_asks.Count > depth) _asks.RemoveRange(0, _asks.Count - depth);
    }

    /// <summary>The levels, best first.</summary>
    public BookSnapshot Snapshot(int levels) => new(Best(_bids, levels), Best(_asks, levels));

    private static List<BookLevel> Best(List<BookLevel> side, int levels)
    {
        var best = new List<BookLevel>(Math.Min(levels, side.Count));
        for (var i = side.Count - 1; i >= 0 && best.Count < levels; i--) best.Add(side[i]);
        return best;
    }

    // Worst first, so bids rise and asks fall. Of a price that is not there: where it belongs, all bits turned.
    private static int Place(ReadOnlySpan<BookLevel> side, bool isBid, decimal price)
    {
        var (low, high) = (0, side.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var order = decimal.Compare(side[middle].PriceQuote, price);
            if (order == 0) return middle;
            if (order < 0 == isBid) low = middle + 1;
            else high = middle;
        }

        return ~low;
    }

    private List<BookLevel> Side(bool isBid) => isBid ? _bids : _asks;
}
