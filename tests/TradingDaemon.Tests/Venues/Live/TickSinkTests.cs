using System.Text;
using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Tests.Venues.Kraken;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Streaming;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Tests.Venues.Live;

/// <summary>Which halts are news, and which trades of frames told one at a time; of frames with several, <see cref="FrameTradesTests"/>.</summary>
[TestFixture]
internal sealed class TickSinkTests
{
    private readonly List<decimal> _told = [];

    /// <summary>Bug: where each exchange of one feed counts its own trades, or counts anew every day, every trade with a smaller number than the last was dropped, for ever.</summary>
    [TestCase("9000 at 1, 17 at 2, 18 at 3", 3, TestName = "Trade_OfAnotherExchangeOrDayWithASmallerNumber_IsTold")]
    [TestCase("17 at 1, 17 at 2", 2, TestName = "Trade_OfTheSameNumberLater_IsAnotherExchanges")]
    [TestCase("18 at 2, 17 at 1, 16 at 1, 19 at 3", 2, TestName = "Trade_OfBeforeTheNewestOne_IsOld")]
    [TestCase("18 at 2, 18 at 2, 19 at 2", 2, TestName = "Trade_ToldAgain_IsOld")]
    [TestCase("9 at 0, 8 at 0, 9 at 0, 10 at 0", 2, TestName = "Trade_WithoutATime_IsToldApartByItsNumber")]
    [TestCase("a at 1, a at 1, b at 1", 2, TestName = "Trade_WithAnIdThatIsNoNumber_IsComparedWithTheLast")]
    public void Trade(string trades, int told)
    {
        _told.Clear();
        var setup = new FeedSetup { Hosts = LiveVenues.Hosts("kraken")[0], Instruments = KrakenRig.Instruments, Clock = TimeProvider.System };
        var sink = new TickSink(setup, (in RawTick tick) => _told.Add(tick.A));
        foreach (var (trade, index) in trades.Split(", ").Select(static (trade, index) => (trade.Split(" at "), index)))
        {
            var second = long.Parse(trade[1], System.Globalization.CultureInfo.InvariantCulture);
            sink.Trade(new TradeTold
            {
                Symbol = KrakenRig.Instruments[0].Symbol.Text, TradeId = Encoding.UTF8.GetBytes(trade[0]), Price = Encoding.UTF8.GetBytes($"{index + 1}"), Size = "1"u8,
                At = second == 0 ? null : new WireTime(second * 1_000_000_000, 0),
            });
            sink.End();
        }

        Assert.That(_told, Has.Count.EqualTo(told));
    }

    /// <summary>A halt lasts over connections; its end may be told while nobody listens, and then the first trade of the new one proves it.</summary>
    [TestCase("halt, resume", "Halted Resumed")]
    [TestCase("halt, halt, band, resume, resume", "Halted Resumed", TestName = "Status_ToldAgain_OrOfSomethingElse_IsNoNews")]
    [TestCase("resume, trade", "", TestName = "Status_ResumedWithoutAHalt_IsNoNews")]
    [TestCase("halt, trade", "Halted", TestName = "Status_HaltAndALatePrint_StaysHalted")]
    [TestCase("halt, begin, old trade", "Halted", TestName = "Status_HaltAndATradeOfBeforeTheConnection_StaysHalted")]
    [TestCase("halt, begin, trade", "Halted Resumed", TestName = "Status_HaltAndATradeOfANewConnection_IsOver")]
    [TestCase("halt, begin, halt, trade", "Halted Halted", TestName = "Status_HaltToldByTheNewConnectionToo_StaysHalted")]
    public void Status(string story, string told)
    {
        var changes = new List<FeedChange>();
        var setup = new FeedSetup { Hosts = LiveVenues.Hosts("kraken")[0], Instruments = KrakenRig.Instruments, Clock = TimeProvider.System, OnChange = changes.Add };
        var sink = new TickSink(setup, static (in _) => { });
        var symbol = KrakenRig.Instruments[0].Symbol.Text;
        var trades = 0;
        foreach (var word in story.Split(", "))
        {
            if (word == "begin") sink.Begin();
            else if (word.EndsWith("trade", StringComparison.Ordinal))
            {
                sink.Trade(new TradeTold { Symbol = symbol, TradeId = Encoding.UTF8.GetBytes($"{++trades}"), Price = "1"u8, Size = "1"u8, At = new WireTime(DateTimeOffset.UtcNow.AddMinutes(word == "trade" ? 1 : -1).ToUnixTimeMilliseconds() * 1_000_000, 3) });
                sink.End();
            }
            else sink.Status(new StatusTold { Of = "market", Status = "H", Symbol = symbol, IsHalt = word switch { "halt" => true, "resume" => false, _ => null } });
        }

        Assert.That(string.Join(' ', changes.Select(static change => change.Kind)), Is.EqualTo(told));
        Assert.That(changes.Select(static change => change.Symbol!.Value), Is.All.EqualTo(KrakenRig.Instruments[0].Symbol));
    }
}
