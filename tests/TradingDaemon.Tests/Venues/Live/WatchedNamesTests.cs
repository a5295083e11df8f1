using System.Text;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Binance;
using TradingDaemon.Venues.Coinbase;
using TradingDaemon.Venues.Kraken;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Live;

/// <summary>What is watched is found again under whatever name its venue tells it.</summary>
[TestFixture]
internal sealed class WatchedNamesTests
{
    /// <summary>Bug: what a pair is of was guessed from how it ends, and its prices and fills were told as of another.</summary>
    [TestCase("ADA", "EUR"), TestCase("GALA", "EUR"), TestCase("BNB", "USD"), TestCase("DOT", "USD")]
    public void Binance_APairThatEndsLikeAnother_IsItsOwn(string asset, string money)
    {
        var instrument = Of(asset, money);
        var frame = $$$"""{"stream":"{{{asset.ToLowerInvariant()}}}{{{money.ToLowerInvariant()}}}@bookTicker","data":{"u":1,"s":"{{{asset}}}{{{money}}}","b":"1.0","B":"1","a":"1.1","A":"1"}}""";
        Assert.That(Told(new BinanceReader([instrument]), instrument, "binance", frame), Is.EqualTo(1));
    }

    /// <summary>Bug: a newer coin of four letters lost its first one, and never had prices.</summary>
    [TestCase("ZEUS"), TestCase("XION"), TestCase("ZETA")]
    public void Kraken_ACoinThatBeginsWithAnOldLetter_IsItsOwn(string coin)
    {
        var instrument = Of(coin, "USD");
        var frame = $$$"""{"channel":"ticker","type":"update","data":[{"symbol":"{{{coin}}}/USD","bid":1.0,"bid_qty":1,"ask":1.1,"ask_qty":1,"last":1.0,"volume":1,"vwap":1,"low":1,"high":1,"change":0,"change_pct":0}]}""";
        Assert.That(Told(new KrakenReader([instrument]), instrument, "kraken", frame), Is.EqualTo(1));
    }

    /// <summary>Bug: a pair in USDC never had prices, for the venue tells them of the pair in dollars.</summary>
    [Test]
    public void Coinbase_APairInUsdc_HasThePricesOfItsTwin()
    {
        const string Frame = """{"channel":"ticker","timestamp":"2026-01-01T00:00:00Z","sequence_num":0,"events":[{"type":"update","tickers":[{"type":"ticker","product_id":"BTC-USD","price":"1","best_bid":"1","best_bid_quantity":"1","best_ask":"2","best_ask_quantity":"1"}]}]}""";
        var (merged, twin) = (Of("BTC", "USDC"), Of("BTC", "USD"));
        Assert.That(Told(new CoinbaseReader([merged]), merged, "coinbase", Frame), Is.EqualTo(1));
        Assert.That(Told(new CoinbaseReader([merged, twin]), twin, "coinbase", Frame), Is.EqualTo(1), "the pair in dollars first");
    }

    /// <summary>Bug: a channel that got another name looked like silence.</summary>
    [Test]
    public void Kraken_AChannelNobodyKnows_IsTold()
    {
        var changes = new List<FeedChange>();
        Told(new KrakenReader(), Of("BTC", "USD"), "kraken", """{"channel":"tickers2","type":"update","data":[{}]}""", changes.Add);
        Assert.That(changes.Select(static change => (change.Kind, change.Reason)), Is.EqualTo(new[] { (FeedChangeKind.Unrecognized, "channel tickers2") }));
    }

    private static Instrument Of(string asset, string money) => new()
    {
        Id = new InstrumentId(0), Symbol = new Symbol($"{asset}/{money}"), AssetClass = AssetClass.Crypto, Base = new Currency(asset), Quote = new Currency(money), TickSize = 0.01m, LotSize = 0.00000001m, Venue = "x",
    };

    private static int Told(IVenueReader reader, Instrument instrument, string venue, string frame, Action<FeedChange>? changed = null)
    {
        var count = 0;
        var setup = new FeedSetup { Hosts = LiveVenues.Hosts(venue)[0], Instruments = [instrument], Clock = TimeProvider.System, OnChange = changed ?? (static _ => { }) };
        reader.Read(Encoding.UTF8.GetBytes(frame), default, new TickSink(setup, (in RawTick _) => count++));
        return count;
    }
}
