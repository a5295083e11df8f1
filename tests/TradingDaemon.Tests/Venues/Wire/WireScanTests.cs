using System.Globalization;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Tests.Venues.Wire;

/// <summary>What the quick reader understands is what the library's reader reads; everything else it leaves to that one.</summary>
[TestFixture]
internal sealed class WireScanTests
{
    private const int DepthMax = 64;

    private static readonly byte[] Odd = "{}[]\",:0123456789.eE+-truefalsn \\\n"u8.ToArray();

    [TestCase("""{"a":1}"""), TestCase("""[1,-2.5,0,0.10,1e5,1.5E-7,-0]"""), TestCase("""{ "a" : [ { } , [ ] , "x" , true , false , null ] }"""), TestCase("7"), TestCase("\"x\""), TestCase(" null "), TestCase("[]"), TestCase("{}")]
    [TestCase("""{"a":{"b":[{"c":[[]]}]},"a":"ä€"}""")]
    public void TryFill_OfPlainJson_IsTheLibrarysTable(string json) => Assert.That(Same(Encoding.UTF8.GetBytes(json)), Is.True, json);

    [TestCase("""{"a":"\u0041"}"""), TestCase("""{"a\n":1}"""), TestCase("[1,\n2]"), TestCase("\t1")]
    public void TryFill_OfEscapesAndLineBreaks_LeavesThemToTheLibrary(string json)
    {
        Assert.That(Scanned(Encoding.UTF8.GetBytes(json)), Is.Null);
        Assert.DoesNotThrow(() => new WirePayload().Read(Encoding.UTF8.GetBytes(json)));
    }

    [TestCase("{"), TestCase("}"), TestCase("["), TestCase("]"), TestCase("[1"), TestCase("[1,]"), TestCase("{\"a\"}"), TestCase("{\"a\":}"), TestCase("{\"a\":1,}"), TestCase("{a:1}"), TestCase("{\"a\" 1}"), TestCase("[1 2]"), TestCase("{\"a\":1]"), TestCase("[1}")]
    [TestCase("01"), TestCase("-"), TestCase("1."), TestCase(".5"), TestCase("1e"), TestCase("1e+"), TestCase("+1"), TestCase("1x"), TestCase("tru"), TestCase("truex"), TestCase("nul"), TestCase("NaN"), TestCase("\"x"), TestCase("1 1"), TestCase("{}{}"), TestCase("[,1]"), TestCase(",")]
    public void TryFill_OfWhatIsNoJson_NeverUnderstandsIt(string json)
    {
        Assert.That(Scanned(Encoding.UTF8.GetBytes(json)), Is.Null);
        Assert.Throws<WireFormatException>(() => new WirePayload().Read(Encoding.UTF8.GetBytes(json)));
    }

    [TestCase(DepthMax, true), TestCase(DepthMax + 1, false)]
    public void TryFill_AsDeepAsMayBe_AndDeeper(int depth, bool isRead)
    {
        var json = Encoding.UTF8.GetBytes($"{new string('[', depth)}{new string(']', depth)}");
        Assert.That(Scanned(json) is not null, Is.EqualTo(isRead));
        if (isRead) Assert.DoesNotThrow(() => new WirePayload().Read(json));
        else Assert.Throws<WireFormatException>(() => new WirePayload().Read(json));
    }

