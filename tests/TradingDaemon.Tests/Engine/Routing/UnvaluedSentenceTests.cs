using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

/// <summary>Why equity cannot be valued is said once and kept; what it names is what has no value now.</summary>
public sealed class UnvaluedSentenceTests
{
    [Test]
    public void Take_WhatCannotBeValued_NamesWhatHasNoValueNow_ThoughNothingWasBooked()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        foreach (var (held, id) in new[] { (TestMarket.Halted, "theirs"), (TestMarket.Sap, "others") })
            bench.Report(new VenueEvent.Executed(bench.FillOf(bench.LastOrder with { ClientOrderId = new ClientOrderId(id), Symbol = TestMarket.SymbolOf(held) }, 1m, 5m)));
        foreach (var _ in new[] { "stored", "counted" }) bench.Signal(SignalKind.Buy);
        var (before, first) = (bench.Books.Sequence, bench.Refusals.Last().Detail);
        var named = first.Contains("HALT", StringComparison.Ordinal) ? TestMarket.Halted : TestMarket.Sap;
        bench.Quote(named, 5m, 5m);
        bench.Now += TimeSpan.FromSeconds(1);
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        Assert.That(bench.Books.Sequence, Is.EqualTo(before));
        bench.Signal(SignalKind.Buy);
        Assert.That((bench.Refusals.Last().Rule, bench.Refusals.Last().Detail.Contains(TestMarket.SymbolOf(named).Text, StringComparison.Ordinal)), Is.EqualTo((RiskRule.EquityKnown, false)), $"{first} {bench.Refusals.Last().Detail}");
    }
}
