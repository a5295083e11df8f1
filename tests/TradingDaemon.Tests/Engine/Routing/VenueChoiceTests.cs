using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

/// <summary>Which venue an entry goes to whatever kind of order it is, and what that saves.</summary>
public sealed class VenueChoiceTests
{
    private const int Btc = TestMarket.Btc;
    private const int Usdt = TestMarket.BtcUsdt;

    /// <summary>Bug: an automatic style rests where the spread is wide, which looked cheaper than taking where it is tight: the entry went to the wider spread, and "saved" by it.</summary>
    [TestCase(OrderStyle.Auto)]
    [TestCase(OrderStyle.Market)]
    [TestCase(OrderStyle.PostOnly)]
    public void Take_AnUnhurriedEntryWhereOneSpreadIsTightAndOneIsWide_GoesToTheTightOne(OrderStyle style)
    {
        var bench = new RoutingBench(RoutingBench.Smart with { Fees = RoutingPolicy.Off.Fees }, RoutingBench.Spec with { OrderStyle = style, Urgency = Urgency.Low });
        bench.Quote(Btc, 100.00m, 100.01m);
        bench.Quote(Usdt, 99.92m, 100.10m); // 0.18 %: within its limit, and wide enough to rest
        var order = bench.Signal(SignalKind.Buy)!;
        Assert.That((order.Symbol.Text, order.Route!.SavedAccount), Is.EqualTo(("BTC/USD", (decimal?)null)));
    }

    [Test]
    public void Take_AnEntryThatRestsWhereTakingIsCheaper_SavesWhatTakingWouldCostMore_AndIsToCostWhatRestingDoes()
    {
        var bench = new RoutingBench(spec: RoutingBench.Spec with { OrderStyle = OrderStyle.Auto, Urgency = Urgency.Low }); // a spread of 0.1 %: it rests
        var order = bench.Signal(SignalKind.Buy)!;
        Assert.That((order.Symbol.Text, ((OrderTerms.Limit)order.Terms).PostOnly), Is.EqualTo(("BTC/USDT", true)));
        Assert.That((order.Route!.SavedAccount, order.Route.CostFraction, order.Route.NotionalAccount), Is.EqualTo((100.05m * 0.003m, -0.0005m, 99.95m)));
    }

    /// <summary>Bug: what could not be bought where its signal named, at a better price, was told as saved when it was bought elsewhere.</summary>
    [Test]
    public void Take_AnEntryThatHadToGoToADearerVenue_SavesNothing([Values] bool isTooWide)
    {
        var bench = new RoutingBench();
        bench.Quote(Btc, isTooWide ? 90m : 94.95m, 95.05m);
        if (!isTooWide) bench.Block(RoutingBench.Here);
        var order = bench.Signal(SignalKind.Buy)!;
        Assert.That((order.Symbol.Text, order.Route!.InsteadOf, order.Route.SavedAccount), Is.EqualTo(("BTC/USDT", "BTC/USD", (decimal?)null)));
    }

    [Test]
    public void Take_AnEntryThatIsShrunk_IsWorthAndSavesThatMuchLess()
    {
        var spec = RoutingBench.Spec with { Sizing = new SizingSpec { OnCap = CapPolicy.Shrink } };
        var order = new RoutingBench(spec: spec, tokens: 50.5m).Signal(SignalKind.Buy, Usdt)!; // enough for half of it
        var whole = new RoutingBench(spec: spec).Signal(SignalKind.Buy)!;
        Assert.That((order.Symbol, whole.Symbol), Is.EqualTo((TestMarket.SymbolOf(Usdt), TestMarket.SymbolOf(Usdt))));
        Assert.That((order.Route!.NotionalAccount, order.Terms.Quantity.Base < 1m), Is.EqualTo((whole.Route!.NotionalAccount * order.Terms.Quantity.Base, true)));
    }
}
