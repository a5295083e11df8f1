using System.Text;

namespace TradingDaemon.Sandbox.Wire;

/// <summary>CRC-32 as in zip, over the text of a book.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static octet => Enumerable.Range(0, 8).Aggregate((uint)octet, static (value, _) => (value >> 1) ^ ((value & 1) * 0xEDB88320u)))];

    /// <summary>The checksum of a text in UTF-8.</summary>
    public static uint Of(string text)
    {
        var crc = uint.MaxValue;
        foreach (var octet in Encoding.UTF8.GetBytes(text)) crc = Table[(byte)(crc ^ octet)] ^ (crc >> 8);
        return ~crc;
    }
}
