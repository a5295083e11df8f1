using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

/// <summary>What is under way of a thing with two names, on either side of it.</summary>
public sealed class UnderWayTests
{
    private const int Btc = TestMarket.Btc;
    private const int Usdt = TestMarket.BtcUsdt;

    /// <summary>Bug: an exit under way under one name was taken for what is under way, and the entry that was under way under the other was sent once more (seed 619 of the simulation).</summary>
    [Test]
    public void Take_AnEntryUnderWayThereAndAnExitHere_SendsNoSecondEntry()
    {
        var bench = new RoutingBench();
        Hold(bench);
        Assert.That(bench.Signal(SignalKind.Buy)!.Symbol.Text, Is.EqualTo("BTC/USDT"));
        Assert.That(bench.Signal(SignalKind.Close, quantity: null), Has.Property("Symbol").EqualTo(TestMarket.SymbolOf(Btc)).And.Property("IsReduceOnly").True);
        Assert.That(bench.Signal(SignalKind.Buy), Is.Null);
        Assert.That((bench.LastRefusal.Rule, bench.LastRefusal.Symbol.Text), Is.EqualTo((RiskRule.DuplicateInFlight, "BTC/USDT")));
    }

    /// <summary>Bug: an entry followed an exit that was under way to a name its strategy is switched off under (seed 1003 of the simulation).</summary>
    [Test]
    public void Take_AnEntryWhileAnExitIsUnderWayUnderADisabledName_DoesNotGoThere()
    {
        var bench = new RoutingBench();
        Hold(bench);
        var tiers = new TierTable(bench.Setup.Tiers.All.Select(static tier => tier with { Strategies = [.. tier.Strategies.Select(static spec => spec with { DisabledSymbols = ["BTC/USD"] })] }));
        bench.Engine.Take(new Command.Configure(new TierRulebook(tiers, bench.Setup.Spreads), "another", "file", "", []), bench.Now);
        Assert.That(bench.Signal(SignalKind.Close, Usdt, quantity: null)!.Symbol.Text, Is.EqualTo("BTC/USD"));
        Assert.That(bench.Signal(SignalKind.Buy, Usdt)!.Symbol.Text, Is.EqualTo("BTC/USDT"));
    }

    private static void Hold(RoutingBench bench)
    {
        bench.Quote(Btc, 98.95m, 99.05m);
        var order = bench.Signal(SignalKind.Buy)!;
        Assert.That(order.Symbol, Is.EqualTo(TestMarket.SymbolOf(Btc)));
        bench.Fill(order);
        bench.Quote(Btc, 99.95m, 100.05m);
    }
}
