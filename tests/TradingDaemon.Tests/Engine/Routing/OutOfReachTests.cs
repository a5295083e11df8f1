using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

/// <summary>What routing bought at a pair's other venue, once routing is off.</summary>
public sealed class OutOfReachTests
{
    private const int Second = TestMarket.BtcUsdt; // its place, another name

    /// <summary>Bug: with smart routing switched off nobody said that a strategy's exits do not find what it holds under a further name.</summary>
    [Test]
    public void Position_UnderANameItsStrategyDoesNotTrade_IsToldOnce_AndOnlyWhileItIsSo()
    {
        var setup = TestMarket.Setup(TestMarket.Spec());
        var catalog = new InstrumentCatalog(TestMarket.Catalog.All.Select(static one => one.Id.Index != Second ? one : TestMarket.At(TestMarket.Btc) with { Id = one.Id, Symbol = TestMarket.SymbolOf(TestMarket.Btc).ListedAt("second") }));
        var bench = AccountBench.Running(setup with { Catalog = catalog });
        bench.Quote(Second, 99.95m, 100.05m);
        bench.Signal(SignalKind.Buy, Second);
        bench.Fill(bench.LastOrder);
        Pass(bench);
        Assert.That(bench.Breaks, Is.Empty, "it is asked at each name");
        var orders = bench.Orders.Count;
        bench.Engine.Account.Configure(new TierRulebook(new TierTable([TestMarket.Tier("only", 0m, TestMarket.Spec() with { Symbols = ["BTC/USD"] })]), setup.Spreads));
        bench.Signal(SignalKind.Buy, TestMarket.Eth); // anything that makes the books other
        for (var i = 0; i < 20; i++) Pass(bench);
        var told = bench.Breaks.Single();
        Assert.That((told.Subject, told.Ours, told.Resolution), Is.EqualTo(("position BTC/USD@second of alpha", "49.975 held", "left to a person: its own exits do not find it")));
        Assert.That(bench.Orders.Skip(orders).Where(static order => order.Intent.Symbol.Venue is not null), Is.Empty, "a name changed in a file sells nothing");
    }

    private static void Pass(AccountBench bench)
    {
        bench.Now = bench.Now.AddSeconds(1);
        bench.Quote(Second, 99.95m, 100.05m);
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Clock();
    }
}
