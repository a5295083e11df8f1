using NUnit.Framework;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Momentum;
using TradingDaemon.Tests.Strategies.Support;

namespace TradingDaemon.Tests.Strategies.Momentum;

public sealed class MultiAssetMomentumTests
{
    private static StrategySpec Spec(params (string, string)[] more) => Samples.Spec("multi-asset-momentum", [("lookback", "2"), .. more]);

    private static StrategyRun Run(StrategySpec? spec = null, bool fills = true) =>
        new(new MultiAssetMomentumFactory().Create(spec ?? Spec(), Samples.Instrument()), fills);

    [Test]
    public void Evaluate_MomentumAboveEntry_BuysWithMomentumAsConfidence()
    {
        // Log returns a = ln 1.1 and b = ln 1.05: z = (a + b) / (|a − b| / √2 · √2) = (a + b) / |a − b| = 3.098; tanh = 0.9959.
        var run = Run().Over(100d, 110d, 115.5);
        var (a, b) = (Math.Log(1.1), Math.Log(1.05));
        Assert.That(run.Proposals.Single().Observation, Is.EqualTo(3));
        Assert.That(run.Proposals.Single().Proposal.Kind, Is.EqualTo(SignalKind.Buy));
        Assert.That(run.Proposals.Single().Proposal.Confidence, Is.EqualTo(Math.Tanh((a + b) / (a - b))).Within(1e-9));
        Assert.That(run.Proposals.Single().Proposal.Reasoning, Is.EqualTo("momentum over 2 returns 0.996 above entry 0.5"));
    }

    [Test]
    public void Evaluate_BetweenExitAndEntry_HoldsBySilence()
    {
        // Returns +10 %, then −5 %: z = (0.0953 − 0.0513) / 0.1466 = 0.30, tanh 0.29: above exit, below entry.
        var run = Run().Over(100d, 105d, 110.25, 121.275, 115.21125);
        Assert.That(run.Kinds, Is.EqualTo(new[] { SignalKind.Buy }));
        Assert.That(Run().Over(100d, 110d, 104.5).Kinds, Is.Empty);
    }

    [Test]
    public void Evaluate_MomentumBelowExit_Closes()
    {
        var run = Run().Over(100d, 110d, 115.5, 100d, 90d, 80d);
        Assert.That(run.Proposals.Select(static p => (p.Observation, p.Proposal.Kind)), Is.EqualTo(new[] { (3, SignalKind.Buy), (4, SignalKind.Close) }));
        Assert.That(run.Proposals[1].Proposal.Reasoning, Does.StartWith("momentum over 2 returns -").And.EndsWith("below exit 0.1"));
    }

    [Test]
    public void Evaluate_FallingWhileFlat_IsSilent() => Assert.That(Run().Over(100d, 90d, 80d, 70d).Proposals, Is.Empty);

    [Test]
    public void Evaluate_StillMarket_IsSilent() => Assert.That(Run().Over([.. Enumerable.Repeat(100d, 2_000)]).Proposals, Is.Empty);

    [Test]
    public void Evaluate_LongFoundAfterRestart_IsClosedButNeverBoughtAgain()
    {
        var run = Run(fills: false);
        run.Account = Samples.Holding(1m);
        run.Over(100d, 110d, 121d, 100d);
        Assert.That(run.Kinds, Is.EqualTo(new[] { SignalKind.Close }));
    }

    [Test]
    public void Evaluate_WithinCooldown_DoesNotReenter()
    {
        double[] series = [100d, 110d, 115.5, 100d, 90d, 95d, 101d, 110d];
        Assert.That(Run(Spec(("cooldown", "00:01:00"))).Over(series).Kinds, Is.EqualTo(new[] { SignalKind.Buy, SignalKind.Close }));
        Assert.That(Run().Over(series).Kinds, Is.EqualTo(new[] { SignalKind.Buy, SignalKind.Close, SignalKind.Buy }));
    }

    [Test]
    public void Needs_IsOnePriceMoreThanReturns() =>
        Assert.That(new MultiAssetMomentumFactory().Create(Spec(), Samples.Instrument()).Needs, Is.EqualTo(new StrategyNeeds(true, TimeSpan.Zero, 3)));
}
