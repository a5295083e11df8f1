using System.Globalization;
using System.Text;
using TradingDaemon.Venues.Books;

namespace TradingDaemon.Benchmarks.Reading;

/// <summary>Frames as Kraken sends them, made from a seed: each in the shape and length of recorded ones.</summary>
internal static class MadeFrames
{
    private const int Seed = 4711;
    private const int Frames = 64;
    private const int Depth = 10;
    private const int ChangedASide = 5;
    private const decimal Tick = 0.1m;

    /// <summary>Quotes.</summary>
    public static byte[][] Tickers()
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, Frames).Select(i =>
        {
            var bid = 63_000m + (random.Next(0, 9_999) * Tick);
            return Bytes($$"""{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":{{bid}},"bid_qty":{{Size(random)}},"ask":{{bid + Tick}},"ask_qty":{{Size(random)}},"last":{{bid}},"volume":1020.88391276,"vwap":63685.7,"low":63250.0,"high":64409.2,"change":0.7,"change_pct":0.01,"trades":{{47_536 + i}},"timestamp":"2026-08-12T19:29:02.{{random.Next(100_000, 999_999)}}Z"}]}""");
        })];
    }

    /// <summary>Single trades.</summary>
    public static byte[][] Trades()
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, Frames).Select(i => Bytes(
            $$"""{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"{{(random.Next(2) == 0 ? "buy" : "sell")}}","price":{{63_000m + (random.Next(0, 9_999) * Tick)}},"qty":{{Size(random)}},"ord_type":"limit","trade_id":{{22_719_451 + i}},"timestamp":"2026-08-02T14:19:07.{{random.Next(100_000, 999_999)}}Z"}]}"""))];
    }

    /// <summary>A picture of ten levels a side, then differences of ten levels: of five a side one goes, one comes and three change. Each with the checksum the venue would give.</summary>
    public static byte[][] Books()
    {
        var random = new Random(Seed);
        SortedList<decimal, decimal>[] sides = [[], []];
        for (var i = 0; i < Depth; i++)
        {
            sides[0].Add(63_300m - (i * 4 * Tick), Size(random));
            sides[1].Add(63_301m + (i * 4 * Tick), Size(random));
        }

        var frames = new List<byte[]> { Book("snapshot", [.. sides[0].Reverse()], [.. sides[1]], sides) };
        while (frames.Count <= Frames)
        {
            var (bids, asks) = (Change(sides[0], random, isBid: true), Change(sides[1], random, isBid: false));
            frames.Add(Book("update", bids, asks, sides));
        }

        return [.. frames];
    }

    private static KeyValuePair<decimal, decimal>[] Change(SortedList<decimal, decimal> side, Random random, bool isBid)
    {
        var changed = new List<KeyValuePair<decimal, decimal>>();
        var gone = side.Keys[random.Next(1, Depth - 1)];
        side.Remove(gone);
        changed.Add(new(gone, 0m));
        decimal come;
        do come = side.Keys[0] + (random.Next(1, (int)((side.Keys[^1] - side.Keys[0]) / Tick)) * Tick); // within the best and the worst, which stay
        while (side.ContainsKey(come) || come == gone);
        side.Add(come, Size(random));
        changed.Add(new(come, side[come]));
        foreach (var price in side.Keys.Where(price => price != come).OrderBy(_ => random.Next()).Take(ChangedASide - 2).ToArray())
        {
            side[price] = Size(random);
            changed.Add(new(price, side[price]));
        }

        return [.. isBid ? changed.OrderByDescending(static level => level.Key) : changed.OrderBy(static level => level.Key)];
    }

    private static byte[] Book(string type, KeyValuePair<decimal, decimal>[] bids, KeyValuePair<decimal, decimal>[] asks, SortedList<decimal, decimal>[] sides)
    {
        var proof = new StringBuilder();
        foreach (var (price, size) in sides[1].Concat(sides[0].Reverse()))
            proof.Append(Words($"{price:0.0}").Replace(".", "", StringComparison.Ordinal).TrimStart('0')).Append(Words($"{size:0.00000000}").Replace(".", "", StringComparison.Ordinal).TrimStart('0'));
        return Bytes($$"""{"channel":"book","type":"{{type}}","data":[{"symbol":"BTC/USD","bids":[{{Levels(bids)}}],"asks":[{{Levels(asks)}}],"checksum":{{Crc32.Of(Encoding.ASCII.GetBytes(proof.ToString()))}},"timestamp":"2026-08-12T19:28:09.140448Z"}]}""");
    }

    private static string Levels(KeyValuePair<decimal, decimal>[] levels) => string.Join(',', levels.Select(static level => Words($$"""{"price":{{level.Key:0.0}},"qty":{{level.Value:0.00000000}}}""")));

    private static decimal Size(Random random) => random.Next(1, 1_000_000_000) / 100_000_000m;

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static byte[] Bytes(FormattableString text) => Encoding.UTF8.GetBytes(Words(text));
}
