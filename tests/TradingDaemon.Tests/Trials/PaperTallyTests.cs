using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Tests.Domain.Orders;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Trials;

namespace TradingDaemon.Tests.Trials;

/// <summary>Which orders on paper succeeded, and how long a trial traded: from its own facts alone.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PaperTallyTests
{
    private static readonly StrategyId Strategy = new("momentum");
    private readonly PaperTally _tally = new();
    private long _sequence;

    [Test]
    public void Add_AnOrderSucceedsWhenItEndedAndFilledSomething()
    {
        Intend(1);
        Fill(1, OrderStatus.Filled);
        Intend(2);
        Fill(2, OrderStatus.PartiallyFilled);
        Assert.That((_tally.Ended, _tally.Filled), Is.EqualTo((1, 1)), "the second works on");
        Move(2, OrderStatus.Cancelled);
        Intend(3);
        Move(3, OrderStatus.Open);
        Move(3, OrderStatus.Rejected);
        Assert.That((_tally.Ended, _tally.Filled), Is.EqualTo((3, 2)));
        Fill(3, OrderStatus.Filled);
        Move(1, OrderStatus.Cancelled);
        Assert.That((_tally.Ended, _tally.Filled), Is.EqualTo((3, 2)), "an order ends once");
    }

    [Test]
    public void LastedAt_BetweenTwoProcessesNothingLasts()
    {
        Assert.That(_tally.LastedAt(Intents.At), Is.EqualTo(TimeSpan.Zero));
        Boot(0);
        Assert.That(_tally.LastedAt(Intents.At.AddHours(2)), Is.EqualTo(TimeSpan.FromHours(2)));
        Intend(1, hours: 1);
        Boot(10);
        Assert.That(_tally.LastedAt(Intents.At.AddHours(10)), Is.EqualTo(TimeSpan.FromHours(1)), "after a kill, up to the last fact");
        Assert.That(_tally.LastedAt(Intents.At.AddHours(13)), Is.EqualTo(TimeSpan.FromHours(4)));
        Assert.That(_tally.LastedAt(Intents.At.AddHours(5)), Is.EqualTo(TimeSpan.FromHours(1)), "a clock that was set back takes nothing away");
        _tally.WasAlive(Intents.At.AddHours(12));
        Boot(20);
        Assert.That(_tally.LastedAt(Intents.At.AddHours(20)), Is.EqualTo(TimeSpan.FromHours(3)), "after a kill, up to when it was noted last");
    }

    private void Boot(int hours) => Add(new Fact.EpochStarted(1, 1, "test"), hours);

    private void Intend(int order, int hours = 0) => Add(new Fact.OrderIntended(Intents.Of(new OrderTerms.Market(Quantity.From(1m))) with { ClientOrderId = IdOf(order) }), hours);

    private void Fill(int order, OrderStatus status) => Add(new Fact.FillBooked(Intents.Fill(1m, 100m) with { ClientOrderId = IdOf(order) }, Strategy, status), 0);

    private void Move(int order, OrderStatus status) => Add(new Fact.OrderMoved(IdOf(order), OrderEventKind.Acknowledged, status, null, null), 0);

    private void Add(Fact fact, int hours) => _tally.Add(new RecordedFact(++_sequence, Intents.At.AddHours(hours), fact));

    private static ClientOrderId IdOf(int order) => ClientOrderId.From(Strategy, order, 1);
}
