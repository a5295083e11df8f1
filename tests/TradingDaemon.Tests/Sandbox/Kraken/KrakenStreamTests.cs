using System.Globalization;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Sandbox.Kraken;

public sealed class KrakenStreamTests
{
    private KrakenRig _rig = null!;
    private KrakenRig.Stream _stream = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _rig = await KrakenRig.StartAsync(new SandboxOptions { HeartbeatEvery = TimeSpan.FromMilliseconds(20) });
        _stream = await KrakenRig.Stream.OpenAsync(_rig);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _stream.Dispose();
        await _rig.DisposeAsync();
    }

    [Test]
    public async Task Stream_BeginsWithItsStatus_PongsAndBeatsOnlyOnceSubscribed()
    {
        var status = await _stream.NextAsync("status");
        await _stream.SayAsync("""{"method":"ping","req_id":3}""");
        var pong = await _stream.NextAsync("pong");
        Assert.That(_stream.Frames, Has.Count.EqualTo(2));
        await _stream.SubscribeAsync("ticker");
        await _stream.NextAsync("heartbeat");
        Assert.That((status.GetProperty("data")[0].GetProperty("system").GetString(), pong.GetProperty("req_id").GetInt32()), Is.EqualTo(("online", 3)));
    }

    [Test]
    public async Task Book_EachFrame_HasTheChecksumOfASecondComputation()
    {
        await _stream.SubscribeAsync("book", ",\"depth\":10");
        Assert.That((await _stream.NextAsync("subscribe")).GetProperty("result").GetProperty("depth").GetInt32(), Is.EqualTo(10));
        var (bids, asks) = (new SortedDictionary<decimal, string>(), new SortedDictionary<decimal, string>());
        var random = new Random(7); // seed 7
        for (var i = 0; i < 20; i++)
        {
            var frame = (await _stream.NextAsync("book")).GetProperty("data")[0];
            Apply(bids, frame.GetProperty("bids"));
            Apply(asks, frame.GetProperty("asks"));
            foreach (var fallen in bids.Keys.Reverse().Skip(10).ToArray()) bids.Remove(fallen);
            foreach (var fallen in asks.Keys.Skip(10).ToArray()) asks.Remove(fallen);
            var text = string.Concat(asks.Concat(bids.Reverse()).Select(static level => level.Value));
            Assert.That(frame.GetProperty("checksum").GetUInt32(), Is.EqualTo(Crc(text)), $"frame {i}");
            var bid = 100m + (random.Next(-30, 30) / 100m);
            if (i % 5 == 4) await _rig.PlaceAsync(FormattableString.Invariant($"pair=XBTUSD&type=buy&ordertype=limit&volume=2&price={bid - 0.05m}"));
            else _rig.Quote(bid, bid + 0.02m, random.Next(1, 400) / 100m);
        }
    }

    [Test]
    public async Task Book_IsProvenByTheDaemonsReader()
    {
        await _stream.SubscribeAsync("book", ",\"depth\":10");
        await _stream.NextAsync("book");
        _rig.Quote(99m, 99.5m);
        await _stream.NextAsync("book");
        var lines = Decoded.Lines("kraken", [await _rig.BytesAsync("AssetPairs"), .. _stream.Frames]);
        var books = lines.Where(static line => line.ToString().Contains("\"proven\"", StringComparison.OrdinalIgnoreCase) || line.ToString().Contains("\"book", StringComparison.OrdinalIgnoreCase)).ToArray();
        TestContext.Out.WriteLine(string.Join('\n', books.Select(static line => line.ToString())));
        Assert.That(books, Has.Length.GreaterThanOrEqualTo(2));
        Assert.That(string.Concat(books.Select(static line => line.ToString())), Does.Contain("true").And.Not.Contain("mismatch"));
    }

    [Test]
    public async Task Market_IsTold_ByChannel()
    {
        await _stream.SubscribeAsync("ticker", ",\"event_trigger\":\"bbo\"");
        await _stream.SubscribeAsync("trade", ",\"snapshot\":true");
        await _stream.SubscribeAsync("ohlc", ",\"interval\":5");
        await _stream.SubscribeAsync("instrument");
        Assert.That((await _stream.NextAsync("instrument")).GetProperty("data").GetProperty("pairs")[0].GetProperty("symbol").GetString(), Is.EqualTo("BTC/USD"));
        _rig.Quote(110m, 111m);
        var quote = await _stream.NextAsync("ticker");
        _rig.Server.ShowTrade("BTC/USD", 111m, 0.5m, isBuyersTrade: true);
        var trade = await _stream.NextAsync("trade");
        var bar = await _stream.NextAsync("ohlc");
        Assert.Multiple(() =>
        {
            Assert.That((quote.GetProperty("data")[0].GetProperty("bid").GetDecimal(), quote.GetProperty("type").GetString()), Is.EqualTo((110m, "update")));
            Assert.That((trade.GetProperty("data")[0].GetProperty("price").GetDecimal(), trade.GetProperty("data")[0].GetProperty("trade_id").GetInt64()), Is.EqualTo((111m, 1L)));
            Assert.That((bar.GetProperty("data")[0].GetProperty("interval").GetInt32(), bar.GetProperty("data")[0].GetProperty("close").GetDecimal()), Is.EqualTo((5, 111m)));
        });
        await _stream.SayAsync("""{"method":"unsubscribe","params":{"channel":"trade","symbol":["BTC/USD"]}}""");
        Assert.That((await _stream.NextAsync("unsubscribe")).GetProperty("success").GetBoolean(), Is.True);
    }

    [TestCase("""{"method":"subscribe","params":{"channel":"ticker","symbol":["XBT/USD"]}}""", "Currency pair not supported XBT/USD")]
    [TestCase("""{"method":"subscribe","params":{"channel":"nothing","symbol":["BTC/USD"]}}""", "Unsupported channel")]
    [TestCase("""{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"],"depth":7}}""", "Subscription depth not supported")]
    [TestCase("""{"method":"subscribe","params":{"channel":"ohlc","symbol":["BTC/USD"],"interval":7}}""", "Subscription interval not supported")]
    [TestCase("""{"method":"subscribe","params":{"channel":"ticker","symbol":["BTC/USD"],"event_trigger":"always"}}""", "Unsupported event_trigger")]
    [TestCase("""{"method":"unsubscribe","params":{"channel":"ticker","symbol":["BTC/USD"]}}""", "Subscription Not Found")]
    [TestCase("""{"method":"subscribe","params":{"channel":"executions","token":"no"}}""", "ESession:Invalid session")]
    [TestCase("""{"method":"unsubscribe","params":{"channel":"instrument"}}""", "Subscription Not Found")]
    [TestCase("""{"method":"add_order","params":{"token":"no"}}""", "ESession:Invalid session")]
    [TestCase("""{"method":"dance"}""", "Unsupported event"), TestCase("not json", "Unsupported event")]
    public async Task Message_ThatCannotBe_IsRefused(string message, string error)
    {
        await _stream.NextAsync("status");
        await _stream.SayAsync(message);
        await _stream.SayAsync("""{"method":"ping"}""");
        await _stream.NextAsync("pong");
        var answer = JsonDocument.Parse(_stream.Frames[1]).RootElement;
        Assert.That((answer.GetProperty("error").GetString(), answer.GetProperty("success").GetBoolean()), Is.EqualTo((error, false)));
    }

    [Test]
    public async Task Subscription_Twice_IsRefused()
    {
        await _stream.SubscribeAsync("ticker");
        await _stream.NextAsync("subscribe");
        await _stream.SubscribeAsync("ticker");
        Assert.That((await _stream.NextAsync("subscribe")).GetProperty("error").GetString(), Is.EqualTo("Already subscribed"));
    }

    private static void Apply(SortedDictionary<decimal, string> side, JsonElement levels)
    {
        foreach (var level in levels.EnumerateArray())
        {
            var (price, quantity) = (level.GetProperty("price").GetDecimal(), level.GetProperty("qty").GetDecimal());
            if (quantity == 0m) side.Remove(price);
            else side[price] = Digits(price, 2) + Digits(quantity, 5);
        }
    }

    private static string Digits(decimal number, int decimals)
    {
        for (var i = 0; i < decimals; i++) number *= 10m;
        return ((long)number).ToString(CultureInfo.InvariantCulture);
    }

    // Bit by bit, as the polynomial says.
    private static uint Crc(string text)
    {
        var crc = uint.MaxValue;
        foreach (var octet in Encoding.ASCII.GetBytes(text))
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
