using System.Text;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Venues.Streaming;

/// <summary>
/// A copy of a venue's book kept by differences, with the proof that it still is one. Levels keep the venue's own spelling, for the checksum is over text.
/// </summary>
internal sealed class BookReplica
{
    private const int ChecksumLevels = 10;

    // Levels beyond it would be a venue gone mad, not a deeper market.
    private const int LevelsMax = 50_000;

    private readonly SortedDictionary<decimal, (decimal Size, string Text)> _bids = new(Comparer<decimal>.Create(static (left, right) => right.CompareTo(left)));
    private readonly SortedDictionary<decimal, (decimal Size, string Text)> _asks = [];

    /// <summary>Whether the copy is good; it is not before the first snapshot nor after a difference that did not fit.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Forgets everything, as a new book does.</summary>
    public void Clear()
    {
        _bids.Clear();
        _asks.Clear();
        IsWhole = false;
    }

    /// <summary>Says that something was missed: nothing is shown before the next snapshot.</summary>
    public void Break() => IsWhole = false;

    /// <summary>Puts in one side's level; a size of zero takes it out.</summary>
    /// <param name="isBid">Bid or ask.</param>
    /// <param name="price">Quote currency.</param>
    /// <param name="size">Base; zero or more.</param>
    /// <param name="text">The level as the checksum spells it.</param>
    public void Put(bool isBid, decimal price, decimal size, string text)
    {
        var side = isBid ? _bids : _asks;
        if (size == 0m) side.Remove(price);
        else side[price] = (size, text);
    }

    /// <summary>Ends a message: the copy is whole if it was (or this is a snapshot) and adds up.</summary>
    public bool Seal(bool isSnapshot, uint checksum)
    {
        IsWhole = (IsWhole || isSnapshot) && _bids.Count + _asks.Count <= LevelsMax && Checksum() == checksum;
        return IsWhole;
    }

    /// <summary>The levels, best first.</summary>
    public BookSnapshot Snapshot(int levels) => new(Levels(_bids, levels), Levels(_asks, levels));

    /// <summary>CRC-32 of the ten best levels, bids then asks, joined with commas.</summary>
    public uint Checksum() => Crc(string.Join(',', _bids.Values.Take(ChecksumLevels).Concat(_asks.Values.Take(ChecksumLevels)).Select(static level => level.Text)));

    private static List<BookLevel> Levels(SortedDictionary<decimal, (decimal Size, string Text)> side, int levels) =>
        [.. side.Take(levels).Select(static pair => new BookLevel(pair.Key, pair.Value.Size))];

    // As in zip: reflected polynomial EDB88320.
    private static uint Crc(string text)
    {
        var crc = uint.MaxValue;
        foreach (var octet in Encoding.ASCII.GetBytes(text))
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
        }

        return ~crc;
    }
}
