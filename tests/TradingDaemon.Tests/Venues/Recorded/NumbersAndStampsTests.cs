using System.Globalization;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Venues.Recorded.Reading;

namespace TradingDaemon.Tests.Venues.Recorded;

[TestFixture]
internal sealed class NumbersAndStampsTests
{
    private const int Cases = 100_000;
    private const int Seed = 20240131;

    [Test]
    public void TryNumber_RandomTexts_AgreesWithDecimalParse()
    {
        TestContext.Out.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        for (var i = 0; i < Cases; i++)
        {
            var text = RandomNumber(random);
            var expected = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            var cursor = new RowCursor(Encoding.ASCII.GetBytes($"{text},next"));
            if (!cursor.TryNumber(0m, out var actual) || !decimal.GetBits(actual).SequenceEqual(decimal.GetBits(expected)) || !cursor.TryText(out var rest) || !rest.SequenceEqual("next"u8))
                Assert.Fail($"{text}: {actual} is not {expected}");
        }
    }

    [TestCase("")]
    [TestCase("-")]
    [TestCase(".")]
    [TestCase("1.2.3")]
    [TestCase("1e")]
    [TestCase("0x10")]
    [TestCase(" 1")]
    [TestCase("1 ")]
    [TestCase("NaN")]
    [TestCase("--1")]
    [TestCase("79228162514264337593543950336")]
    public void TryNumber_NotANumber_IsRefusedUnlessEmpty(string text)
    {
        var cursor = new RowCursor(Encoding.ASCII.GetBytes(text));
        Assert.That(cursor.TryNumber(-7m, out var value), Is.EqualTo(text.Length == 0));
        if (text.Length == 0) Assert.That(value, Is.EqualTo(-7m));
    }

    [TestCase("5.", "5")]
    [TestCase(".5", "0.5")]
    [TestCase("1e-5", "0.00001")]
    [TestCase("+3", "3")]
    [TestCase("18446744073709551616", "18446744073709551616")]
    [TestCase("9999999999999999999", "9999999999999999999")]
    [TestCase("37.939998626708984", "37.939998626708984")]
    public void TryNumber_UnusualSpelling_IsExact(string text, string expected)
    {
        var cursor = new RowCursor(Encoding.ASCII.GetBytes(text));
        Assert.That(cursor.TryNumber(0m, out var value), Is.True);
        Assert.That(value, Is.EqualTo(decimal.Parse(expected, CultureInfo.InvariantCulture)));
        Assert.That(cursor.AtEnd, Is.True);
    }

    [Test]
    public void TryRead_RandomStamps_AgreesWithDateTimeOffset()
    {
        TestContext.Out.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var parser = new StampParser();
        var at = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < Cases; i++)
        {
            // Mostly steps inside a minute, so that the remembered minute is used; now and then a leap anywhere.
            at = random.Next(20) == 0 ? new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc) : Later(at, random);
            var digits = random.Next(10);
            var whole = at.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
            var fraction = string.Concat(Enumerable.Range(0, digits).Select(_ => (char)('0' + random.Next(10))));
            var text = digits == 0 ? $"{whole}Z" : $"{whole}.{fraction}Z";
            var kept = digits == 0 ? whole : $"{whole}.{fraction[..Math.Min(7, digits)]}";
            var expected = DateTimeOffset.Parse($"{kept}Z", CultureInfo.InvariantCulture);
            if (!parser.TryRead(Encoding.ASCII.GetBytes($"{text},AAPL"), out var ticks, out var length) || ticks != expected.UtcTicks || length != text.Length)
                Assert.Fail($"{text}: {ticks} is not {expected.UtcTicks}");
        }
    }

    [TestCase("2024-13-01T00:00:00Z")]
    [TestCase("2023-02-29T00:00:00Z")]
    [TestCase("2024-01-00T00:00:00Z")]
    [TestCase("0000-01-01T00:00:00Z")]
    [TestCase("2024-01-01T24:00:00Z")]
    [TestCase("2024-01-01T00:60:00Z")]
    [TestCase("2024-01-01T00:00:60Z")]
    [TestCase("2024-01-01 00:00:00Z")]
    [TestCase("2024-01-01T00:00:00+00:00")]
    [TestCase("2024-01-01T00:00:00.Z")]
    [TestCase("2024-01-01T00:00:00.1234567890Z")]
    [TestCase("2024-01-01T00:00:00.123")]
    [TestCase("2024-01-01T00-00:00Z")]
    [TestCase("2024-01-01T00:00-00Z")]
    [TestCase("2024-01-01T00:00Z")]
    [TestCase("2024-1-01T00:00:000Z")]
    [TestCase("20a4-01-01T00:00:00Z")]
    [TestCase("2024-01-01T0x:00:00Z")]
    [TestCase("1704067200.000000000Z")]
    public void TryRead_NotAStamp_IsRefused(string text)
    {
        var parser = new StampParser();
        Assert.That(parser.TryRead("2024-01-01T00:00:00Z"u8, out _, out _), Is.True, "a minute is remembered first");
        Assert.That(parser.TryRead(Encoding.ASCII.GetBytes(text), out _, out _), Is.False);
    }

    private static DateTime Later(DateTime at, Random random) =>
        at.Ticks < DateTime.MaxValue.Ticks - TimeSpan.TicksPerMinute ? at.AddTicks(random.NextInt64(10 * TimeSpan.TicksPerSecond)) : at;

    private static string RandomNumber(Random random)
    {
        var whole = Digits(random, random.Next(1, 14));
        var sign = random.Next(4) == 0 ? "-" : "";
        return random.Next(3) == 0 ? sign + whole : $"{sign}{whole}.{Digits(random, random.Next(1, random.Next(2, 15)))}";
    }

    private static string Digits(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));
}
