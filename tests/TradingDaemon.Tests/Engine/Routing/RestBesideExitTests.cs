using NUnit.Framework;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

public sealed class RestBesideExitTests
{
    /// <summary>Bug: an entry filled by half, whose other half rested while an exit of what was held was out, came to nothing in flight; the next entry went out under the other name of the thing.</summary>
    [Test]
    public void Take_AnEntryWhileAnotherRestsBesideAnExitAsLarge_IsNotSentUnderTheOtherName([Values(TestMarket.Btc, TestMarket.BtcUsdt)] int named)
    {
        var bench = new RoutingBench(spec: RoutingBench.Spec with { OrderStyle = OrderStyle.PostOnly });
        var entry = bench.Signal(SignalKind.Buy, quantity: 2m)!;
        bench.Fill(entry, 1m);
        var exit = bench.Signal(SignalKind.Close, quantity: null)!;
        Assert.That((exit.IsReduceOnly, exit.Symbol, exit.Terms.Quantity.Base), Is.EqualTo((true, entry.Symbol, 1m)));
        bench.Fill(exit, 0.5m);
        bench.Fill(entry, 0.5m); // half of each is still out
        Assert.That(bench.Books.Orders.InFlightBase(new(entry.Strategy, entry.Symbol)), Is.Zero);
        bench.Clock(0.1);
        Quote(bench);
        var before = bench.Orders.Count;
        bench.Signal(SignalKind.Buy, named, quantity: 1m);
        Assert.That((bench.Orders.Count, bench.LastRefusal.Rule, bench.LastRefusal.Symbol), Is.EqualTo((before, RiskRule.DuplicateInFlight, entry.Symbol)));
    }

    private static void Quote(RoutingBench bench)
    {
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Quote(TestMarket.BtcUsdt, 99.95m, 100.05m);
    }
}
