using System.Text;
using NUnit.Framework;
using TradingDaemon.Tests.Operations.Support;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Tests.Venues.Wire;

[TestFixture]
internal sealed class WirePayloadTests
{
    [Test]
    public void Fields_AreFoundByName_ThroughChainsThatNeedNoChecks()
    {
        var root = Read("""{"a":{"b":[1,{"c":"x"}],"n":null},"t":true}""");
        Assert.That(root["a"u8]["b"u8][1]["c"u8].AsText(), Is.EqualTo("x"));
        Assert.That(root["a"u8]["b"u8][0].AsLong(), Is.EqualTo(1));
        Assert.That(root["t"u8].IsTrue, Is.True);
        Assert.That(root["a"u8]["n"u8].IsMissing && root["no"u8]["such"u8][3].IsMissing && root["a"u8]["b"u8][2].IsMissing && root["t"u8]["x"u8].IsMissing, Is.True);
        Assert.That(root["no"u8].AsText(), Is.Null);
        Assert.That(root["no"u8].AsDecimal(), Is.Null);
        Assert.That(root["no"u8].Raw.IsEmpty && root["no"u8].Place == default, Is.True);
        Assert.That(root["a"u8]["b"u8].AsText(), Is.EqualTo("""[1,{"c":"x"}]"""));
    }

    [TestCase("""{"v":1.50}"""), TestCase("""{"v":"1.50"}""")]
    public void Number_InQuotesOrNot_ReadsAlikeAndKeepsItsDigits(string text)
    {
        var root = Read(text);
        Assert.That(root["v"u8].AsDecimal(), Is.EqualTo(1.50m));
        Assert.That(Encoding.UTF8.GetString(root["v"u8].Raw), Is.EqualTo("1.50"));
        Assert.That(root["v"u8].AsText(), Is.EqualTo("1.50"));
    }

    [Test]
    public void Members_AreGoneThroughInTheirOrder()
    {
        var told = new List<string>();
        foreach (var (name, value) in Read("""{"b":{"x":[1,2]},"a":"y","c":3}""")) told.Add($"{Encoding.UTF8.GetString(name)}={value.AsText()}");
        foreach (var (name, value) in Read("""[[1],{},"z"]""")) told.Add($"{name.Length}{value.AsText()}");
        foreach (var (_, value) in Read("7")) told.Add("never");
        Assert.That(told, Is.EqualTo(new[] { """b={"x":[1,2]}""", "a=y", "c=3", "0[1]", "0{}", "0z" }));
    }

    [Test]
    public void Escapes_AreUndone_InNamesAndValues()
    {
        var root = Read("""{"s\u0079mbol":"BTC\/USD","price":"\u0031\u002e5","line":"a\nb"}""");
        Assert.That(root["symbol"u8].AsText(), Is.EqualTo("BTC/USD"));
        Assert.That(Encoding.UTF8.GetString(root["symbol"u8].Raw), Is.EqualTo("BTC/USD"));
        Assert.That(root["symbol"u8].Is("BTC/USD"u8), Is.True);
        Assert.That(root["symbol"u8].Place, Is.EqualTo((0, 0)), "its bytes stand nowhere as such");
        Assert.That(root["price"u8].AsDecimal(), Is.EqualTo(1.5m));
        Assert.That(root["line"u8].AsText(), Is.EqualTo("a\nb"));
    }

    [Test]
    public void Field_SaidTwice_IsRefused() => Refused("""{"price":1,"x":2,"price":3}""", static root => root["price"u8].AsDecimal(), "price is said twice");

    [Test]
    public void Field_SaidTwiceThroughAnEscape_IsRefused() => Refused("""{"price":1,"pric\u0065":3}""", static root => root["price"u8].AsDecimal(), "price is said twice");

    [TestCase("""{"price":1,"x":2,"price":3}"""), TestCase("""{"price":1,"pric\u0065":3}""")]
    public void Members_OfWhichOneIsSaidTwice_AreRefused(string text) => Refused(text, static root => Count(root), "price is said twice");

    [Test]
    public void Members_OfManyOfWhichOneIsSaidTwice_AreRefusedToo([Values(15, 16, 17, 5_000)] int others)
    {
        var fields = string.Join(',', Enumerable.Range(0, others).Select(static number => $"\"f{number}\":{number}"));
        Assert.That(Count(Read($$"""{{{fields}},"price":1}""")), Is.EqualTo(others + 1));
        Refused($$"""{"price":1,{{fields}},"price":2}""", static root => Count(root), "price is said twice");
        Refused($$"""{{{fields}},"price":1,"price":2}""", static root => Count(root), "price is said twice");
    }

