using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Stopping;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Stopping;

public sealed class StopRemainderTests
{
    [Test]
    public void Of_BooksWithOneOfEach_NamesThem()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(style: TradingDaemon.Domain.Strategies.OrderStyle.Limit)));
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 3m);
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 2m);
        bench.Accept(bench.LastOrder);
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 5m);
        bench.Report(new VenueEvent.OutcomeUnknown(bench.LastOrder.ClientOrderId, "lost", bench.Now));
        var left = StopRemainder.Of(bench.Engine);
        Assert.That(left.Working.Single(), Does.EndWith("Buy 2 BTC/USD at simulated (Open)"));
        Assert.That(left.Unclear.Single(), Does.StartWith(bench.LastOrder.ClientOrderId.Text).And.EndWith("Buy 5 ETH/USD at simulated (Unknown)"));
        Assert.That(left.Positions, Is.EqualTo(new[] { "alpha 3 IBM" }));
    }

    /// <summary>Bug: a flatten that closed nothing was told as carried out, without the names of what was held.</summary>
    [TestCase(ShutdownPolicy.Hold, true)]
    [TestCase(ShutdownPolicy.Cancel, true)]
    [TestCase(ShutdownPolicy.Flatten, false)]
    public void IsLeftBy_WithAPositionHeld_IsWhatThePolicyLeaves(ShutdownPolicy policy, bool expected)
    {
        var bench = AccountBench.Running();
        Assert.That(StopRemainder.Of(bench.Engine).IsLeftBy(policy), Is.True);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 3m);
        Assert.That(StopRemainder.Of(bench.Engine).IsLeftBy(policy), Is.EqualTo(expected));
    }

    [Test]
    public void Text_OfALongList_SaysHowManyMore()
    {
        Assert.That(StopRemainder.Text([]), Is.EqualTo("none"));
        Assert.That(StopRemainder.Text(["a", "b"]), Is.EqualTo("a, b"));
        Assert.That(StopRemainder.Text([.. Enumerable.Range(0, 53).Select(static i => $"o{i}")]), Does.EndWith("o49 and 3 more"));
    }
}
