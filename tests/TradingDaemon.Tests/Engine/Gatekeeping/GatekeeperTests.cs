using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Algorithms;

namespace TradingDaemon.Tests.Engine.Gatekeeping;

/// <summary>A model scores entries when they are decided: told in shadow, needed under a veto, never asked of exits.</summary>
[TestFixture]
internal sealed class GatekeeperTests
{
    [Test]
    public void Entry_WithoutAGatekeeper_HasNoScore([Values] bool isOff)
    {
        var bench = Of(isOff ? Policy(GatekeeperMode.Off) : null);
        bench.Trade(SignalKind.Buy);
        Assert.That(bench.LastOrder.Origin!.Gatekeeper, Is.Null);
        Assert.That(bench.Facts.Select(ScoredEntry.Of), Is.All.Null);
    }

    [Test]
    public void Entry_InShadow_IsScoredAndSentWhateverTheScore([Values(0.1, 0.9)] double confidence)
    {
        var bench = Of(Policy(GatekeeperMode.Shadow));
        bench.Signal(Sure(bench, confidence));
        Assert.That(bench.LastOrder.Origin!.Gatekeeper! with { Features = null }, Is.EqualTo(new GatekeeperScore("m1", ScoreOf(confidence), 0.55m, false)));
        Assert.That(bench.LastOrder.Origin!.Gatekeeper!.Features, Has.Count.EqualTo(12).And.ContainKey("winRate").WithValue(0.5).And.ContainKey("confidence").WithValue(confidence).And.Not.ContainKey("rangeFraction"), "all that is known, whatever the model goes by");
    }

    [Test]
    public void Entry_UnderAVeto_PassesAtTheThresholdAndIsRefusedBelow()
    {
        var bench = Of(Policy(GatekeeperMode.Veto) with { Threshold = ScoreOf(0.7) });
        bench.Signal(Sure(bench, 0.7));
        Assert.That(bench.Orders, Has.Count.EqualTo(1));
        bench.Fill(bench.LastOrder);
        bench.Signal(Sure(bench, 0.6999));
        var refused = bench.Refusals.Single();
        Assert.That((refused.Rule, refused.Limit, refused.Asked), Is.EqualTo((RiskRule.Gatekeeper, ScoreOf(0.7), ScoreOf(0.6999))));
        Assert.That(refused.Origin!.Gatekeeper! with { Features = null }, Is.EqualTo(new GatekeeperScore("m1", ScoreOf(0.6999), ScoreOf(0.7), true)), "stored like any refusal, with the score");
    }

    [Test]
    public void Exit_UnderAVetoThatNothingPasses_IsNeverAsked()
    {
        var bench = Of(Policy(GatekeeperMode.Shadow));
        bench.Trade(SignalKind.Buy);
        bench.Command(Configured(bench, Policy(GatekeeperMode.Veto) with { Threshold = 1m }));
        bench.Signal(SignalKind.Sell);
        Assert.That((bench.LastOrder.IsReduceOnly, bench.LastOrder.Origin!.Gatekeeper), Is.EqualTo((true, (GatekeeperScore?)null)));
        bench.Fill(bench.LastOrder);
        bench.Signal(SignalKind.Buy);
        Assert.That(bench.Refusals.Select(static one => one.Rule), Is.EqualTo(new[] { RiskRule.Gatekeeper }), "the entry after it is");
    }

    [Test]
    public void Entry_OfWhichSomethingIsMissing_IsSaidInShadowAndRefusedUnderAVeto([Values(GatekeeperMode.Shadow, GatekeeperMode.Veto)] GatekeeperMode mode)
    {
        var bench = Of(new GatekeeperPolicy { Mode = mode, Model = new("m1", 0d, [new(GatekeeperFeature.VolatilityFraction, 0.5, 0.1, 1)]) });
        bench.Signal(SignalKind.Buy);
        var scored = bench.Facts.Select(ScoredEntry.Of).OfType<ScoredEntry>().Single();
        Assert.That((scored.Score.Score, scored.Score.Missing, scored.Score.Verdict, scored.IsRefused), Is.EqualTo(((decimal?)null, "volatilityFraction", GatekeeperVerdict.Unscored, mode == GatekeeperMode.Veto)));
        Assert.That(bench.Refusals.Select(static one => one.Rule), Is.EqualTo(mode == GatekeeperMode.Veto ? [RiskRule.Gatekeeper] : Array.Empty<RiskRule>()));
    }

