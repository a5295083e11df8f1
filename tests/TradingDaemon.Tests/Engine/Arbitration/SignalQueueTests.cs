using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Arbitration;

namespace TradingDaemon.Tests.Engine.Arbitration;

/// <summary>Who goes first, and who has to go.</summary>
public sealed class SignalQueueTests
{
    private static readonly DateTimeOffset Start = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Due_IsByScore_ThenByTurn_ThenByAge_ThenByName()
    {
        var queue = new SignalQueue(10);
        var served = Entry("served", 50d);
        queue.Put(served);
        queue.Serve(served);
        foreach (var entry in new[] { Entry("b", 50d), Entry("a", 50d), Entry("high", 51d), Entry("older", 50d, at: -1), Entry("served", 50d, at: -2), Entry("later", 99d, due: 1) }) queue.Put(entry);
        Assert.That(Names(queue.Due(Start)), Is.EqualTo("high older a b served"));
        Assert.That(Names(queue.Due(Start.AddSeconds(1))), Does.StartWith("later"));
    }

    [Test]
    public void Put_OneTooMany_SendsTheLowestScoreAndTheNewestOfEqualsAway()
    {
        var queue = new SignalQueue(2);
        Assert.That((queue.Put(Entry("a", 10d)), queue.Put(Entry("b", 10d, at: 1))), Is.EqualTo(((WaitingEntry?)null, (WaitingEntry?)null)));
        Assert.That(queue.Put(Entry("c", 11d))?.Signal.Strategy.Text, Is.EqualTo("b"));
        Assert.That(queue.Put(Entry("d", 9d))?.Signal.Strategy.Text, Is.EqualTo("d"), "The new one, when it is the lowest.");
        Assert.That(queue.Count, Is.EqualTo(2));
    }

    [Test]
    public void Put_TheSameStrategyAgainOnTheInstrument_ReplacesWhatWaited()
    {
        var queue = new SignalQueue(10);
        queue.Put(Entry("a", 10d));
        queue.Put(Entry("a", 20d));
        queue.Put(Entry("a", 30d, instrument: 1));
        Assert.That(queue.All.Select(static entry => entry.Score), Is.EqualTo(new[] { 20d, 30d }));
    }

    [Test]
    public void Withdraw_OneInstrumentOrAll_TakesBackOnlyThose()
    {
        var queue = new SignalQueue(10);
        foreach (var entry in new[] { Entry("a", 1d), Entry("a", 2d, instrument: 1), Entry("b", 3d) }) queue.Put(entry);
        Assert.That(queue.Withdraw(new StrategyId("a"), new InstrumentId(1)).Single().Score, Is.EqualTo(2d));
        Assert.That(queue.Withdraw(new StrategyId("a"), null).Single().Score, Is.EqualTo(1d));
        Assert.That(Names(queue.All), Is.EqualTo("b"));
    }

    [Test]
    public void Due_WhoIsPassedOver_EarnsAPointASecondUntilItGoes()
    {
        var queue = new SignalQueue(10);
        var (low, high) = (Entry("low", 10d), Entry("high", 40d));
        queue.Put(low);
        queue.Put(high);
        queue.PassOver(low, Start);
        Assert.That((Names(queue.Due(Start.AddSeconds(29))), Names(queue.Due(Start.AddSeconds(31)))), Is.EqualTo(("high low", "low high")));
        queue.Serve(low);
        queue.Put(low);
        Assert.That(Names(queue.Due(Start.AddSeconds(60))), Is.EqualTo("high low"), "It has had its turn.");
    }

    [Test]
    public void DueAt_IsTheFirstOnesWindow()
    {
        var queue = new SignalQueue(10);
        Assert.That(queue.DueAt(new InstrumentId(0)), Is.Null);
        queue.Put(Entry("a", 1d, due: 5));
        queue.Put(Entry("b", 1d, due: 3));
        queue.Put(Entry("c", 1d, due: 1, instrument: 1));
        Assert.That(queue.DueAt(new InstrumentId(0)), Is.EqualTo(Start.AddSeconds(3)));
        Assert.That((queue.IsDue(Start), queue.IsDue(Start.AddSeconds(1))), Is.EqualTo((false, true)));
    }

    internal static WaitingEntry Entry(string strategy, double score, int instrument = 0, SignalKind kind = SignalKind.Buy, double at = 0d, double due = 0d, decimal? quantity = null) => new(
        new Signal(new StrategyId(strategy), new InstrumentId(instrument), kind, 0.5, "Because.", null, null, quantity, Start.AddSeconds(at), Start.AddSeconds(at + 5), Start), score, Start.AddSeconds(due));

    private static string Names(IEnumerable<WaitingEntry> entries) => string.Join(' ', entries.Select(static entry => entry.Signal.Strategy.Text));
}
