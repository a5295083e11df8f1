using System.Text;
using NUnit.Framework;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Tests.Venues.Wire;

public sealed class MessagePackTextTests
{
    private readonly MessagePackText _packed = new();

    [TestCase("9a7fe0ccffcdffffceffffffffcfffffffffffffffffd0ffd1ff00d2ff000000d3ff00000000000000", "[127,-32,255,65535,4294967295,18446744073709551615,-1,-256,-16777216,-72057594037927936]", TestName = "Read_WholeNumbers_OfEveryLength")]
    [TestCase("92ca3fc00000cb3fef5c28f5c28f5c", "[1.5,0.98]", TestName = "Read_FloatingNumbers_AreShortest")]
    [TestCase("95c0c2c3a16ad90161", "[null,false,true,\"j\",\"a\"]", TestName = "Read_WordsAndTexts")]
    [TestCase("93da000161db0000000162c4020102", "[\"a\",\"b\",\"AQI=\"]", TestName = "Read_LongTextsAndBytes")]
    [TestCase("de0001a16bdc000101", "{\"k\":[1]}", TestName = "Read_LongMapAndList")]
    [TestCase("df00000001d9016bdd0000000101", "{\"k\":[1]}", TestName = "Read_LongestMapAndList")]
    [TestCase("93d6ff65e74f8fd7ffc2c4080065e74f8fc70cff30b0f2000000000065e74f8f", "[\"2024-03-05T16:59:59Z\",\"2024-03-05T16:59:59.816906752Z\",\"2024-03-05T16:59:59.816902656Z\"]", TestName = "Read_Moments_OfEveryLength")]
    public void Read_Payload_IsJson(string hex, string json) => Assert.That(Encoding.UTF8.GetString(_packed.Read(Convert.FromHexString(hex))), Is.EqualTo(json));

    [TestCase("92", "it ends too early")]
    [TestCase("9101ff", "something follows the value")]
    [TestCase("91c1", "a byte begins no value")]
    [TestCase("81c001", "the name of a field is no text")]
    [TestCase("91d40100", "an extension of a kind nobody knows")]
    [TestCase("91d4ff00", "a moment of a length nobody knows")]
    [TestCase("91d7ffffffffff65e74f8f", "a moment that is none")]
    [TestCase("91cb7ff0000000000000", "a number is infinite or none")]
    [TestCase("91a1ff", "a text holds no valid characters")]
    [TestCase("91dbffffffff", "it ends too early")]
    public void Read_Broken_SaysWhy(string hex, string why) =>
        Assert.That(() => { _packed.Read(Convert.FromHexString(hex)); }, Throws.TypeOf<WireFormatException>().With.Message.Contains(why));

    [Test]
    public void Read_TooDeep_IsRefused()
    {
        var deep = Enumerable.Repeat((byte)0x91, 80).Append((byte)1).ToArray();
        Assert.That(() => { _packed.Read(deep); }, Throws.TypeOf<WireFormatException>().With.Message.Contains("nested too deep"));
    }

    [Test]
    public void Read_AfterBroken_ReadsOn()
    {
        Assert.That(() => { _packed.Read([0x92, 0x01]); }, Throws.TypeOf<WireFormatException>());
        Assert.That(Encoding.UTF8.GetString(_packed.Read([0x91, 0x01])), Is.EqualTo("[1]"));
    }

    [Test]
    public void Read_RandomBytes_NeverThrowsAnythingElse()
    {
        const int Seed = 20260105;
        var random = new Random(Seed);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(1, 40)];
            random.NextBytes(bytes);
            try
            {
                _packed.Read(bytes);
            }
            catch (WireFormatException)
            {
                // what is no MessagePack says so
            }
        }
    }

    [Test]
    public void Write_ListsAndTexts_ReadBack()
    {
        var body = new MessagePackBody().Map(1).Text(new string('k', 40)).List(20);
        for (var i = 0; i < 20; i++) body.Text("é");
        Assert.That(Encoding.UTF8.GetString(_packed.Read(body.Bytes.Span)), Does.StartWith($"{{\"{new string('k', 40)}\":[").And.EndsWith("\"\\u00E9\"]}"));
    }
}
