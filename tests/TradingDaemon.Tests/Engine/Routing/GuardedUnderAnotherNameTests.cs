using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

/// <summary>What guards or closes a thing does so under every name.</summary>
public sealed class GuardedUnderAnotherNameTests
{
    /// <summary>Bug: while a stop loss closed a thing under one name, the same thing was bought under the other.</summary>
    [Test]
    public void Take_AnEntryWhileItsStopClosesTheThingUnderAnotherName_IsRefused()
    {
        var bench = new RoutingBench(spec: RoutingBench.Spec with { Protection = new ProtectionSpec { StopFraction = 0.02m } });
        var entry = bench.Signal(SignalKind.Buy)!;
        bench.Fill(entry);
        bench.Quote(TestMarket.Btc, 90m, 90.1m);
        bench.Quote(TestMarket.BtcUsdt, 90m, 90.1m);
        var exit = bench.Orders[^1];
        Assert.That((entry.Symbol.Text, exit.Symbol.Text, exit.IsReduceOnly), Is.EqualTo(("BTC/USDT", "BTC/USDT", true)));
        bench.Engine.Take(new VenueEvent.Expired(exit.ClientOrderId, "Nobody bids.", bench.Now), bench.Now);
        Assert.That(bench.Signal(SignalKind.Buy), Is.Null);
        Assert.That(bench.LastRefusal.Rule, Is.EqualTo(RiskRule.Protection));
    }

    /// <summary>Bug: what was closed under one name was bought again a moment later, by an entry that waited for others' under the other name.</summary>
    [Test]
    public void Take_AClose_TakesBackTheEntryThatWaitsUnderAnotherName()
    {
        var bench = AccountBench.Running(TestMarket.Setup() with { Routing = RoutingBench.Smart with { Fees = RoutingPolicy.Off.Fees }, Signals = new SignalPolicy { ConflictWindow = TimeSpan.FromSeconds(1) } });
        bench.Signal(SignalKind.Buy, quantity: 1m);
        bench.Clock(TimeSpan.FromSeconds(1));
        bench.Fill(bench.LastOrder);
        var orders = bench.Orders.Count;
        bench.Signal(SignalKind.Buy, quantity: 1m);
        bench.Signal(SignalKind.Close, TestMarket.BtcUsdt);
        Assert.That((bench.Engine.WaitingEntries, bench.Refusals.Single().Rule), Is.EqualTo((0, RiskRule.SignalConflict)));
        bench.Fill(bench.LastOrder);
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That((bench.Orders.Count - orders, bench.LastOrder.IsReduceOnly), Is.EqualTo((1, true)));
    }

    /// <summary>Bug: the same of an entry that waited for a quote under the other name.</summary>
    [TestCase(TestMarket.Btc), TestCase(TestMarket.BtcUsdt), TestCase(TestMarket.Eth)]
    public void Take_AClose_EndsTheEntryThatWaitsForAQuoteUnderAnotherName_AndNoOther(int closed)
    {
        var bench = new RoutingBench(RoutingBench.Smart with { WaitingEntriesMax = 8 });
        bench.Now = bench.Now.AddSeconds(3);
        bench.Signal(SignalKind.Buy);
        Assert.That(bench.Engine.QuotesWanted, Has.Count.EqualTo(1));
        bench.Signal(SignalKind.Close, closed, quantity: null);
        Assert.That(bench.Engine.QuotesWanted.Count, Is.EqualTo(closed == TestMarket.Eth ? 1 : 0));
    }
}
