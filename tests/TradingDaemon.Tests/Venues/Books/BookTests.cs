using System.Globalization;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Books;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Tests.Venues.Books;

[TestFixture]
internal sealed class BookTests
{
    [TestCase("", 0u), TestCase("123456789", 0xCBF43926u), TestCase("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void Crc32_OfKnownTexts_IsAsInZip(string text, uint checksum) => Assert.That(Crc32.Of(Encoding.ASCII.GetBytes(text)), Is.EqualTo(checksum));

    [Test]
    public void Crc32_OfAnyLength_IsThatOfOneBitAfterTheOther()
    {
        var bytes = new byte[100];
        new Random(1).NextBytes(bytes);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var crc = uint.MaxValue;
            foreach (var octet in bytes.AsSpan(0, length))
            {
                crc ^= octet;
                for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            }

            Assert.That(Crc32.Of(bytes.AsSpan(0, length)), Is.EqualTo(~crc));
        }
    }

    // Against the plainest book there is: two sorted dictionaries.
    [Test]
    public void Copy_OfAnyDifferences_IsTheSortedBook()
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var copy = new BookCopy();
        var (bids, asks) = (new SortedDictionary<decimal, decimal>(Comparer<decimal>.Create(static (left, right) => right.CompareTo(left))), new SortedDictionary<decimal, decimal>());
        for (var i = 0; i < 20_000; i++)
        {
            var (isBid, price, size) = (random.Next(2) == 0, random.Next(1, 60) / 10m, random.Next(3) == 0 ? 0m : random.Next(1, 100));
            copy.Put(isBid, new BookLevel(price, size));
            var side = isBid ? bids : asks;
            if (size == 0m) side.Remove(price);
            else side[price] = size;
            if (i % 500 == 0)
            {
                copy.Trim(10);
                foreach (var gone in bids.Keys.Skip(10).ToArray()) bids.Remove(gone);
                foreach (var gone in asks.Keys.Skip(10).ToArray()) asks.Remove(gone);
            }

            var snapshot = copy.Snapshot(100);
            Assert.That(snapshot.Bids.Select(static level => (level.PriceQuote, level.SizeBase)), Is.EqualTo(bids.Select(static level => (level.Key, level.Value))));
            Assert.That(snapshot.Asks.Select(static level => (level.PriceQuote, level.SizeBase)), Is.EqualTo(asks.Select(static level => (level.Key, level.Value))));
            if (copy.Count(isBid: true) > 0) Assert.That(copy.Level(isBid: true, 0).PriceQuote, Is.EqualTo(bids.First().Key));
        }

        copy.IsWhole = true;
        copy.Clear();
        Assert.That((copy.Count(isBid: true), copy.Count(isBid: false), copy.IsWhole), Is.EqualTo((0, 0, false)));
    }

    [Test]
    public void Copy_OfMoreLevelsThanAnyMarketHas_StopsGrowing()
    {
        var copy = new BookCopy();
        for (var i = 1; i <= 50_100; i++) copy.Put(isBid: true, new BookLevel(i, 1m));
        Assert.That(copy.Count(isBid: true), Is.EqualTo(50_000));
    }

    [Test]
    public void Levels_KeepTheSpellingOfBothNumbers()
    {
        var root = new WirePayload().Read("""[["1.50","5.1e-05"],[2,"\u0033"]]"""u8);
        var levels = new ToldLevels();
        foreach (var (_, row) in root) levels.Add(row[0], row[1]);
        var spelled = levels.Spelled(root);
        Assert.That(levels.Levels.ToArray(), Is.EqualTo(new[] { new BookLevel(1.50m, 0.000051m), new BookLevel(2m, 3m) }));
        Assert.That((spelled.Count, Encoding.UTF8.GetString(spelled.Price(0)), Encoding.UTF8.GetString(spelled.Size(0)), Encoding.UTF8.GetString(spelled.Price(1))), Is.EqualTo((2, "1.50", "5.1e-05", "2")));
        Assert.That(spelled.Size(1).IsEmpty, Is.True, "escapes are no spelling of a number");
        levels.Clear();
        Assert.That(levels.Levels.IsEmpty && levels.Spelled(root).Count == 0, Is.True);
    }

    [TestCase("[null,1]", "has no price"), TestCase("[1]", "has no size"), TestCase("[1,-1]", "-1 is no size"), TestCase("[\"x\",1]", "x is no number"), TestCase("{}", "has no price")]
    public void Levels_WithoutSoundNumbers_AreRefused(string json, string why) => Assert.That(() =>
    {
        var row = new WirePayload().Read(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{json}")));
        new ToldLevels().Add(row[0], row[1]);
    }, Throws.TypeOf<WireFormatException>().With.Message.Contains(why));
}
