using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Trials;

namespace TradingDaemon.Tests.Trials;

/// <summary>The rooms of a trial on paper over a simulated market and a real store.</summary>
[TestFixture]
internal sealed class PaperSceneTests
{
    [Test]
    public void Step_TradesTheTierOnPaperAndCountsIt()
    {
        using var stage = new PaperStage();
        using (var scene = stage.Open())
        {
            stage.Play(scene, TimeSpan.FromMinutes(20));
            var figures = scene.FiguresAt(stage.Clock.GetUtcNow());
            Assert.That((figures.Lasted, figures.Trades > 0, figures.OrdersEnded >= figures.OrdersFilled, figures.OrdersFilled > 0), Is.EqualTo((TimeSpan.FromMinutes(20), true, true, true)), figures.ToString());
            scene.Rest(stage.Clock.GetUtcNow());
        }

        using var store = StoreInspection.Open(stage.Directory);
        var facts = store.FactsAfter(0).ToList();
        Assert.That(facts.Select(static one => one.Fact).OfType<Fact.CashMoved>().Sum(static moved => moved.Amount), Is.EqualTo(12_000m), "it begins with what the account was worth");
        Assert.That(facts.Select(static one => one.Fact).OfType<Fact.OrderIntended>().Select(static one => one.Intent.Venue), Is.All.EqualTo("simulated").And.Not.Empty);
        Assert.That(facts.Select(static one => one.Fact).OfType<Fact.FillBooked>().Select(static one => one.Fill.IsSimulated), Is.All.True);
        Assert.That(store.Verify(), Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false, Description = "killed")]
    public void Open_InTheMiddle_GoesOnWhereItWasAndTheTimeBetweenDoesNotCount(bool isInOrder)
    {
        using var stage = new PaperStage();
        var scene = stage.Open();
        stage.Play(scene, TimeSpan.FromMinutes(20));
        var before = scene.FiguresAt(stage.Clock.GetUtcNow());
        if (isInOrder) scene.Rest(stage.Clock.GetUtcNow());
        scene.Dispose();
        stage.Play(null, TimeSpan.FromMinutes(45));

        using var again = stage.Open();
        var after = again.FiguresAt(stage.Clock.GetUtcNow());
        Assert.That(after.Lasted, Is.EqualTo(before.Lasted), "noted a moment ago, also where it was killed");
        Assert.That((after.Trades >= before.Trades, after.OrdersEnded >= before.OrdersEnded), Is.EqualTo((true, true)), $"{before} and {after}");
        stage.Play(again, TimeSpan.FromMinutes(40));
        var later = again.FiguresAt(stage.Clock.GetUtcNow());
        Assert.That((later.Lasted, later.OrdersEnded > after.OrdersEnded), Is.EqualTo((after.Lasted + TimeSpan.FromMinutes(40), true)));
        again.Rest(stage.Clock.GetUtcNow());
    }

    [Test]
    public void Open_WithStrategiesThatLookBack_AsksForTheirHistory_AndTheyWarmUpByIt()
    {
        using var stage = new PaperStage();
        var looking = new StrategySpec
        {
            Id = new StrategyId("looking"), Kind = "moving-average-crossover", Symbols = ["BTC/USD"], BarInterval = TimeSpan.FromMinutes(1), LookBackBars = 30,
            Parameters = ImmutableSortedDictionary<string, string>.Empty.Add("fast", "5").Add("slow", "20"),
        };
        var asked = new List<HistoryWanted>();
        using var scene = PaperScene.Open(stage.Order with { Tier = stage.Order.Tier with { Strategies = [looking] } }, stage.Config, stage.Directory, stage.Clock, (wanted, deliver) =>
        {
            asked.AddRange(wanted);
            foreach (var one in wanted) deliver(one, History(one, stage.Clock.GetUtcNow()));
        });
        Assert.That(asked.Select(static one => $"{one.Strategy} {one.Instrument.Symbol} {one.Bars}"), Is.EqualTo(new[] { "looking BTC/USD 30" }), "once, although strategies are loaded again when the tier is entered");
        scene.Pass(stage.Clock.GetUtcNow());
        Assert.That(scene.Strategies.Single().Condition, Is.EqualTo(StrategyCondition.Running), "warm before any price came");
    }

    private static Bar[] History(HistoryWanted wanted, DateTimeOffset now) =>
        [.. Enumerable.Range(1, wanted.Bars).Reverse().Select(back => new Bar(new DateTimeOffset((now.UtcTicks / wanted.Interval.Ticks * wanted.Interval.Ticks) - (back * wanted.Interval.Ticks), TimeSpan.Zero), wanted.Interval, 100d, 101d, 99d, 100d + (back % 3), 1d, IsComplete: true))];

    [Test]
    public void SetupOf_IsTheTierAloneAtTheSimulatedExchangeWithTheDearestFees()
    {
        using var stage = new PaperStage();
        var live = stage.Order.Live;
        var elsewhere = live with
        {
            PaperFallback = true, Catalog = new(live.Catalog.All.Select(static one => one with { Venue = "kraken" })),
            Routing = live.Routing with { Fees = live.Routing.Fees.SetItem(("kraken", TradingDaemon.Domain.Instruments.AssetClass.Crypto), new(0.0025m, 0.004m)) },
        };
        var paper = PaperWorld.SetupOf(elsewhere, stage.Order.Tier);
        Assert.That(paper.Catalog.All.Select(static one => one.Venue), Is.All.EqualTo("simulated"));
        Assert.That(paper.Catalog.All.Select(static one => one.Symbol), Is.EqualTo(live.Catalog.All.Select(static one => one.Symbol)), "ticks name instruments by their place");
        Assert.That((paper.PaperFallback, paper.Tiers.IsGated, paper.Tiers.All.Single().Limits), Is.EqualTo((false, false, stage.Order.Tier.Limits)));
        var venue = PaperWorld.VenueOf(stage.Config, elsewhere, "ledger", stage.Order.Cash);
        Assert.That(venue.Fees[TradingDaemon.Domain.Instruments.AssetClass.Crypto], Is.EqualTo(new TradingDaemon.Exchange.Orders.FeeRates(0.0025m, 0.004m, 0m)));
        Assert.That(venue.Fees[TradingDaemon.Domain.Instruments.AssetClass.Forex].TakerRate, Is.EqualTo(stage.Config.Venue.Fees.Forex.TakerFraction), "what nobody configured is the simulated venue's");
    }
}
