using System.Buffers.Binary;

namespace TradingDaemon.Venues.Books;

/// <summary>CRC-32 as in zip (reflected polynomial EDB88320), the proof some venues give of their books.</summary>
internal static class Crc32
{
    private const int AtOnce = 8;
    private const int Octets = 256;

    // Eight tables, one behind the other: what an octet does to the checksum of the seven after it is looked up rather than shifted.
    private static readonly uint[] Tables = Build();

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var tables = Tables;
        for (; bytes.Length >= AtOnce; bytes = bytes[AtOnce..])
        {
            var first = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var second = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = tables[(7 * Octets) + (byte)first] ^ tables[(6 * Octets) + (byte)(first >> 8)] ^ tables[(5 * Octets) + (byte)(first >> 16)] ^ tables[(4 * Octets) + (byte)(first >> 24)]
                ^ tables[(3 * Octets) + (byte)second] ^ tables[(2 * Octets) + (byte)(second >> 8)] ^ tables[Octets + (byte)(second >> 16)] ^ tables[(byte)(second >> 24)];
        }

        foreach (var octet in bytes) crc = tables[(byte)(crc ^ octet)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] Build()
    {
        var tables = new uint[AtOnce * Octets];
        for (var i = 0; i < Octets; i++) tables[i] = Shifted((uint)i);
        for (var i = Octets; i < tables.Length; i++) tables[i] = tables[(byte)tables[i - Octets]] ^ (tables[i - Octets] >> 8);
        return tables;
    }

    private static uint Shifted(uint value)
    {
        for (var bit = 0; bit < 8; bit++) value = (value >> 1) ^ (0xEDB88320u & (0u - (value & 1u)));
        return value;
    }
}
