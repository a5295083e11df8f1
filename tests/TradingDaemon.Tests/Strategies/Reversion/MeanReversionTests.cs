using NUnit.Framework;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Reversion;
using TradingDaemon.Tests.Strategies.Support;

namespace TradingDaemon.Tests.Strategies.Reversion;

/// <summary>Bands over 4 observations and 1.5 deviations, RSI over 3 changes, range over 4: small enough to check by hand.</summary>
public sealed class MeanReversionTests
{
    private static readonly (string, string)[] Small = [("bandPeriod", "4"), ("bandWidth", "1.5"), ("rsiPeriod", "3"), ("rangeWindow", "4")];

    private static StrategySpec Spec(params (string, string)[] more) => Samples.Spec("mean-reversion", [.. Small, .. more]);

    private static StrategyRun Run(StrategySpec? spec = null, bool fills = true) =>
        new(new MeanReversionFactory().Create(spec ?? Spec(), Samples.Instrument()), fills) { AllowShort = spec?.AllowShort ?? false };

    [Test]
    public void Evaluate_BelowLowerBandAndOversold_BuysWithTheShareBelowThirty()
    {
        // Window 100, 100, 100, 96: mean 99, deviation √3, lower 99 − 1.5·√3 = 96.40 > 96. Changes 0, 0, −4: RSI 0. Range 4.17 %.
        var run = Run().Over(100d, 100d, 100d, 96d);
        Assert.That(run.Proposals.Single().Proposal, Is.EqualTo(new SignalProposal(
            SignalKind.Buy, 1d, "price 96 below lower band 96.401924, RSI(3) 0.0, range 4.17 %")));
    }

    [Test]
    public void Evaluate_BelowLowerBandButNotOversold_IsSilent() =>
        Assert.That(Run(Spec(("oversold", "30"))).Over(100d, 103d, 103d, 99.5).Proposals, Is.Empty);   // gains 3, losses 3.5: RSI 46

    [Test]
    public void Evaluate_RangeTooWide_DoesNotEnter()
    {
        Assert.That(Run(Spec(("rangeMax", "0.0416"))).Over(100d, 100d, 100d, 96d).Proposals, Is.Empty);
        Assert.That(Run(Spec(("rangeMax", "0.0417"))).Over(100d, 100d, 100d, 96d).Proposals, Has.Count.EqualTo(1));
    }

    [Test]
    public void Evaluate_RangeNotYetKnown_DoesNotEnter() =>
        Assert.That(Run(Spec(("rangeWindow", "5"))).Over(100d, 100d, 100d, 96d).Proposals, Is.Empty);

    [Test]
    public void Evaluate_BackAtMiddleBand_Closes()
    {
        var run = Run().Over(100d, 100d, 100d, 96d, 97d, 99d);     // middle: 98.25 at 97, 98 at 99
        Assert.That(run.Proposals.Select(static p => (p.Observation, p.Proposal.Kind)), Is.EqualTo(new[] { (4, SignalKind.Buy), (6, SignalKind.Close) }));
        Assert.That(run.Proposals[1].Proposal.Confidence, Is.EqualTo(1d));
    }

    [Test]
    public void Evaluate_OverboughtBelowMiddleBand_ClosesToo()
    {
        var run = Run(Spec(("bandPeriod", "6"), ("rsiPeriod", "2"), ("overbought", "60"))).Over(110d, 110d, 110d, 110d, 110d, 100d, 103d, 105d);
        Assert.That(run.Kinds, Is.EqualTo(new[] { SignalKind.Buy }));      // at 105: gains 1.75, losses 1.25, RSI 58.3
        run.Over(105.5);                                                    // gains 1.125, losses 0.625, RSI 64.3; middle band 105.58
        Assert.That(run.Kinds, Is.EqualTo(new[] { SignalKind.Buy, SignalKind.Close }));
    }

    [Test]
    public void Evaluate_AboveUpperBand_ShortsOnlyWhereAllowed()
    {
        double[] series = [100d, 100d, 100d, 104d, 103d, 101d];     // middle 101.75 at 103, 102 at 101
        Assert.That(Run().Over(series).Proposals, Is.Empty);
        Assert.That(Run(Spec() with { AllowShort = true }).Over(series).Kinds, Is.EqualTo(new[] { SignalKind.Sell, SignalKind.Close }));
    }

    [Test]
    public void Evaluate_StandsStillAfterAFall_IsSilent() =>
        Assert.That(Run().Over([100d, 99d, 98d, 97.5, .. Enumerable.Repeat(97.5, 3_000)]).Proposals, Is.Empty);

    [Test]
    public void Evaluate_OnBars_MeasuresTheRangeByHighAndLow()
    {
        var spec = Spec(("rangeMax", "0.05")) with { BarInterval = TimeSpan.FromSeconds(1) };
        var closes = new[] { 100d, 100d, 100d, 96d };
        Assert.That(Run(spec).OverBars(closes.Select(static c => Samples.Bar(c, c, c, c))).Proposals, Has.Count.EqualTo(1));
        Assert.That(Run(spec).OverBars(closes.Select(static c => Samples.Bar(c, c + 3d, c, c))).Proposals, Is.Empty);
    }

    [Test]
    public void Needs_IsTheLongestWindow()
    {
        var factory = new MeanReversionFactory();
        Assert.That(factory.Create(Spec(), Samples.Instrument()).Needs.WarmUpObservations, Is.EqualTo(4));
        Assert.That(factory.Create(Spec(("rsiPeriod", "14")), Samples.Instrument()).Needs.WarmUpObservations, Is.EqualTo(15));
        Assert.That(factory.Create(Samples.Spec("mean-reversion"), Samples.Instrument()).Needs.WarmUpObservations, Is.EqualTo(100));
    }
}
