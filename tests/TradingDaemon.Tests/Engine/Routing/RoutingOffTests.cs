using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

/// <summary>Routing that nobody switched on.</summary>
public sealed class RoutingOffTests
{
    /// <summary>Routing that is off is as if it were not there: in what is decided and in how it is stored, to the byte.</summary>
    [Test]
    public void Take_WithRoutingOff_LeavesNoTraceInOrdersAndFacts()
    {
        var bench = new RoutingBench(RoutingBench.Smart with { IsSmart = false, WaitingEntriesMax = 8 });
        bench.Fill(bench.Signal(SignalKind.Buy)!);
        bench.Signal(SignalKind.Buy, TestMarket.Btc, TestMarket.Quote(TestMarket.Btc, 1m, 2m, bench.Now), 0.5m);
        bench.Fill(bench.Orders[^1]);
        bench.Signal(SignalKind.Close, quantity: null);
        bench.Now = bench.Now.AddSeconds(3);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm);
        bench.Quote(TestMarket.Ibm, 190m, 200m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm);
        Assert.That(bench.Orders.Select(static order => order.Venue), Is.All.EqualTo(RoutingBench.Here), "Each goes to its own instrument's venue, cheap or dear.");
        Assert.That(bench.Facts.OfType<Fact.SignalRefused>().Select(static refused => refused.Rule), Is.EqualTo(new[] { RiskRule.QuoteFresh, RiskRule.SpreadGate }));
        Assert.That(bench.Facts.Select(FactJson.Serialize), Has.None.Contains("\"route\""));
        Assert.That(NamesOf(new Fact.OrderIntended(bench.Orders[0]), "intent"), Is.EqualTo("clientOrderId strategy symbol venue side terms isReduceOnly reason decisionBid decisionAsk decidedAt cancelAt origin uid tenant"));
        Assert.That(NamesOf(bench.LastRefusal, null), Is.EqualTo("$type strategy symbol kind rule limit asked detail origin further inputs"));

        static string NamesOf(Fact fact, string? within)
        {
            var text = System.Text.Json.Nodes.JsonNode.Parse(FactJson.Serialize(fact))!;
            return string.Join(' ', (within is null ? text : text[within]!).AsObject().Select(static one => one.Key));
        }
    }
}
