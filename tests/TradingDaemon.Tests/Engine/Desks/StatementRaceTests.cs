using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>Statements race with reports that come early, late, twice or never: no difference is seen where there is none, and every block ends.</summary>
public sealed class StatementRaceTests
{
    private const int Worlds = 150;
    private const int Steps = 250;

    [Test]
    public void Take_StatementsAmongReportsInRandomOrder_NeverSeeADifferenceAndAlwaysFree([Range(1, 8)] int seed)
    {
        var (fills, statements, cuts) = (0, 0, 0);
        for (var world = 0; world < Worlds; world++)
        {
            var run = new CutWorld(new Random((seed * 1_000) + world));
            for (var step = 0; step < Steps; step++) run.Step();
            run.Settle();
            Assert.That(run.Bench.Breaks, Is.Empty, $"seed {seed}, world {world}");
            Assert.That((run.Bench.Books.Blocks.Count, run.Bench.Books.State, run.Bench.Books.Orders.Open.Count), Is.EqualTo((0, EngineState.Running, 0)), $"seed {seed}, world {world}");
            Assert.That((run.Bench.Books.Cash.Total["USD"], run.Bench.Books.Audit.FirstFault(run.Bench.Books)), Is.EqualTo((run.Venue.Usd, (object?)null)), $"seed {seed}, world {world}");
            foreach (var (symbol, held) in run.Venue.Held)
                Assert.That(run.Bench.Books.Positions.NetBase(TestMarket.Catalog.Find(new(symbol))!.Id), Is.EqualTo(held), $"seed {seed}, world {world}, {symbol}");
            (fills, statements, cuts) = (fills + run.Venue.FillCount, statements + run.Statements, cuts + run.Cuts);
        }

        TestContext.Out.WriteLine($"seed {seed}: {Worlds} worlds, {fills} fills, {statements} statements, {cuts} losses of the stream");
        Assert.That((fills > 1_000, statements > 500, cuts > 100), Is.EqualTo((true, true, true)));
    }

    /// <summary>A venue whose stream of reports is cut now and then, and some reports with it.</summary>
    private sealed class CutWorld(Random random) : RaceWorld(random, TestMarket.Setup(
        new RiskLimits { DailyLossReducingFraction = 1m, StrategyOrdersPerSecondMax = 10_000, AccountOrdersPerSecondMax = 10_000 },
        TestMarket.Spec(style: OrderStyle.Limit, allowShort: true), TestMarket.Spec("beta", allowShort: true)))
    {
        private bool _isCut;

        public int Cuts { get; private set; }

        protected override void Resolve()
        {
            if (_isCut) Reopen();
        }

        protected override void Trouble()
        {
            if (_isCut) Reopen();
            if (Random.Next(5) != 0) return;
            Cuts++;
            Bench.Report(new VenueEvent.StreamLost("simulated", "cut", Bench.Now));
            _isCut = true;
            var unheard = Venue.OnTheWay.Where(static report => report is not VenueEvent.Executed).ToList();
            foreach (var report in unheard.Take(Random.Next(3))) Venue.OnTheWay.Remove(report);
        }

        private void Reopen()
        {
            _isCut = false;
            Bench.OpenStream();
        }
    }
}
