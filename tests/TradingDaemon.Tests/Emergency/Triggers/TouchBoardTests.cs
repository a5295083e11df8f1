using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Emergency.Triggers;

namespace TradingDaemon.Tests.Emergency.Triggers;

/// <summary>What triggers judge prices by is never fresher than it is.</summary>
public sealed class TouchBoardTests
{
    private static readonly InstrumentId First = new(0);
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Observe_AnAnswer_IsAsOldAsItsSourceSays_AndReplacesNothingNewer()
    {
        var board = new TouchBoard(1);
        board.Observe(Quote(source: -60, received: 0, bid: 1m).AsAnswer());
        Assert.That((board.Of(First)!.At, board.Of(First)!.Bid), Is.EqualTo((Start.AddSeconds(-60), 1m)));
        board.Observe(Quote(source: 0, received: 0, bid: 2m));
        board.Observe(Quote(source: -30, received: 60, bid: 3m).AsAnswer());
        Assert.That((board.Of(First)!.At, board.Of(First)!.Bid), Is.EqualTo((Start, 2m)), "what the stream told last is newer");
        board.Observe(Quote(source: 50, received: 120, bid: 4m).AsAnswer());
        Assert.That((board.Of(First)!.At, board.Of(First)!.Bid), Is.EqualTo((Start.AddSeconds(50), 4m)));
    }

    private static RawTick Quote(int source, int received, decimal bid) => RawTick.OfQuote(First, Start.AddSeconds(source), Start.AddSeconds(received), bid, RawTick.UnknownSize, bid + 1m, RawTick.UnknownSize);
}
