using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Domain.Trials;
using TradingDaemon.Simulation.Oracle;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Tests;

/// <summary>Who watches the watcher of trials on paper and of tilt weighed by tiers: each way of breaking a promise is caught, and what keeps it is not.</summary>
public sealed class TrialOracleTests
{
    private static readonly Tier High = new("high", 100m, 0.9m, new RiskLimits(), []) { Paper = new TierPaper { Duration = TimeSpan.FromHours(1), DurationMax = TimeSpan.FromHours(2), Trades = 10, SuccessShare = 0.7m, ProfitableShare = 0.5m } };
    private static readonly PaperFigures Enough = new(TimeSpan.FromHours(1), 10, 5, 10, 7);

    /// <summary>Stories: s1 begins the first, p1 passes it, f1 fails it with a pause of ten seconds, l1 leaves it, e enters; each is a second after the one before.</summary>
    [TestCase("s1 p1 e", true), TestCase("s1 f1 - - - - - - - - - s2 p2 e", true), TestCase("s1 l1 s2 p2 e", true), TestCase("s1 p1 l1 s2", true)]
    [TestCase("e", false, TestName = "entered without one"), TestCase("s1 e", false, TestName = "entered while it runs"), TestCase("s1 f1 e", false, TestName = "entered for one that failed")]
    [TestCase("s1 p1 l1 e", false, TestName = "entered for one that was given up"), TestCase("s1 p1 e e", false, TestName = "entered twice for one")]
    [TestCase("s2", false, TestName = "counted wrongly"), TestCase("s1 s2", false, TestName = "two at once"), TestCase("s1 f1 - - - - - - - - s2", false, TestName = "a second too early")]
    [TestCase("s1 p2", false, TestName = "another one passed"), TestCase("p1", false, TestName = "none that runs passed")]
    public void Story_IsCaughtWhereItBreaksAPromise(string story, bool isSound)
    {
        var trials = new ShadowTrials();
        var at = Ground.Start;
        void Live()
        {
            foreach (var word in story.Split(' '))
            {
                at += TimeSpan.FromSeconds(1);
                var attempt = word.Length > 1 ? word[1] - '0' : 0;
                switch (word[0])
                {
                    case 's': trials.Take(new Fact.PaperTrialStarted("high", attempt, 100m), at, High); break;
                    case 'p': trials.Take(new Fact.PaperTrialEnded("high", attempt, PaperTrialState.Passed, Enough, null, ""), High); break;
                    case 'f': trials.Take(new Fact.PaperTrialEnded("high", attempt, PaperTrialState.Failed, Enough with { Wins = 4 }, at + TimeSpan.FromSeconds(10), ""), High); break;
                    case 'l': trials.Take(new Fact.PaperTrialEnded("high", attempt, PaperTrialState.Left, null, null, ""), High); break;
                    case 'e': trials.Take(new Fact.TierEntered("high", "low", 100m), asks: true); break;
                    default: break;
                }
            }
        }

        Assert.That(Live, isSound ? Throws.Nothing : Throws.InstanceOf<InvariantBrokenException>());
    }

    [TestCase(59, 10, 5, 7), TestCase(60, 9, 5, 7), TestCase(60, 10, 4, 7), TestCase(60, 10, 5, 6)]
    public void Passed_JustBelowABar_IsCaught(int minutes, int trades, int wins, int filled)
    {
        var trials = new ShadowTrials();
        trials.Take(new Fact.PaperTrialStarted("high", 1, 100m), Ground.Start, High);
        Assert.That(() => trials.Take(new Fact.PaperTrialEnded("high", 1, PaperTrialState.Passed, new PaperFigures(TimeSpan.FromMinutes(minutes), trades, wins, 10, filled), null, ""), High), Throws.InstanceOf<InvariantBrokenException>());
    }

    [Test]
    public void Started_WithLessThanTheTierAsksFor_OrOfOneThatAsksForNone_IsCaught()
    {
        Assert.That(() => new ShadowTrials().Take(new Fact.PaperTrialStarted("high", 1, 99.99m), Ground.Start, High), Throws.InstanceOf<InvariantBrokenException>());
        Assert.That(() => new ShadowTrials().Take(new Fact.PaperTrialStarted("high", 1, 100m), Ground.Start, High with { Paper = null }), Throws.InstanceOf<InvariantBrokenException>());
    }

    /// <summary>One finding that counts so often asks for a measure of its level, which somebody must have taken.</summary>
    [TestCase(1, 0, true), TestCase(1, 1, false), TestCase(1.5, 1, false), TestCase(2, 1, true), TestCase(2, 2, false), TestCase(3, 2, true), TestCase(3, 3, false)]
    public void Findings_ThatCountMoreOften_AskForAStrongerMeasure(double weight, int measure, bool isCaught)
    {
        var policy = new TiltPolicy { Window = TimeSpan.FromSeconds(20), Level1Min = 1, Level2Min = 2, Level3Min = 3 };
        var (tilt, trader, until) = (new ShadowTilt(policy), new StrategyId("taker"), Ground.Start + TimeSpan.FromSeconds(5));
        tilt.Take(new Fact.TiltFound(trader, TiltSignal.OrderBurst, 1, ""), Ground.Start, (decimal)weight);
        if (measure > 0) tilt.Take(new Fact.TiltMoved(trader, measure switch { 1 => TiltMove.Noticed, 2 => TiltMove.Halved, _ => TiltMove.Locked }, 1, until, 0.5m, ""), Ground.Start);
        Assert.That(() => tilt.JudgeFindings(Ground.Start), isCaught ? Throws.InstanceOf<InvariantBrokenException>() : Throws.Nothing);
    }
}
