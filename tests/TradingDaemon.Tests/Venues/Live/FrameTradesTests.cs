using System.Globalization;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Coinbase;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Coinbase;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;

namespace TradingDaemon.Tests.Venues.Live;

/// <summary>Of a frame with several trades each is told once, in the order they were made.</summary>
[TestFixture]
internal sealed class FrameTradesTests
{
    private static readonly DateTimeOffset Begun = new(2026, 8, 12, 19, 27, 48, TimeSpan.Zero);

    private readonly List<string> _told = [];
    private readonly SetClock _clock = new();
    private int _number;

    /// <summary>Bug: of a batch of trades that was written the newest first, as the venue always writes it, only the newest was told, and bars were made of a part of the trades.</summary>
    [Test]
    public void Read_RecordedSession_TellsEveryTradeOfTheBatch()
    {
        var dialect = Dialect();
        foreach (var line in Fixtures.Payloads("coinbase", "ws_market_trades.session.jsonl")) dialect.Read(line, []);
        Assert.That(_told, Is.EqualTo(new[] { "19:27:47.532655", "19:27:48.266642", "19:27:48.298771" }), "of the picture, which is of before, the newest; then the batch, oldest first");
    }

    // Frames of "id@second", the newest first as the venue writes them; the connection began at second 0, and "again" begins another ten seconds later.
    [TestCase("3@2 2@1", "2@1 3@2", TestName = "Read_Batch_IsToldOldestFirst")]
    [TestCase("3@1 2@1", "2@1 3@1", TestName = "Read_BatchOfOneMoment_IsToldByNumber")]
    [TestCase("12@-1 11@-2 10@-3", "12@-1", TestName = "Read_FirstPicture_TellsItsNewestOnly")]
    [TestCase("13@1 12@-1 11@-2", "12@-1 13@1", TestName = "Read_FirstPictureWithATradeOfNow_TellsThatToo")]
    [TestCase("13@0 12@-1", "12@-1 13@0", TestName = "Read_TradeOfTheMomentItBegan_IsNoHistory")]
    [TestCase("12@-1 | 14@2 13@1 | 14@2 13@1", "12@-1 13@1 14@2", TestName = "Read_BatchToldAgain_IsOld")]
    [TestCase("3@1 | again | 6@4 5@3 4@2 3@1 2@0", "3@1 4@2 5@3 6@4", TestName = "Read_PictureOfANewConnection_TellsWhatIsBeyondTheLast")]
    [TestCase("3@1 | again | 3@1 2@0", "3@1", TestName = "Read_PictureOfANewConnectionWithNothingNew_TellsNothing")]
    public void Read_Frames(string frames, string expected)
    {
        var dialect = Dialect();
        foreach (var frame in frames.Split(" | "))
        {
            if (frame == "again")
            {
                _clock.Now += TimeSpan.FromSeconds(10);
                Begin(dialect);
            }
            else dialect.Read(Frame(frame), []);
        }

        Assert.That(_told, Is.EqualTo(expected.Split(' ').Select(static trade => Moment(trade).ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture))));
    }

    /// <summary>A frame that cannot be read to its end tells no trade: else the newer of its trades would make the older ones, told again, old.</summary>
    [Test]
    public void Read_FrameThatBreaksOff_TellsNoTrade_AndTheNextConnectionAll()
    {
        var dialect = Dialect();
        var whole = Encoding.UTF8.GetString(Frame("3@2 2@1"));
        var broken = whole.Replace("\"time\":\"2026-08-12T19:27:49", "\"time\":\"never", StringComparison.Ordinal);
        Assert.That(() => dialect.Read(Encoding.UTF8.GetBytes(broken), []), Throws.InstanceOf<VenueException>());
        Assert.That(_told, Is.Empty);
        Begin(dialect);
        dialect.Read(Encoding.UTF8.GetBytes(whole), []);
        Assert.That(_told, Has.Count.EqualTo(2));
    }

    private ReaderDialect Dialect()
    {
        _told.Clear();
        _clock.Now = Begun;
        var setup = new FeedSetup { Hosts = LiveVenues.Hosts("coinbase")[0], Instruments = [CoinbaseScene.Bitcoin], Clock = _clock };
        var dialect = new ReaderDialect(new CoinbaseReader(setup.Instruments), new CoinbaseFeed(false), new TickSink(setup, (in RawTick tick) => _told.Add(tick.SourceTime.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture))));
        Begin(dialect);
        return dialect;
    }

    private void Begin(ReaderDialect dialect)
    {
        dialect.Begin();
        _number = 0;
    }

    private byte[] Frame(string trades)
    {
        var rows = trades.Split(' ').Select(static trade =>
            $$"""{"product_id":"BTC-USD","trade_id":"{{trade.Split('@')[0]}}","price":"1","size":"1","time":"{{Moment(trade).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}","side":"BUY"}""");
        return Encoding.UTF8.GetBytes($$"""{"channel":"market_trades","timestamp":"2026-08-12T19:27:48Z","sequence_num":{{_number++}},"events":[{"type":"update","trades":[{{string.Join(',', rows)}}]}]}""");
    }

    private static DateTimeOffset Moment(string trade) => Begun.AddSeconds(int.Parse(trade.Split('@')[1], CultureInfo.InvariantCulture));

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
