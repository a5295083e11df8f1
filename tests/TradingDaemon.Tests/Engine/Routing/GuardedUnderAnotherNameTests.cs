using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

/// <summary>What guards a thing guards it under every name.</summary>
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
}
