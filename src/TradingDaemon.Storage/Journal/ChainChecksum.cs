using System.Numerics;
using System.Runtime.InteropServices;

namespace TradingDaemon.Storage.Journal;

/// <summary>CRC-32C of a row, begun with the row before it: a changed bit, a missing row or two swapped ones show. It guards against decay, not against forgers.</summary>
internal static class ChainChecksum
{
    /// <summary>What the first row is chained to.</summary>
    public const uint Beginning = 0;

    /// <summary>The row's checksum.</summary>
    public static uint Of(uint previous, long sequence, long atUtcTicks, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> payload)
    {
        var crc = BitOperations.Crc32C(~previous, (ulong)sequence);
        crc = BitOperations.Crc32C(crc, (ulong)atUtcTicks);
        crc = BitOperations.Crc32C(crc, ((ulong)kind.Length << 32) | (uint)payload.Length); // so that the border between the two is covered
        return ~Of(Of(crc, kind), payload);
    }

    private static uint Of(uint crc, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) crc = BitOperations.Crc32C(crc, word);
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..]) crc = BitOperations.Crc32C(crc, rest);
        return crc;
    }
}
