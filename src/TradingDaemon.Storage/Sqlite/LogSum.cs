using System.Buffers.Binary;
using System.Numerics;

namespace TradingDaemon.Storage.Sqlite;

/// <summary>SQLite's checksum of its write-ahead log: two sums over pairs of words, each sum fed into the other.</summary>
internal readonly record struct LogSum(uint First, uint Second)
{
    /// <summary>What the header's own checksum goes on from.</summary>
    public static LogSum Nothing => default;

    /// <summary>Goes on over <paramref name="bytes"/>, a multiple of eight.</summary>
    public LogSum Add(ReadOnlySpan<byte> bytes, bool isBigEndian)
    {
        var (first, second) = this;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var pair = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            var (left, right) = ((uint)pair, (uint)(pair >> 32));
            first += (isBigEndian ? BinaryPrimitives.ReverseEndianness(left) : left) + second;
            second += (isBigEndian ? BinaryPrimitives.ReverseEndianness(right) : right) + first;
        }

        return new LogSum(first, second);
    }

    /// <summary>Bits in which two differ.</summary>
    public int Distance(LogSum other) => BitOperations.PopCount(First ^ other.First) + BitOperations.PopCount(Second ^ other.Second);

    /// <summary>
    /// The word of the last <paramref name="words"/> summed, counted from 0, in which one flipped bit makes this the other;
    /// null when there is none. The sums are linear, so a bit's weight depends only on how far from the end its word is: no
    /// need to sum anew for each bit.
    /// </summary>
    public int? WordOneBitFrom(LogSum other, int words)
    {
        var (first, second) = (other.First - First, other.Second - Second);
        LogSum left = new(1, 1), right = new(0, 1); // what 1 in the last pair's words adds to the sums
        for (var word = words - 2; word >= 0; word -= 2)
        {
            if (left.IsMultiple(first, second)) return word;
            if (right.IsMultiple(first, second)) return word + 1;
            (left, right) = (left.OnePairEarlier(), right.OnePairEarlier());
        }

        return null;
    }

    private LogSum OnePairEarlier() => new(First + Second, First + (2 * Second));

    private bool IsMultiple(uint first, uint second)
    {
        for (var bit = 0; bit < 32; bit++)
        {
            var (a, b) = (First << bit, Second << bit);
            if ((a == first && b == second) || (0 - a == first && 0 - b == second)) return true;
        }

        return false;
    }
}
