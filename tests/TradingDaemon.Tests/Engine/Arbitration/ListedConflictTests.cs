using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Arbitration;

/// <summary>Bug: entries in one thing under two names were weighed and met as if they were two things: one strategy bought where another sold, for two fees.</summary>
public sealed class ListedConflictTests
{
    private const int Second = TestMarket.BtcUsdt;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    [Test]
    public void Take_TwoThatDisagreeUnderTwoNames_TheOneOfTheHigherPriorityGoes([Values] bool isListed)
    {
        var bench = Bench(isListed, "alpha", "beta:80");
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        bench.Clock(Window / 2);
        bench.Signal(SignalKind.Sell, Second, "beta", quantity: 1m);
        bench.Clock(Window / 2);
        Assert.That(bench.Orders.Select(static order => order.Intent.Strategy.Text), Is.EqualTo(new[] { "beta" }), "the first one's window is everybody's");
        Assert.That((bench.Refusals.Single().Rule, bench.Refusals.Single().Strategy.Text), Is.EqualTo((RiskRule.SignalConflict, "alpha")));
    }

    [Test]
    public void Take_OneThatDisagreesWithItself_IsWhatItWantsByNow([Values] bool isListed)
    {
        var bench = Bench(isListed, "alpha");
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        bench.Signal(SignalKind.Sell, Second, quantity: 2m);
        bench.Clock(Window);
        Assert.That(bench.Orders.Select(static order => (order.Intent.Side, order.Intent.Terms.Quantity.Base)), Is.EqualTo(new[] { (OrderSide.Sell, 2m) }));
        Assert.That(bench.Refusals.Single().Rule, Is.EqualTo(RiskRule.SignalConflict));
    }

    [Test]
    public void Take_TwoDifferentThings_NeverDisagree()
    {
        var bench = Bench(isListed: true, "alpha", "beta");
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 1m);
        bench.Signal(SignalKind.Sell, Second, "beta", quantity: 1m);
        bench.Clock(Window);
        Assert.That(bench.Orders, Has.Count.EqualTo(2));
    }

    /// <summary>At another venue the price is compared in account currency, a market order's by the touch it would meet; at the same one a market order meets whatever rests.</summary>
    [TestCase(99.94, true)]
    [TestCase(99.95, true)]
    [TestCase(99.96, false)]
    public void Entry_ThatWouldCrossWhatRestsElsewhere_IsRefused(decimal offered, bool isCrossed)
    {
        foreach (var isListed in new[] { true, false })
        {
            var bench = Bench(isListed, "alpha", "beta");
            bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
            bench.Clock(Window);
            Assert.That(((OrderTerms.Limit)bench.LastOrder.Terms).Price.QuotePerBase, Is.EqualTo(99.95m), "it rests at the bid");
            bench.Quote(Second, offered - 0.05m, offered);
            bench.Signal(SignalKind.Sell, Second, "beta", quantity: 1m);
            bench.Clock(Window);
            Assert.That(bench.Refusals.Select(static refusal => refusal.Rule), isCrossed ? Is.EqualTo(new[] { RiskRule.SelfCross }) : Is.Empty, $"{isListed} {offered}");
        }
    }

    // A pair at two venues with routing off, or bitcoin for two currencies that routing calls one thing.
    private static AccountBench Bench(bool isListed, params string[] strategies)
    {
        var specs = strategies.Select(static text => text.Split(':')).Select(static parts => TestMarket.Spec(parts[0], OrderStyle.PostOnly, allowShort: true) with { Priority = parts.Length > 1 ? int.Parse(parts[1]) : 50, SlippageMaxFraction = 0.01m, DisabledSymbols = parts[0] == "beta" ? [TestMarket.SymbolOf(TestMarket.Btc).Text] : [] }).ToArray();
        var setup = TestMarket.Setup(specs);
        var catalog = new InstrumentCatalog(TestMarket.Catalog.All.Select(one => one.Id.Index == TestMarket.Btc ? one with { Shortable = true }
            : one.Id.Index != Second ? one
            : isListed ? TestMarket.At(TestMarket.Btc) with { Id = one.Id, Symbol = TestMarket.SymbolOf(TestMarket.Btc).ListedAt("second"), Shortable = true } : one with { Shortable = true }));
        ImmutableArray<Symbol> names = [TestMarket.SymbolOf(TestMarket.Btc), TestMarket.SymbolOf(Second)];
        var bench = AccountBench.Running(setup with
        {
            Catalog = catalog, Signals = new SignalPolicy { ConflictWindow = Window }, Spreads = new SpreadLimits(IsEnabled: false),
            Routing = isListed ? RoutingPolicy.Off : new RoutingPolicy { IsSmart = true, SameThings = [names] },
        }, tethers: 100_000m);
        bench.Quote(Second, 99.95m, 100.05m);
        return bench;
    }
}
