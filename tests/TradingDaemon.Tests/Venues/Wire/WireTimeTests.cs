using System.Globalization;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Tests.Venues.Wire;

[TestFixture]
internal sealed class WireTimeTests
{
    [TestCase("2026-08-12T19:28:08.631028Z", "2026-08-12T19:28:08.631028Z"), TestCase("2026-08-12T19:28:44.084233010Z", "2026-08-12T19:28:44.084233010Z"), TestCase("2025-11-11T00:17:10Z", "2025-11-11T00:17:10Z"),
     TestCase("2024-02-29T23:59:59.5Z", "2024-02-29T23:59:59.5Z"), TestCase("2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z"), TestCase("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"), TestCase("2026-12-31T22:00:00.120-05:30", "2027-01-01T03:30:00.120Z"),
     TestCase("2026-08-12 19:28:08z", "2026-08-12T19:28:08Z"), TestCase("2026-08-12T19:28:08.1234567891234Z", "2026-08-12T19:28:08.123456789Z"), TestCase("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"), TestCase("2026-08-12T19:28:08.Z", "2026-08-12T19:28:08Z")]
    public void OfText_AMomentWithAnyOffset_IsUtcWithTheVenuesDigits(string text, string utc) => Assert.That(WireTime.OfText(Value($"\"{text}\""))!.Value.ToString(), Is.EqualTo(utc));

    [TestCase("2025-02-29T00:00:00Z"), TestCase("1900-02-29T00:00:00Z"), TestCase("2026-13-01T00:00:00Z"), TestCase("2026-00-01T00:00:00Z"), TestCase("2026-04-31T00:00:00Z"), TestCase("2026-01-01T24:00:00Z"), TestCase("2026-01-01T00:60:00Z"),
     TestCase("2026-01-01T00:00:60Z"), TestCase("2026-01-01T00:00:00"), TestCase("2026-01-01"), TestCase("2026-01-01T00:00:00+25:00"), TestCase("2026-01-01T00:00:00+0100"), TestCase("2026-01-01T00:00:00.123"), TestCase("9999-12-31T23:59:59Z"),
     TestCase("1969-12-31T23:59:59Z"), TestCase("1970-01-01T00:00:00+05:00"), TestCase("x026-01-01T00:00:00Z"), TestCase("1762820224"), TestCase("2026-01-01T00:00:00ZZ")]
    public void OfText_WhatIsNoMoment_IsRefused(string text) => Assert.That(() => WireTime.OfText(Value($"\"{text}\"")), Throws.TypeOf<WireFormatException>().With.Message.Contains("is no time"));

    [TestCase("1762820224", "2025-11-11T00:17:04Z"), TestCase("1705260547.4728658", "2024-01-14T19:29:07.4728658Z"), TestCase("\"1705260547.50\"", "2024-01-14T19:29:07.50Z"), TestCase("1.7e9", "2023-11-14T22:13:20.0Z")]
    public void OfSeconds_WithAFraction_KeepsItsDigits(string json, string utc) => Assert.That(WireTime.OfSeconds(Value(json))!.Value.ToString(), Does.StartWith(utc[..19]));

    [Test]
    public void OfUnits_AreTheSameMomentWithTheirDigits()
    {
        Assert.That(WireTime.OfSeconds(Value("1705260547.4728658"))!.Value.ToString(), Is.EqualTo("2024-01-14T19:29:07.4728658Z"));
        Assert.That(WireTime.OfMilliseconds(Value("1705260547472"))!.Value.ToString(), Is.EqualTo("2024-01-14T19:29:07.472Z"));
        Assert.That(WireTime.OfMicroseconds(Value("1705260547472865"))!.Value.ToString(), Is.EqualTo("2024-01-14T19:29:07.472865Z"));
        Assert.That(WireTime.OfNanoseconds(Value("\"1705260547472865801\""))!.Value.ToString(), Is.EqualTo("2024-01-14T19:29:07.472865801Z"));
        Assert.That(WireTime.OfNanoseconds(Value("\"1705260547472865801\""))!.Value.Moment, Is.EqualTo(DateTimeOffset.Parse("2024-01-14T19:29:07.4728658Z", CultureInfo.InvariantCulture)));
    }

    [TestCase("0"), TestCase("-1"), TestCase("1e30"), TestCase("99999999999"), TestCase("\"soon\"")]
    public void OfSeconds_WhatIsNoMoment_IsRefused(string json) => Assert.That(() => WireTime.OfSeconds(Value(json)), Throws.TypeOf<WireFormatException>());

    [TestCase("null"), TestCase("\"\"")]
    public void Of_WhatIsMissing_IsNone(string json)
    {
        Assert.That(WireTime.OfText(Value(json)), Is.Null);
        Assert.That(WireTime.OfSeconds(Value(json)), Is.Null);
        Assert.That(WireTime.OfText(default), Is.Null);
    }

    private static WireValue Value(string json) => new WirePayload().Read(Encoding.UTF8.GetBytes($"[{json}]"))[0];
}
