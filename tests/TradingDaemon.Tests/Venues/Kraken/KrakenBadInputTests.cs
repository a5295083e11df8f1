using System.Text;
using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Decoding;

namespace TradingDaemon.Tests.Venues.Kraken;

/// <summary>What a venue never sends, until it does: one error line with the reason, and the next payload is read as if nothing had been.</summary>
[TestFixture]
internal sealed class KrakenBadInputTests
{
    private const string Ticker = """{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":1.5,"bid_qty":2,"ask":1.6,"ask_qty":3}]}""";

    [TestCase("""{"channel":"ticker","data":[{"symbol":"BTC/USD","bid":"x1"}]}""", "x1 is no number"), TestCase("""{"channel":"ticker","data":[{"symbol":"BTC/USD","bid":[1]}]}""", "[1] is no number"), TestCase("""{"channel":"ticker","data":[{"bid":1}]}""", "a pair has no name"),
     TestCase("""{"channel":"ticker","data":[{"symbol":"BTC/USD","bid":1,"bid":2}]}""", "bid is said twice"), TestCase("""{"channel":"trade","data":[{"symbol":"BTC/USD","price":1,"timestamp":"yesterday"}]}""", "yesterday is no time"),
     TestCase("""{"channel":"book","data":[{"symbol":"BTC/USD","bids":[{"price":1}]}]}""", "has no size"), TestCase("""{"channel":"book","data":[{"symbol":"BTC/USD","bids":[{"price":-1,"qty":1}]}]}""", "-1 is no price"),
     TestCase("""{"channel":"book","data":[{"symbol":"BTC/USD","bids":[],"checksum":1.5}]}""", "1.5 is no whole number"), TestCase("""{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":1e28,"qty":1}],"checksum":1}]}""", "is no price or quantity"),
     TestCase("""{"channel":"balances","data":[{"balance":1}]}""", "a balance has no asset"),
     TestCase("""{"error":[],"result":{"XXBT":{"balance":"7e28","hold_trade":"0","credit":"7e28"}}}""", "a balance is larger"), TestCase("""[1,2]""", "an object was expected"), TestCase("<html><body>502 Bad Gateway</body></html>", "it is a web page"),
     TestCase("""{"channel":"lottery"}""", "nobody knows this kind of message: channel lottery"), TestCase("""{"method":"dance","result":{}}""", "method dance"), TestCase("""{"hello":1}""", "a frame without channel or method"),
     TestCase("""{"error":[],"result":{}}""", "a body of unknown shape"), TestCase("""{"error":[]}""", "neither error nor result"), TestCase("""{"channel":"ticker","data":[{"symbol":"BTC/USD","bid":1.""", "no JSON")]
    public void Read_WhatCannotBe_IsOneErrorLine_AndTheNextPayloadIsRead(string payload, string why)
    {
        var lines = Decoded.Text("kraken", [payload, Ticker]);
        Assert.That(lines.Select(static line => line.Says("kind")), Is.EqualTo(new[] { "error", "quote" }));
        Assert.That(lines[0].Says("message"), Does.Contain(why));
        Assert.That(lines[0].Says("category"), Is.EqualTo("undecodable"));
        Assert.That(lines[1].Says("bid"), Is.EqualTo("1.5"));
    }

    [Test]
    public void Read_ATradeWithoutItsId_TellsTheOrder_AndThatTheRestCannotBe() =>
        Assert.That(Decoded.Text("kraken", """{"channel":"executions","data":[{"exec_type":"trade","order_id":"O"}]}""").Select(static line => line.Says("kind") + line.Says("message")), Is.EqualTo(new[] { "order", "errora trade has no exec_id" }));

    [Test]
    public void Read_NumbersAsTextsAndTextsAsNumbers_ReadAlike()
    {
        var quoted = Decoded.Text("kraken", """{"channel":"ticker","data":[{"symbol":"BTC\/USD","bid":"1.50","bid_qty":"2e-05","ask":1.60,"ask_qty":3}],"new_field":{"a":[]}}""").Single();
        Assert.That((quoted.Says("symbol"), quoted.Says("bid"), quoted.Says("bidSize"), quoted.Says("ask")), Is.EqualTo(("BTC/USD", "1.50", "2e-05", "1.60")));
        var trade = Decoded.Text("kraken", """{"channel":"trade","data":[{"symbol":"BTC/USD","side":"buy","price":"\u0031","qty":1,"trade_id":"7"}]}""").Single();
        Assert.That((trade.Says("price"), trade.Says("tradeId"), trade.Says("aggressor")), Is.EqualTo(("1", "7", "buy")));
    }

    [Test]
    public void Read_ALevelSpelledOddly_KeepsItsSpellingUntilItIsToldAnew()
    {
        const string Picture = """{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":2,"qty":5.1e-05},{"price":1,"qty":1}],"asks":[]}]}""";
        const string Other = """{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":1,"qty":2.50}],"asks":[]}]}""";
        const string Plain = """{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":2.0,"qty":0.000051}],"asks":[]}]}""";
        var after = Decoded.Text("kraken", [Picture, Other, Plain, Picture.Replace("5.1e-05", "7", StringComparison.Ordinal)])
            .Select(static line => line.GetProperty("bookAfter").GetProperty("bids").GetRawText());
        Assert.That(after, Is.EqualTo(new[] { """[["2","5.1e-05"],["1","1"]]""", """[["2","5.1e-05"],["1","2.50"]]""", """[["2.0","0.000051"],["1","2.50"]]""", """[["2","7"],["1","1"]]""" }));
    }

    [Test]
    public void Read_MorePairsThanAVenueHas_EndsAsAnError_NotInMemory()
    {
        using var output = new MemoryStream();
        using var decoder = VenueDecoder.Create("kraken", output, 0)!;
        for (var i = 0; i < 10_001; i++)
        {
            decoder.Read(Encoding.UTF8.GetBytes($$"""{"channel":"book","type":"snapshot","data":[{"symbol":"A{{i}}/USD","bids":[],"asks":[]}]}"""), null, null);
            if (i < 10_000) Assert.That(decoder.Undecodable, Is.Zero);
        }

        Assert.That(Encoding.UTF8.GetString(output.ToArray()), Does.Contain("there are more books than pairs"));
    }

    [Test]
    public void Read_InvalidCharacters_AreAnErrorLine()
    {
        var bytes = Encoding.UTF8.GetBytes(Ticker);
        bytes[Array.IndexOf(bytes, (byte)'B')] = 0xFF;
        Assert.That(Decoded.Lines("kraken", [bytes]).Single().Says("message"), Does.Contain("not UTF-8"));
    }

    // Any bytes are events or an error line. The decoder catches one type of exception only: another would end this test.
    [Test]
    public void Read_RecordedPayloadsWithDamage_AreEventsOrErrorLines()
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var payloads = Samples();
        using var output = new MemoryStream();
        using var decoder = VenueDecoder.Create("kraken", output, 10)!;
        for (var i = 0; i < 60_000; i++)
        {
            var damaged = Damage.Of(payloads[random.Next(payloads.Length)], random);
            try
            {
                decoder.Read(damaged, random.Next(4) == 0 ? decoder.Endpoints[random.Next(decoder.Endpoints.Count)] : null, null);
            }
            catch (Exception other)
            {
                Assert.Fail($"seed {seed}, round {i}: {Encoding.UTF8.GetString(damaged)}: {other}");
            }

            output.SetLength(0);
        }
    }

    private static byte[][] Samples()
    {
        var made = KrakenSamples.All.Select(Encoding.UTF8.GetBytes);
        return [.. made];
    }
}
