using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Pipeline;
using TradingDaemon.Tests.Engine.Evaluation;

namespace TradingDaemon.Tests.Pipeline;

public sealed class SightBoardTests
{
    /// <summary>Bug: a shard, or a trial that begins while a stream is lost, built bars of what it could not see and called them whole.</summary>
    [Test]
    public void PassOn_ToARoomThatLooksLate_TellsWhatStands_AndNothingTwice()
    {
        var (board, first, late) = (new SightBoard(Bench.Catalog.Count), new Bench(), new Bench());
        var (firstTold, lateTold) = (0, 0);
        board.PassOn(first.Room, ref firstTold);
        board.Note(new InstrumentId(0), DateTimeOffset.MaxValue);
        board.PassOn(first.Room, ref firstTold);
        foreach (var bench in new[] { first, late })
        {
            bench.Trade(1);
            bench.Trade(61);
            bench.Trade(1, instrument: 1);
            bench.Trade(61, instrument: 1);
        }

        board.PassOn(late.Room, ref lateTold);
        foreach (var bench in new[] { first, late })
        {
            bench.Trade(121);
            bench.Trade(121, instrument: 1);
            Assert.That(Whole(bench, 0), Is.EqualTo(new[] { false, false }));
            Assert.That(Whole(bench, 1), Is.EqualTo(new[] { false, true }), "the other feed's was seen");
        }

        board.Note(new InstrumentId(0), Bench.At(150));
        board.PassOn(first.Room, ref firstTold);
        foreach (var second in new[] { 181d, 241d }) first.Trade(second);
        Assert.That(Whole(first, 0), Is.EqualTo(new[] { false, false, false, true }));

        first.Room.ReportUnseen(new InstrumentId(0), DateTimeOffset.MaxValue);
        board.PassOn(first.Room, ref firstTold);
        first.Trade(301);
        Assert.That(Whole(first, 0)[^1], Is.False, "what it was told already is not told again");
    }

    private static bool[] Whole(Bench bench, int instrument) => [.. bench.Room.MinuteBars(new InstrumentId(instrument)).Select(static bar => bar.IsComplete)];
}
