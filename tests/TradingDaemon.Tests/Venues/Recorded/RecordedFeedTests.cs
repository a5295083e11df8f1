using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Recorded;
using TradingDaemon.Venues.Recorded.Reading;

namespace TradingDaemon.Tests.Venues.Recorded;

[TestFixture]
internal sealed class RecordedFeedTests
{
    private static readonly RecordedPace Unpaced = new() { SpeedFactor = null };

    private static readonly DateTimeOffset Now = RecordedFolder.Utc("2030-06-01T12:00:00Z");

    private RecordedFolder _folder = null!;
    private LeapingClock _clock = null!;

    [SetUp]
    public void CreateFolder()
    {
        _folder = new RecordedFolder();
        _clock = new LeapingClock(Now);
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public async Task RunAsync_AsRecorded_WaitsTheRecordedTimeAndStampsFromNow()
    {
        var path = _folder.Write("equity_t.csv", RecordedFolder.TradeHeader,
            "2024-01-01T00:00:00Z,A,1,2,buy", "2024-01-01T00:00:01.5Z,A,2,2,sell", "2024-01-01T00:00:01.5Z,A,3,2,", "2024-01-01T03:00:00Z,A,4,2,");
        var heard = await PlayAsync(RecordedPace.AsRecorded, path);
        Assert.Multiple(() =>
        {
            Assert.That(heard.Select(static h => h.Tick.ReceivedTime - Now), Is.EqualTo(new[] { TimeSpan.Zero, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(1.5), TimeSpan.FromHours(3) }));
            Assert.That(heard.Select(static h => h.At), Is.EqualTo(heard.Select(static h => h.Tick.ReceivedTime)), "each is delivered at its stamp");
            Assert.That(heard[0].Tick, Is.EqualTo(RawTick.OfTrade(heard[0].Tick.Instrument, Now, Now, 1m, 2m, AggressorSide.Buy)));
            Assert.That(_clock.Waits.Max(), Is.EqualTo(TimeSpan.FromHours(1)), "long gaps are waited in pieces");
        });
    }

    [Test]
    public async Task RunAsync_QuotesAndBars_MoveBothStampsByOneOffset()
    {
        var quotes = _folder.Write("equity_q.csv", RecordedFolder.QuoteHeader, "2024-01-01T00:00:00Z,A,1,2,3,4");
        var bars = _folder.Write("equity_1m_b.csv", RecordedFolder.BarHeader, "2024-01-01T00:00:00Z,A,1,4,1,2,5");
        var heard = await PlayAsync(RecordedPace.AsRecorded, quotes, bars);
        var minute = TimeSpan.FromMinutes(1);
        Assert.That(heard[0].Tick, Is.EqualTo(RawTick.OfQuote(heard[0].Tick.Instrument, Now, Now, 1m, 2m, 3m, 4m)));
        Assert.That(heard[1].Tick, Is.EqualTo(RawTick.OfBar(heard[1].Tick.Instrument, Now, Now + minute, minute, 1m, 4m, 1m, 2m, 5m)));
    }

    [Test]
    public async Task RunAsync_Faster_DividesTheWaitsAndRoundsThemUp()
    {
        var path = _folder.Write("equity_t.csv", RecordedFolder.TradeHeader, "2024-01-01T00:00:00Z,A,1,2,", "2024-01-01T00:00:10Z,A,2,2,", "2024-01-01T00:00:10.001Z,A,3,2,");
        var heard = await PlayAsync(new RecordedPace { SpeedFactor = 2.5m }, path);
        Assert.Multiple(() =>
        {
            Assert.That(heard.Select(static h => h.At - Now), Is.EqualTo(new[] { TimeSpan.Zero, TimeSpan.FromSeconds(4), TimeSpan.FromMilliseconds(4_001) }));
            Assert.That(heard[1].Tick.ReceivedTime - Now, Is.EqualTo(TimeSpan.FromSeconds(10)), "the offset is one for all");
        });
    }

    [Test]
    public async Task RunAsync_KeepStamps_PacesButDoesNotMove()
    {
        var path = _folder.Write("equity_t.csv", RecordedFolder.TradeHeader, "2024-01-01T00:00:00Z,A,1,2,", "2024-01-01T00:00:10Z,A,2,2,");
        var heard = await PlayAsync(new RecordedPace { KeepStamps = true }, path);
        Assert.That(heard.Select(static h => (h.At - Now, h.Tick.SourceTime)), Is.EqualTo(new[]
        {
            (TimeSpan.Zero, RecordedFolder.Utc("2024-01-01T00:00:00Z")), (TimeSpan.FromSeconds(10), RecordedFolder.Utc("2024-01-01T00:00:10Z")),
        }));
    }

    [Test]
    public async Task RunAsync_Unpaced_NeitherWaitsNorMoves()
    {
        var path = _folder.Write("equity_t.csv", RecordedFolder.TradeHeader, "2024-01-01T00:00:00Z,A,1,2,", "2024-02-01T00:00:10Z,A,2,2,");
        var heard = await PlayAsync(Unpaced, path);
        Assert.That(heard.Select(static h => h.Tick.ReceivedTime), Is.EqualTo(new[] { RecordedFolder.Utc("2024-01-01T00:00:00Z"), RecordedFolder.Utc("2024-02-01T00:00:10Z") }));
        Assert.That(_clock.Waits, Is.Empty);
    }

    [TestCase(null)]
    [TestCase(1)]
    [TestCase(100)]
    public async Task RunAsync_Loop_BeginsAgainWithLaterStampsUntilCancelled(int? speed)
    {
        var path = _folder.Write("equity_t.csv", RecordedFolder.TradeHeader, "2024-01-01T00:00:00Z,A,1,2,", "2024-01-01T00:00:10Z,A,2,2,");
        using var stopping = new CancellationTokenSource();
        var heard = new List<RawTick>();
        var feed = new RecordedFeed(() => Open(path), new RecordedPace { SpeedFactor = speed, Loop = true }, _clock);
        await feed.RunAsync(
            (in RawTick tick) =>
            {
                heard.Add(tick);
                if (heard.Count == 5) stopping.Cancel();
            },
            stopping.Token);
        Assert.That(heard.Select(static t => t.A), Is.EqualTo(new[] { 1m, 2m, 1m, 2m, 1m }));
        Assert.That(heard.Select(static t => t.SourceTime), Is.Ordered.And.Unique);
    }

    [Test]
    public async Task RunAsync_LoopOverNoRows_Ends()
    {
        var path = _folder.Write("equity_t.csv", RecordedFolder.TradeHeader);
        var feed = new RecordedFeed(() => Open(path), new RecordedPace { Loop = true }, _clock);
        await feed.RunAsync((in RawTick _) => Assert.Fail("there is no row"), CancellationToken.None);
        Assert.That(feed.Name, Is.EqualTo("replay"));
    }

    [Test]
    public async Task RunAsync_CancelledWhileWaiting_EndsQuietly()
    {
        var path = _folder.Write("equity_t.csv", RecordedFolder.TradeHeader, "2024-01-01T00:00:00Z,A,1,2,", "2024-01-01T00:00:10Z,A,2,2,");
        using var stopping = new CancellationTokenSource();
        _clock.OnWait = stopping.Cancel;
        var heard = 0;
        await new RecordedFeed(() => Open(path), RecordedPace.AsRecorded, _clock).RunAsync((in RawTick _) => heard++, stopping.Token);
        await new RecordedFeed(() => Open(path), RecordedPace.AsRecorded, _clock).RunAsync((in RawTick _) => heard++, stopping.Token);
        Assert.That(heard, Is.EqualTo(1));
    }

    [Test]
    public void RunAsync_StrictFault_FailsTheTask()
    {
        var path = _folder.Write("equity_t.csv", RecordedFolder.TradeHeader, "2024-01-01T00:00:00Z,A,1,2,", "bad");
        var feed = new RecordedFeed(() => RecordedMarket.Open([path], RecordedFolder.CatalogOf(path), new RecordedFaults(strict: true)), Unpaced, _clock);
        Assert.That(async () => await feed.RunAsync((in RawTick _) => { }, CancellationToken.None), Throws.TypeOf<InvalidDataException>());
    }

    /// <summary>Bug: a truncated recording ended like a whole one, and a feed that lacked data looked finished.</summary>
    [Test]
    public void RunAsync_FileThatEndsEarly_DeliversWhatItHasAndFailsTheTask()
    {
        var rows = Enumerable.Range(0, 2_000).Select(static second => $"{DateTimeOffset.UnixEpoch.AddSeconds(second):yyyy-MM-ddTHH:mm:ssZ},A,{second % 97 + 1},2,");
        var whole = RecordedFolder.Gzip(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(RecordedFolder.TradeHeader))));
        var path = _folder.WriteBytes("equity_t.csv", whole[..(whole.Length / 2)]);
        File.Move(path, path += ".gz");
        var heard = 0;
        var feed = new RecordedFeed(() => Open(path), Unpaced, _clock);
        Assert.That(async () => await feed.RunAsync((in RawTick _) => heard++, CancellationToken.None), Throws.TypeOf<InvalidDataException>().With.Message.Contains("ends early").And.Message.Contains(path));
        Assert.That(heard, Is.InRange(1, 1_999));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void RecordedFeed_SpeedNotAboveZero_IsRefused(int speed) =>
        Assert.That(() => new RecordedFeed(() => Open(""), new RecordedPace { SpeedFactor = speed }, _clock), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static RecordedMarket Open(params string[] paths) => RecordedMarket.Open(paths, RecordedFolder.CatalogOf(paths), new RecordedFaults());

    private async Task<List<(DateTimeOffset At, RawTick Tick)>> PlayAsync(RecordedPace pace, params string[] paths)
    {
        var heard = new List<(DateTimeOffset, RawTick)>();
        await new RecordedFeed(() => Open(paths), pace, _clock).RunAsync((in RawTick tick) => heard.Add((_clock.GetUtcNow(), tick)), CancellationToken.None);
        return heard;
    }
}
