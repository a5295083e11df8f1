using System.Text;

namespace TradingDaemon.Benchmarks.Reading;

/// <summary>A market made from a seed, and the frames a venue would tell it in: each in the shape and length of recorded ones.</summary>
internal static class MadeMarket
{
    /// <summary>How many different quotes and trades there are, and changes of a book.</summary>
    public const int Count = 64;

    private const int Seed = 4711;
    private const int Depth = 10;
    private const int ChangedASide = 5;
    private const decimal Tick = 0.1m;

    /// <summary>Quotes.</summary>
    public static byte[][] Tickers(IMadeVenue venue)
    {
        var random = new Random(Seed);
        return Bytes(Enumerable.Range(0, Count).Select(number =>
        {
            var bid = 63_000m + (random.Next(0, 9_999) * Tick);
            return venue.Frame(new MadeQuote(number, bid, Size(random), bid + Tick, Size(random), random.Next(100_000, 999_999)));
        }));
    }

    /// <summary>Single trades.</summary>
    public static byte[][] Trades(IMadeVenue venue)
    {
        var random = new Random(Seed);
        return Bytes(Enumerable.Range(0, Count).Select(number =>
            venue.Frame(new MadeTrade(number, random.Next(2) == 0, 63_000m + (random.Next(0, 9_999) * Tick), Size(random), random.Next(100_000, 999_999)))));
    }

    /// <summary>A picture of ten levels a side, then differences of ten levels: of five a side one goes, one comes and three change.</summary>
    public static byte[][] Books(IMadeVenue venue)
    {
        var random = new Random(Seed);
        SortedList<decimal, decimal>[] sides = [[], []];
        for (var i = 0; i < Depth; i++)
        {
            sides[0].Add(63_300m - (i * 4 * Tick), Size(random));
            sides[1].Add(63_301m + (i * 4 * Tick), Size(random));
        }

        var books = new List<MadeBook> { new(0, BestFirst(sides[0]), [.. sides[1]], BestFirst(sides[0]), [.. sides[1]]) };
        while (books.Count <= Count)
        {
            var (bids, asks) = (Change(sides[0], random), Change(sides[1], random));
            books.Add(new MadeBook(books.Count, BestFirst(bids), [.. asks], BestFirst(sides[0]), [.. sides[1]]));
        }

        return Bytes(books.Select(venue.Frame));
    }

    private static SortedList<decimal, decimal> Change(SortedList<decimal, decimal> side, Random random)
    {
        var changed = new SortedList<decimal, decimal>();
        var gone = side.Keys[random.Next(1, Depth - 1)];
        side.Remove(gone);
        changed.Add(gone, 0m);
        decimal come;
        do come = side.Keys[0] + (random.Next(1, (int)((side.Keys[^1] - side.Keys[0]) / Tick)) * Tick); // within the best and the worst, which stay
        while (side.ContainsKey(come) || come == gone);
        side.Add(come, Size(random));
        changed.Add(come, side[come]);
        foreach (var price in side.Keys.Where(price => price != come).OrderBy(_ => random.Next()).Take(ChangedASide - 2).ToArray()) changed[price] = side[price] = Size(random);
        return changed;
    }

    private static KeyValuePair<decimal, decimal>[] BestFirst(SortedList<decimal, decimal> bids) => [.. bids.Reverse()];

    private static decimal Size(Random random) => random.Next(1, 1_000_000_000) / 100_000_000m;

    private static byte[][] Bytes(IEnumerable<string> frames) => [.. frames.Select(Encoding.UTF8.GetBytes)];
}