    [Test]
    public void Entry_WithoutAnyModel_IsRefusedUnderAVeto()
    {
        var bench = Of(new GatekeeperPolicy { Mode = GatekeeperMode.Veto });
        bench.Signal(SignalKind.Buy);
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Rule), Is.EqualTo((0, RiskRule.Gatekeeper)));
        Assert.That(bench.Refusals.Single().Detail, Does.Contain("for want of model"));
    }

    /// <summary>Infinite less infinite is no number: what a model cannot say is no score, and nothing overflows.</summary>
    [TestCase(1e300, 1e300, 1), TestCase(1e300, -1e300, 0), TestCase(double.MaxValue, 0, 0.5)]
    public void Entry_ByAModelBeyondAllMeasure_IsScoredWithinZeroAndOne(double first, double second, double expected)
    {
        var model = new GatekeeperModel("m1", 0d, [new(GatekeeperFeature.IsBuy, 0, 1e-300, first == double.MaxValue ? 0 : first), new(GatekeeperFeature.IsBuy, 1, 1e-300, second)]);
        var bench = Of(new GatekeeperPolicy { Mode = GatekeeperMode.Shadow, Model = first < 0 ? null : second < 0 ? model with { Weights = [new(GatekeeperFeature.IsBuy, 2, 1, first)] } : model });
        bench.Signal(SignalKind.Buy);
        Assert.That(bench.LastOrder.Origin!.Gatekeeper!.Score, Is.EqualTo((decimal)expected));
    }

    [Test]
    public void Parts_OfAnEntry_CarryItsOneScore()
    {
        var world = new ParentWorld(ParentWorld.SetupOf(ParentWorld.Twap with { Slices = 2 }) with { Gatekeeper = Policy(GatekeeperMode.Veto) with { Threshold = 0.1m } });
        world.Buy(10m);
        world.Pass(400);
        Assert.That(world.Children.Count(), Is.EqualTo(2));
        Assert.That(world.Children.Select(static child => child.Origin!.Gatekeeper!.Score), Is.All.EqualTo(ScoreOf(0.5)));
        Assert.That(world.Children.Select(static child => child.Origin!.Gatekeeper!.Features), Is.All.Null, "they stand with the whole, once");
        Assert.That(world.Bench.Facts.Select(ScoredEntry.Of).OfType<ScoredEntry>().Single().Score.Features, Does.ContainKey("confidence"));
        Assert.That(world.Bench.Facts.Select(ScoredEntry.Of).OfType<ScoredEntry>().Count(), Is.EqualTo(1), "one entry, one score");
    }

    [Test]
    public void Books_FromTheJournalAlone_AreTheSame()
    {
        var bench = Of(Policy(GatekeeperMode.Veto));
        bench.Signal(Sure(bench, 0.9));
        bench.Fill(bench.LastOrder);
        bench.Signal(Sure(bench, 0.1));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
    }

    private static AccountBench Of(GatekeeperPolicy? policy) => AccountBench.Running(TestMarket.Setup() with { Gatekeeper = policy });

    private static GatekeeperPolicy Policy(GatekeeperMode mode) => new() { Mode = mode, Model = new("m1", 0.1, [new(GatekeeperFeature.Confidence, 0.5, 0.2, 1)]) };

    private static decimal ScoreOf(double confidence) => Math.Round((decimal)(1d / (1d + Math.Exp(-(0.1 + ((confidence - 0.5) / 0.2))))), 6);

    private static Signal Sure(AccountBench bench, double confidence) => bench.SignalOf(SignalKind.Buy) with { Confidence = confidence };

    private static Command.Configure Configured(AccountBench bench, GatekeeperPolicy policy) =>
        new(new TierRulebook(bench.Setup.Tiers, bench.Setup.Spreads) { Gatekeeper = policy }, "ab12", "file", "", ImmutableArray<ConfigurationChange>.Empty);
}
