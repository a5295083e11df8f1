using System.Buffers.Text;
using System.Globalization;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Tests.Venues.Wire;

[TestFixture]
internal sealed class WireNumberTests
{
    [TestCase("0", "0"), TestCase("1.50", "1.50"), TestCase("-2", "-2"), TestCase("5.1e-05", "0.000051"), TestCase("1E3", "1000"), TestCase("0.00000001", "0.00000001"), TestCase("00.5", "0.5"),
     TestCase("9999999999999999999", "9999999999999999999"), TestCase("12345678901234567890.12345678", "12345678901234567890.12345678"), TestCase("79228162514264337593543950335", "79228162514264337593543950335")]
    public void Parse_ANumber_IsItsValueWithItsDigits(string text, string value) =>
        Assert.That(WireNumber.Parse(Encoding.UTF8.GetBytes(text)).ToString(CultureInfo.InvariantCulture), Is.EqualTo(value));

    [TestCase(""), TestCase("."), TestCase("-"), TestCase("1.2.3"), TestCase("1e"), TestCase("1e400"), TestCase("0x10"), TestCase("1 "), TestCase("NaN"), TestCase("Infinity"), TestCase("79228162514264337593543950336"), TestCase("١")]
    public void TryParse_WhatIsNone_IsNone(string text) => Assert.That(WireNumber.TryParse(Encoding.UTF8.GetBytes(text), out _), Is.False);

    // The short way must give what the library gives, to the last bit: scale is spelling.
    [Test]
    public void TryParse_AnyText_IsWhatTheLibrarySays()
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        const string Letters = "0123456789012345678901234567890123456789..-e+";
        for (var i = 0; i < 200_000; i++)
        {
            var text = new byte[random.Next(1, 24)];
            for (var at = 0; at < text.Length; at++) text[at] = (byte)Letters[random.Next(Letters.Length)];
            var isKnown = Utf8Parser.TryParse(text, out decimal known, out var used) && used == text.Length;
            var isRead = WireNumber.TryParse(text, out var read);
            if (isRead != isKnown || (isKnown && !decimal.GetBits(read).SequenceEqual(decimal.GetBits(known)))) Assert.Fail($"{Encoding.UTF8.GetString(text)}: {read} instead of {known}");
        }
    }
}