    [Test]
    public void Text_OfHalfACharacter_IsRefused() => Refused("""{"s":"\ud800"}""", static root => root["s"u8].AsText(), "no valid characters");

    [TestCase("""{"v":"abc"}""", "abc is no number"), TestCase("""{"v":"1,5"}""", "1,5 is no number"), TestCase("""{"v":" 1"}""", "is no number"), TestCase("""{"v":true}""", "true is no number"), TestCase("""{"v":{}}""", "{} is no number")]
    public void Number_ThatIsNone_IsRefusedWithWhatItSays(string text, string why) => Refused(text, static root => root["v"u8].AsDecimal(), why);

    [TestCase("""{"v":1.5}"""), TestCase("""{"v":99999999999999999999}"""), TestCase("""{"v":"x"}""")]
    public void WholeNumber_ThatIsNone_IsRefused(string text) => Refused(text, static root => root["v"u8].AsLong(), "is no whole number");

    [TestCase("", "it is empty"), TestCase("   ", "it is empty"), TestCase("{", "no JSON"), TestCase("""{"a":1""", "no JSON"), TestCase("""{"a":1} x""", "no JSON"), TestCase("[1,]", "no JSON"), TestCase("{'a':1}", "no JSON"), TestCase("NaN", "no JSON"),
     TestCase("\n <!DOCTYPE html><html></html>", "it is a web page"), TestCase("CloudFlare WebSocket proxy restarting", "no JSON")]
    public void Payload_ThatIsNoJson_IsRefused(string text, string why) => Refused(text, static root => root.AsText(), why);

    [Test]
    public void Payload_BrokenFarDown_SaysWhere() => Refused("{\"a\":1,\n\"b\":tru}", static root => root.AsText(), "(line 2, byte");

    [Test]
    public void Payload_OfInvalidCharacters_IsRefused() =>
        Assert.That(static () => new WirePayload().Read([(byte)'"', 0xC3, 0x28, (byte)'"']), Throws.TypeOf<WireFormatException>().With.Message.Contains("not UTF-8"));

    [TestCase(64, true), TestCase(65, false), TestCase(100_000, false)]
    public void Payload_OfManyLevels_IsReadToABound(int depth, bool isRead)
    {
        var text = new string('[', depth) + new string(']', depth);
        if (isRead) Assert.That(Read(text).IsArray, Is.True);
        else Refused(text, static root => root.AsText(), "no JSON");
    }

    [Test]
    public void Payload_OfTenMegabytes_IsReadOrRefused_AndTheNextOneIsReadAsBefore()
    {
        var payload = new WirePayload();
        var whole = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("\"0123456789\"", 800_000))}]");
        Assert.That(whole, Has.Length.GreaterThan(10_000_000));
        var count = 0;
        foreach (var (_, value) in payload.Read(whole)) count += value.Is("0123456789"u8) ? 1 : 0;
        Assert.That(count, Is.EqualTo(800_000));
        var tooMany = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat('1', 5_000_000))}]");
        Assert.That(() => payload.Read(tooMany).IsArray, Throws.TypeOf<WireFormatException>().With.Message.Contains("larger than any message"));
        Assert.That(payload.Read("{\"a\":1}"u8)["a"u8].AsLong(), Is.EqualTo(1));
    }

    [Test]
    public void Payloads_OneAfterTheOther_CostNoAllocation()
    {
        var payload = new WirePayload();
        var bytes = Encoding.UTF8.GetBytes("""{"data":[{"price":63299.4,"qty":"0.00209987"}]}""");
        decimal Once() => payload.Read(bytes)["data"u8][0]["price"u8].AsDecimal()!.Value;
        Once();
        Assert.That(Allocations.LeastOf(() => { for (var i = 0; i < 100; i++) Once(); }), Is.Zero);
    }

    private static int Count(WireValue of)
    {
        var count = 0;
        foreach (var _ in of) count++;
        return count;
    }

    private static WireValue Read(string text) => new WirePayload().Read(Encoding.UTF8.GetBytes(text));

    private static void Refused(string text, Asked asked, string why) =>
        Assert.That(() => asked(Read(text)), Throws.TypeOf<WireFormatException>().With.Message.Contains(why));

    private delegate object? Asked(WireValue root);
}
