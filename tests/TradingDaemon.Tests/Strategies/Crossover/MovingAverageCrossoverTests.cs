using NUnit.Framework;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Crossover;
using TradingDaemon.Tests.Strategies.Support;

namespace TradingDaemon.Tests.Strategies.Crossover;

/// <summary>SMA(2) against SMA(3) unless said otherwise: every average here is done in the head.</summary>
public sealed class MovingAverageCrossoverTests
{
    private static readonly (string, string)[] TwoAndThree = [("fast", "2"), ("slow", "3")];

    private static StrategySpec Spec(params (string, string)[] more) => Samples.Spec("moving-average-crossover", [.. TwoAndThree, .. more]);

    private static StrategyRun Run(StrategySpec? spec = null, bool fills = true) =>
        new(new MovingAverageCrossoverFactory().Create(spec ?? Spec(), Samples.Instrument()), fills) { AllowShort = spec?.AllowShort ?? false };

    [Test]
    public void Evaluate_GoldenCross_BuysOnceWithTheNumbers()
    {
        // After 10, 9, 8: fast 8.5 below slow 9. After 12: fast 10 above slow 9.67.
        var run = Run().Over(10d, 9d, 8d, 12d, 13d, 14d);
        Assert.That(run.Proposals, Has.Count.EqualTo(1));
        Assert.That((run.Proposals[0].Observation, run.Proposals[0].Proposal.Kind), Is.EqualTo((4, SignalKind.Buy)));
        Assert.That(run.Proposals[0].Proposal.Reasoning, Is.EqualTo("golden cross: SMA(2) 10 against SMA(3) 9.6666667, 344.83 bps apart"));
        Assert.That(run.Proposals[0].Proposal.Confidence, Is.InRange(0.5, 1d));
        Assert.That(run.Proposals[0].Proposal.QuantityBase, Is.Null);
    }

    [Test]
    public void Evaluate_DeathCrossAfterGolden_Sells()
    {
        var run = Run().Over(10d, 9d, 8d, 12d, 13d, 5d, 4d);
        Assert.That(run.Kinds, Is.EqualTo(new[] { SignalKind.Buy, SignalKind.Sell }));
        Assert.That((run.Proposals[1].Observation, run.Proposals[1].Proposal.Confidence), Is.EqualTo((6, 1d)));
    }

    [Test]
    public void Evaluate_WarmUp_ProposesNothingAndTheFirstSideIsNoCross() =>
        Assert.That(Run().Over(10d, 11d, 12d, 13d, 14d).Proposals, Is.Empty);

    [Test]
    public void Evaluate_DeathCrossWhileFlat_IsSilent() =>
        Assert.That(Run().Over(10d, 11d, 12d, 5d, 4d).Proposals, Is.Empty);

    [Test]
    public void Evaluate_MarketStandsStill_NeverCrosses() =>
        Assert.That(Run().Over([.. Enumerable.Range(0, 50).Select(static i => 100d + (0.1 * (i % 3))), .. Enumerable.Repeat(100.1, 5_000)]).Proposals
            .Count(static p => p.Observation > 60), Is.Zero);

    [Test]
    public void Evaluate_GoldenCrossWhenAlreadyLong_DoesNotRepeatBuy()
    {
        var run = Run(fills: false);
        run.Account = Samples.Holding(1m);
        run.Over(10d, 11d, 12d, 12d, 14d);
        Assert.That(run.Proposals, Is.Empty);
    }

    [Test]
    public void Evaluate_LongFoundBelowTheCross_IsSoldAndInsistedOnUntilFlat()
    {
        var run = Run(fills: false);
        run.Account = Samples.Holding(1m);
        run.Over(10d, 9d, 8d, 7d, 6d, 5d, 4d, 3d, 2.5);     // below from observation 3; one signal lives 5 s
        Assert.That(run.Proposals.Select(static p => (p.Observation, p.Proposal.Kind)), Is.EqualTo(new[] { (3, SignalKind.Sell), (8, SignalKind.Sell) }));
        run.Account = Samples.Holding(0m);
        run.Over(2d, 1.5, 1.2, 1.1, 1d, 0.9);
        Assert.That(run.Proposals, Has.Count.EqualTo(2));
    }

