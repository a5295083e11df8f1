using System.Text;
using NUnit.Framework;
using TradingDaemon.Storage.Journal;

namespace TradingDaemon.Tests.Storage.Journal;

public sealed class ChainChecksumTests
{
    [Test]
    public void Of_KnownRow_IsTheSameOnEveryMachine() =>
        Assert.That(ChainChecksum.Of(0, 1, 2, "kind"u8, "payload of some length"u8), Is.EqualTo(Bitwise(0, 1, 2, "kind", "payload of some length")));

    [Test]
    public void Of_TextMovedAcrossTheBorder_Differs() =>
        Assert.That(ChainChecksum.Of(0, 1, 2, "ab"u8, "c"u8), Is.Not.EqualTo(ChainChecksum.Of(0, 1, 2, "a"u8, "bc"u8)));

    [Test]
    public void Of_OtherPredecessor_Differs() =>
        Assert.That(ChainChecksum.Of(1, 1, 2, "a"u8, "b"u8), Is.Not.EqualTo(ChainChecksum.Of(2, 1, 2, "a"u8, "b"u8)));

    /// <summary>CRC-32C bit by bit, from its polynomial.</summary>
    private static uint Bitwise(uint previous, long sequence, long ticks, string kind, string payload)
    {
        byte[] bytes =
        [
            .. BitConverter.GetBytes(sequence), .. BitConverter.GetBytes(ticks), .. BitConverter.GetBytes(payload.Length), .. BitConverter.GetBytes(kind.Length),
            .. Encoding.UTF8.GetBytes(kind), .. Encoding.UTF8.GetBytes(payload),
        ];
        var crc = ~previous;
        foreach (var part in bytes)
        {
            crc ^= part;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78u : crc >> 1;
        }

        return ~crc;
    }
}
