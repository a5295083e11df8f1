using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Sandbox.Kraken;

public sealed class KrakenMarketTests
{
    private MovableClock _clock = null!;
    private KrakenRig _rig = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _clock = new MovableClock();
        _rig = await KrakenRig.StartAsync(new SandboxOptions { Clock = _clock });
    }

    [TearDown]
    public async Task StopAsync() => await _rig.DisposeAsync();

    [TestCase("XBTUSD", "XXBTZUSD"), TestCase("XXBTZUSD", "XXBTZUSD"), TestCase("BTC/USD", "XXBTZUSD"), TestCase("XBT/USD", "XXBTZUSD"), TestCase("SOLUSD", "SOLUSD"), TestCase("EURUSD", "ZEURZUSD")]
    public async Task Pair_InAnySpelling_IsAnsweredByItsId(string asked, string id)
    {
        var pair = KrakenRig.Result(await _rig.GetAsync("AssetPairs?pair=" + asked)).EnumerateObject().Single();
        Assert.That((pair.Name, pair.Value.GetProperty("altname").GetString()), Is.EqualTo((id, id.Replace("XX", "X", StringComparison.Ordinal).Replace("ZEURZ", "EUR", StringComparison.Ordinal).Replace("ZUSD", "USD", StringComparison.Ordinal))));
    }

    [Test]
    public async Task Pair_Unknown_IsRefused_AndSharesAreNotTold()
    {
        Assert.That(KrakenRig.ErrorOf(await _rig.GetAsync("Ticker?pair=AAPLUSD")), Is.EqualTo("EQuery:Unknown asset pair"));
        Assert.That(KrakenRig.Result(await _rig.GetAsync("AssetPairs")).EnumerateObject().Select(static pair => pair.Name), Is.EqualTo(new[] { "XXBTZUSD", "XETHZUSD", "SOLUSD", "ZEURZUSD" }));
        Assert.That(KrakenRig.Result(await _rig.GetAsync("Assets?asset=XBT,USD")).EnumerateObject().Select(static asset => asset.Name), Is.EqualTo(new[] { "XXBT", "ZUSD" }));
    }

    [TestCase("Depth", "EGeneral:Invalid arguments:pair"), TestCase("Depth?pair=XBTUSD&count=0", "EGeneral:Invalid arguments:count"), TestCase("Trades?pair=XBTUSD&count=5000", "EGeneral:Invalid arguments:count")]
    [TestCase("Trades?pair=XBTUSD&since=x", "EGeneral:Invalid arguments:since"), TestCase("OHLC?pair=XBTUSD&interval=7", "EGeneral:Invalid arguments:interval"), TestCase("OHLC?pair=XBTUSD&since=x", "EGeneral:Invalid arguments:since")]
    public async Task Question_ThatMakesNoSense_IsRefused(string target, string error) => Assert.That(KrakenRig.ErrorOf(await _rig.GetAsync(target)), Is.EqualTo(error));

    [Test]
    public async Task Tape_IsWhatPrinted_TradesBarsAndTheDay()
    {
        _rig.Server.ShowTrade("BTC/USD", 100m, 1m, isBuyersTrade: true);
        _rig.Server.ShowTrade("BTC/USD", 104m, 3m, isBuyersTrade: false);
        _clock.Move(TimeSpan.FromMinutes(3));
        _rig.Server.ShowTrade("BTC/USD", 102m, 2m, isBuyersTrade: true);
        var trades = KrakenRig.Result(await _rig.GetAsync("Trades?pair=XBTUSD"));
        var rows = trades.GetProperty("XXBTZUSD");
        var since = KrakenRig.Result(await _rig.GetAsync("Trades?pair=XBTUSD&since=" + trades.GetProperty("last").GetString()));
        var bars = KrakenRig.Result(await _rig.GetAsync("OHLC?pair=XBTUSD"));
        var ticker = KrakenRig.Result(await _rig.GetAsync("Ticker?pair=XBTUSD")).GetProperty("XXBTZUSD");
        Assert.Multiple(() =>
        {
            Assert.That(rows.EnumerateArray().Select(static row => $"{row[0]} {row[1]} {row[3]} {row[6]}"), Is.EqualTo(new[] { "100.00 1.00000 b 1", "104.00 3.00000 s 2", "102.00 2.00000 b 3" }));
            Assert.That(since.GetProperty("XXBTZUSD").GetArrayLength(), Is.Zero);
            Assert.That(bars.GetProperty("XXBTZUSD").EnumerateArray().Select(static row => $"{row[1]} {row[2]} {row[3]} {row[4]} {row[5]} {row[6]} {row[7]}"), Is.EqualTo(new[]
            {
                "100.00 104.00 100.00 104.00 103.00 4.00000000 2", "104.00 104.00 104.00 104.00 0.0 0.00000000 0", "104.00 104.00 104.00 104.00 0.0 0.00000000 0", "102.00 102.00 102.00 102.00 102.00 2.00000000 1",
            }));
            Assert.That(bars.GetProperty("last").GetInt64(), Is.EqualTo(bars.GetProperty("XXBTZUSD")[2][0].GetInt64()));
            Assert.That($"{ticker.GetProperty("c")[0]} {ticker.GetProperty("v")[1]} {ticker.GetProperty("t")[1]} {ticker.GetProperty("h")[1]} {ticker.GetProperty("l")[1]}", Is.EqualTo("102.00 6.00000 3 104.00 100.00"));
        });
    }

    [Test]
    public async Task Depth_IsTheBook_BestFirst()
    {
        var book = KrakenRig.Result(await _rig.GetAsync("Depth?pair=XBTUSD&count=2")).GetProperty("XXBTZUSD");
        Assert.That((book.GetProperty("asks")[0][0].GetString(), book.GetProperty("bids")[0][0].GetString(), book.GetProperty("bids").GetArrayLength()), Is.EqualTo(("101.00", "100.00", 2)));
    }

    [Test]
    public async Task Calls_OfNobody_AreLimitedToo()
    {
        string? error = null;
        for (var i = 0; i < 21; i++) error = KrakenRig.ErrorOf(await _rig.GetAsync("Time"));
        Assert.That(error, Is.EqualTo("EAPI:Rate limit exceeded"));
    }

    [TestCase("Time", "clock"), TestCase("SystemStatus", "venue"), TestCase("Assets", "asset"), TestCase("AssetPairs", "instrument"), TestCase("Ticker?pair=XBTUSD", "quote"), TestCase("Depth?pair=XBTUSD", "book")]
    public async Task Body_IsReadByTheDaemonsReader(string target, string says)
    {
        var lines = Decoded.Lines("kraken", [await _rig.BytesAsync(target)], target.Split('?')[0]);
        Assert.That(lines, Is.Not.Empty);
        Assert.That(lines[0].ToString(), Does.Contain(says));
    }

    [TestCase("rest_time.json", "Time"), TestCase("rest_systemstatus.json", "SystemStatus"), TestCase("rest_assets.json", "Assets"), TestCase("rest_assetpairs_xbtusdt.json", "AssetPairs?pair=XBTUSD"), TestCase("rest_ticker_xbtusdt.json", "Ticker?pair=XBTUSD")]
    [TestCase("rest_depth_xbtusdt.json", "Depth?pair=XBTUSD"), TestCase("rest_trades_xbtusdt.json", "Trades?pair=XBTUSD"), TestCase("rest_ohlc_xbtusdt.json", "OHLC?pair=XBTUSD")]
    public async Task Body_HasTheMembersARecordedOneHas(string recorded, string target)
    {
        _rig.Server.ShowTrade("BTC/USD", 100m, 1m, isBuyersTrade: true);
        Assert.That(Shape.MissingIn(await _rig.BytesAsync(target), Fixtures.Read("kraken", recorded)), Is.Empty);
    }
}