    [Test]
    public void Evaluate_ShortsAllowed_DeathCrossGoesShortAndGoldenCrossTurnsLong()
    {
        var run = Run(Spec() with { AllowShort = true }).Over(10d, 11d, 12d, 5d, 4d, 9d, 12d);
        Assert.That(run.Kinds, Is.EqualTo(new[] { SignalKind.Sell, SignalKind.Buy }));
    }

    [Test]
    public void Evaluate_ShortsAllowedWithinCooldown_ClosesInsteadOfTurning()
    {
        var run = Run(Spec(("cooldown", "00:10:00")) with { AllowShort = true }).Over(10d, 11d, 12d, 5d, 4d, 9d, 12d);
        Assert.That(run.Kinds, Is.EqualTo(new[] { SignalKind.Sell, SignalKind.Close }));
        var other = Run(Spec(("cooldown", "00:10:00")) with { AllowShort = true }).Over(10d, 9d, 8d, 12d, 13d, 5d, 4d);
        Assert.That(other.Kinds, Is.EqualTo(new[] { SignalKind.Buy, SignalKind.Close }));
    }

    [Test]
    public void Evaluate_GoldenCrossWithinCooldown_IsLetPass()
    {
        double[] wave = [10d, 9d, 8d, 12d, 13d, 5d, 4d, 9d, 12d, 5d, 4d];
        Assert.That(Run(Spec(("cooldown", "00:00:05"))).Over(wave).Kinds, Is.EqualTo(new[] { SignalKind.Buy, SignalKind.Sell }));
        Assert.That(Run(Spec(("cooldown", "00:00:04"))).Over(wave).Kinds, Is.EqualTo(new[] { SignalKind.Buy, SignalKind.Sell, SignalKind.Buy, SignalKind.Sell }));
    }

    [Test]
    public void Evaluate_SeparationBelowMinimum_DoesNotCount()
    {
        double[] series = [10d, 9d, 8d, 12d, 13d];          // 345 bps apart at the cross
        Assert.That(Run(Spec(("minimumSeparationBps", "340"))).Over(series.AsSpan(0, 4)).Kinds, Is.EqualTo(new[] { SignalKind.Buy }));
        Assert.That(Run(Spec(("minimumSeparationBps", "350"))).Over(series.AsSpan(0, 4)).Kinds, Is.Empty);
    }

    [Test]
    public void Evaluate_Exponential_CrossesWhereTheRecursionSays()
    {
        // EMA(2) and EMA(3) are seeded 9.5 and 9. Then 8 makes EMA(2) 8.5 (below 9), and 12 makes them 10.833 and 10.5.
        var run = Run(Spec(("average", "ema"))).Over(10d, 9d, 8d, 12d);
        Assert.That(run.Proposals.Single().Proposal.Reasoning, Does.StartWith("golden cross: EMA(2) 10.833333 against EMA(3) 10.5"));
    }

    [Test]
    public void Needs_WithAndWithoutBars_FollowTheSpec()
    {
        var factory = new MovingAverageCrossoverFactory();
        Assert.That(factory.Create(Spec(), Samples.Instrument()).Needs, Is.EqualTo(new StrategyNeeds(true, TimeSpan.Zero, 3)));
        Assert.That(factory.Create(Spec() with { BarInterval = TimeSpan.FromMinutes(5) }, Samples.Instrument()).Needs,
            Is.EqualTo(new StrategyNeeds(false, TimeSpan.FromMinutes(5), 3)));
    }

    [Test]
    public void Evaluate_OnBars_ReadsClosesOnly()
    {
        var strategy = Spec() with { BarInterval = TimeSpan.FromSeconds(1) };
        var closes = new[] { 10d, 9d, 8d, 12d };
        var run = Run(strategy).OverBars(closes.Select(static close => Samples.Bar(50d, 99d, 1d, close)));
        Assert.That(run.Kinds, Is.EqualTo(new[] { SignalKind.Buy }));
        Assert.That(Run(strategy).Over(closes).Kinds, Is.Empty);
    }
}
