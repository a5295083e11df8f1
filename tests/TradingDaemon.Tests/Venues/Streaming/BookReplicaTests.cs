using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Streaming;

public sealed class BookReplicaTests
{
    [Test]
    public void Checksum_OfAKnownText_IsTheOneOfZip()
    {
        var book = new BookReplica();
        book.Put(true, 1m, 2m, "123456789");
        Assert.That(book.Checksum(), Is.EqualTo(0xCBF43926u), "The check value every description of this checksum gives.");
    }

    // A single difference lost is found at the next message.
    [Test]
    public void Seal_AfterALostDifference_FindsItAtOnce([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        var (venue, copy) = (new BookReplica(), new BookReplica());
        for (var i = 1; i <= 12; i++) Both(true, 100m - i, random.Next(1, 50), true);
        for (var i = 1; i <= 12; i++) Both(false, 100m + i, random.Next(1, 50), true);
        Assert.That(copy.Seal(isSnapshot: true, venue.Checksum()), Is.True);
        for (var i = 0; i < 100; i++)
        {
            Both(i % 2 == 0, 100m + ((i % 2 == 0 ? -1 : 1) * random.Next(1, 9)), random.Next(0, 50), true);
            Assert.That(copy.Seal(false, venue.Checksum()), Is.True);
        }

        Both(true, 99.5m, 51m, false); // lost on the way
        Assert.Multiple(() =>
        {
            Assert.That(copy.Seal(false, venue.Checksum()), Is.False);
            Assert.That(copy.IsWhole, Is.False);
            Assert.That(copy.Seal(false, copy.Checksum()), Is.False, "Only a snapshot heals it.");
        });

        void Both(bool isBid, decimal price, decimal size, bool arrives)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{price}:{size}");
            venue.Put(isBid, price, size, text);
            if (arrives) copy.Put(isBid, price, size, text);
        }
    }
}
