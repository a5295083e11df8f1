using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

/// <summary>Routing that is off, where every strategy trades the names it holds something under.</summary>
public sealed class NoOrphanTests
{
    private const int Steps = 60;

    /// <summary>What is known to be the same thing is, while routing is off, as if nobody knew: strategies see each name on its own, in the very object the books keep, and the journal is the same to the byte.</summary>
    [Test]
    public void Off_WhereNothingIsHeldUnderANameItsStrategyDoesNotTrade_IsAsIfNoThingHadTwoNames([Range(1, 12)] int seed, [Values] bool isPair)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        var known = Play(seed, isPair, isKnown: true);
        Assert.That(known, Has.Count.GreaterThan(Steps / 4), "something was traded");
        if (!isPair) Assert.That(known, Is.EqualTo(Play(seed, isPair, isKnown: false)));
    }

    private static List<string> Play(int seed, bool isPair, bool isKnown)
    {
        var random = new Random(seed);
        StrategySpec[] specs = [Drawn("alpha", random), Drawn("beta", random), Drawn("gamma", random)];
        var setup = OrphanBench.Setup(isPair, specs);
        var bench = AccountBench.Running(isKnown ? setup : setup with { Routing = RoutingPolicy.Off }, tethers: 100_000m);
        for (var step = 0; step < Steps; step++)
        {
            bench.Now = bench.Now.AddSeconds(random.Next(0, 8));
            var bid = 99.95m + (random.Next(-10, 11) / 10m);
            bench.Mark(OrphanBench.First, bid, bid + 0.1m);
            bench.Mark(OrphanBench.Second, bid, bid + 0.1m);
            bench.Clock();
            var (spec, named) = (specs[random.Next(specs.Length)], random.Next(2) == 0 ? OrphanBench.First : OrphanBench.Second);
            if (spec.IsFor(setup.Catalog.All[named])) bench.Signal((SignalKind)random.Next((int)SignalKind.Buy, (int)SignalKind.Close + 1), named, spec.Id.Text, random.Next(3) == 0 ? null : random.Next(1, 20));
            foreach (var order in bench.Books.Orders.Open.Where(_ => random.Next(3) > 0).ToList()) bench.Fill(order.Intent, order.RemainingBase);
            Assert.That(bench.Engine.Snapshot.NetBase, Is.SameAs(bench.Books.Positions.Closable));
        }

        return [.. bench.Facts.Select(FactJson.Serialize)];
    }

    // One trades every symbol, both names, or a name alone.
    private static StrategySpec Drawn(string id, Random random)
    {
        var spec = TestMarket.Spec(id);
        return random.Next(4) switch { 0 => spec, 1 => spec with { Symbols = ["BTC/USD", "BTC/USDT", "BTC/USD@second"] }, 2 => spec with { Symbols = ["BTC/USD"] }, _ => spec with { Symbols = ["BTC/USDT", "BTC/USD@second"] } };
    }
}
