using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Routing;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Metrics;

public sealed class RoutingMetricsTests
{
    [Test]
    public void Recorded_WhatWasRouted_IsCountedByClass_WithWhatItSaved()
    {
        using var boards = new Boards();
        var bench = new RoutingBench();
        bench.Fill(bench.Signal(SignalKind.Buy)!); // 100.05 × 1.001 instead of × 1.004
        bench.Signal(SignalKind.Buy, TestMarket.Ibm);
        bench.Quote(TestMarket.Ibm, 190m, 200m);
        bench.Fill(bench.Orders[^1]);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm);
        bench.Signal(SignalKind.Buy, TestMarket.Halted); // no quote
        foreach (var fact in bench.Facts) boards.Metrics.Recorded(fact);
        var text = boards.Text();
        Assert.That(text, Does.Contain("tradingdaemon_routing_sent_total{asset_class=\"crypto\"} 1\n").And.Contain("tradingdaemon_routing_sent_total{asset_class=\"equity\"} 1\n"));
        Assert.That(text, Does.Contain("tradingdaemon_routing_downgraded_total{asset_class=\"equity\"} 2\n").And.Contain("tradingdaemon_routing_downgraded_total{asset_class=\"option\"} 0\n"));
        Assert.That(text, Does.Contain("tradingdaemon_routing_saved_total 0.30015\n"));
        Assert.That(text, Does.Match("tradingdaemon_routing_volume_total\\{asset_class=\"crypto\"\\} 100\\.15005\\d*\n"));
        Assert.That(text, Does.Contain("tradingdaemon_routing_spread_fraction_count{asset_class=\"crypto\"} 1\n"));
    }

    /// <summary>Bug: a saving was counted when the order was sent, and stood though nothing of it was ever filled.</summary>
    [Test]
    public void Recorded_AnOrderThatWentElsewhere_HasSavedAsMuchAsWasFilled()
    {
        using var boards = new Boards();
        var bench = new RoutingBench();
        var order = bench.Signal(SignalKind.Buy)!;
        Record(bench, boards, from: 0);
        Assert.That(boards.Text(), Does.Contain("tradingdaemon_routing_saved_total 0\n"), "sent is not filled");
        var before = bench.Facts.Count;
        bench.Fill(order, 0.25m);
        Record(bench, boards, before);
        Assert.That(boards.Text(), Does.Contain("tradingdaemon_routing_saved_total 0.0750375\n"));
        boards.Metrics.Recorded(new Fact.OrderMoved(order.ClientOrderId, OrderEventKind.CancelConfirmed, OrderStatus.Cancelled, null, null));
        Record(bench, boards, before); // an order that ended is forgotten
        Assert.That(boards.Text(), Does.Contain("tradingdaemon_routing_saved_total 0.0750375\n"));
    }

    [Test]
    public void Recorded_ARefusalByAnotherRule_IsNoDowngrade()
    {
        using var boards = new Boards();
        var bench = new RoutingBench(dollars: 50m, tokens: 50m);
        bench.Signal(SignalKind.Buy);
        foreach (var fact in bench.Facts) boards.Metrics.Recorded(fact);
        Assert.That((bench.Facts.OfType<Fact.SignalRefused>().Count(), bench.LastRefusal.Rule), Is.Not.EqualTo((1, RiskRule.SpreadGate)));
        Assert.That(boards.Text(), Does.Contain("tradingdaemon_routing_downgraded_total{asset_class=\"crypto\"} 0\n"));
    }

    private static void Record(RoutingBench bench, Boards boards, int from)
    {
        foreach (var fact in bench.Facts.Skip(from)) boards.Metrics.Recorded(fact);
    }
}