    [Test]
    public void TryFill_WithoutRoom_LeavesIt_AndTheTableGrows()
    {
        var json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 1_000))}]");
        Assert.That(WireScan.TryFill(json, new WireToken[1_001], new int[DepthMax]), Is.False);
        Assert.That(WireScan.TryFill(json, new WireToken[1_002], new int[DepthMax]), Is.True);
        Assert.That(new WirePayload().Read(json)[999].AsLong(), Is.EqualTo(999));
    }

    /// <summary>Anything random, and anything valid with random bytes changed: never understood otherwise than the library does.</summary>
    [Test]
    public void TryFill_OfAnything_IsTheLibrarysTableOrNone()
    {
        var seed = Wanted.Of("TRADINGDAEMON_SEED", 1);
        var (random, understood) = (new Random((int)seed), 0);
        for (var round = 0; round < 20_000; round++)
        {
            var json = Encoding.UTF8.GetBytes(Value(random, 0));
            for (var changes = random.Next(3); changes > 0; changes--) json[random.Next(json.Length)] = Odd[random.Next(Odd.Length)];
            if (Scanned(json) is null) continue;
            understood++;
            Assert.That(Same(json), Is.True, $"seed {seed}: {Encoding.UTF8.GetString(json)}");
        }

        TestContext.Out.WriteLine($"seed {seed}: {understood} understood");
        Assert.That(understood, Is.GreaterThan(5_000));
    }

    /// <summary>What venues really send, and what happens to it on its way: the same values or the same refusal as by the library alone.</summary>
    [TestCaseSource(nameof(RecordedVenues))]
    public void Read_OfRecordedPayloads_WholeAndDamaged_IsWhatTheLibraryReads(string venue)
    {
        var seed = Wanted.Of("TRADINGDAEMON_SEED", 1);
        var (random, read, refused, scanned) = (new Random((int)seed), 0, 0, 0);
        foreach (var payload in Fixtures.Files(venue).SelectMany(file => Fixtures.Payloads(venue, file)))
        {
            for (var round = 0; round < (payload.Length < 20_000 ? 10 : 4); round++)
            {
                var plain = round % 2 == 0 ? payload : [.. payload.Select(static octet => octet < ' ' ? (byte)' ' : octet)]; // some were kept in lines, which no venue sends
                var json = round < 2 ? plain : Damage.Of(plain, random);
                var (told, ofLibrary) = (Told(json), Told([.. json, (byte)'\n']));
                if (told != ofLibrary) Assert.Fail($"seed {seed}: {Encoding.UTF8.GetString(json)}");
                _ = told is null ? refused++ : read++;
                if (Scanned(json) is not null) scanned++;
            }
        }

        TestContext.Out.WriteLine($"{venue}, seed {seed}: {read} read, {refused} refused, {scanned} of them plain");
        Assert.That(Math.Min(Math.Min(read, refused), scanned), Is.GreaterThan(0), "something of each");
    }

    /// <summary>What the quick reader must leave alone or read as the library does, one by one.</summary>
    [TestCase("""{"a":1,"a":2}""", "a is said twice"), TestCase("""{"a":1,"\u0061":2}""", "a is said twice")]
    [TestCase("{\"a\":\"\u00ff", "no JSON"), TestCase("{\"a\":\"x\u0001\"}", "no JSON"), TestCase("\uFEFF{}", "no JSON"), TestCase("", "no JSON"), TestCase("{\"a\":1}//", "no JSON")]
    public void Read_OfOddJson_IsRefusedAlike(string json, string why)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        foreach (var each in (byte[][])[bytes, [.. bytes, (byte)'\n']])
            Assert.That(() => { _ = new WirePayload().Read(each)["a"u8].AsText(); }, Throws.TypeOf<WireFormatException>().With.Message.Contains(why));
    }

    [Test]
    public void Read_OfBytesThatAreNoCharacters_IsRefused([Values] bool isInName)
    {
        byte[] json = isInName ? [.. "{\""u8, 0xC3, 0x28, .. "\":1}"u8] : [.. "{\"a\":\""u8, 0xFF, .. "\"}"u8];
        Assert.That(() => { new WirePayload().Read(json); }, Throws.TypeOf<WireFormatException>().With.Message.Contains("UTF-8"));
    }

    private static readonly string[] RecordedVenues = ["kraken", "coinbase", "binance", "alpaca", "coinspot", "coingecko"];

    // Null when it is refused, wherever.
    private static string? Told(byte[] json)
    {
        try
        {
            return Shown(new WirePayload().Read(json));
        }
        catch (WireFormatException)
        {
            return null;
        }
    }

    private static string Value(Random random, int depth) => random.Next(depth > 4 ? 4 : 6) switch
    {
        0 => random.Next(-1_000, 1_000).ToString(CultureInfo.InvariantCulture),
        1 => (random.NextDouble() * Math.Pow(10, random.Next(-9, 9))).ToString("R", CultureInfo.InvariantCulture),
        2 => random.Next(3) switch { 0 => "true", 1 => "false", _ => "null" },
        3 => $"\"{new string((char)('a' + random.Next(26)), random.Next(9))}\"",
        4 => $"[{string.Join(random.Next(4) == 0 ? " , " : ",", Enumerable.Range(0, random.Next(5)).Select(_ => Value(random, depth + 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(5)).Select(i => $"\"n{i}\":{Value(random, depth + 1)}"))}}}",
    };

    private static WireToken[]? Scanned(byte[] json)
    {
        var tokens = new WireToken[4_096];
        return WireScan.TryFill(json, tokens, new int[DepthMax]) ? tokens : null;
    }

    // With a line break behind it the library reads it.
    private static bool Same(byte[] json) => Scanned(json) is not null && Shown(new WirePayload().Read(json)) == Shown(new WirePayload().Read([.. json, (byte)'\n']));

    private static string Shown(WireValue value)
    {
        var text = new StringBuilder($"{(value.IsObject ? 'o' : value.IsArray ? 'a' : value.IsString ? 's' : value.IsTrue ? 't' : value.IsMissing ? 'n' : 'p')}<{Encoding.UTF8.GetString(value.Raw)}>");
        try
        {
            foreach (var (name, member) in value) text.Append(Encoding.UTF8.GetString(name)).Append('=').Append(Shown(member)).Append(';');
        }
        catch (WireFormatException twice)
        {
            text.Append(twice.Message);
        }

        return text.ToString();
    }
}
