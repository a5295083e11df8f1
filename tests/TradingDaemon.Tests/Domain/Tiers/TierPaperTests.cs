using NUnit.Framework;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Trials;

namespace TradingDaemon.Tests.Domain.Tiers;

/// <summary>The four bars of a trial on paper, each at, just below and just above it.</summary>
public sealed class TierPaperTests
{
    private static readonly TierPaper Bars = new() { Duration = TimeSpan.FromHours(24), DurationMax = TimeSpan.FromHours(72) };

    [TestCase(0L, 20, 11, 100, 70, PaperTrialState.Passed, Description = "every bar exactly")]
    [TestCase(1L, 21, 12, 100, 71, PaperTrialState.Passed)]
    [TestCase(-1L, 20, 20, 100, 100, null, Description = "a moment too early")]
    [TestCase(0L, 19, 19, 100, 100, null, Description = "a trade short, and time left")]
    [TestCase(0L, 20, 11, 100, 69, PaperTrialState.Failed)]
    [TestCase(0L, 20, 10, 100, 70, PaperTrialState.Failed)]
    [TestCase(0L, 20, 20, 0, 0, null, Description = "no order of it ended: nobody knows")]
    public void Judge_AtJustBelowAndJustAbove(long ticks, int trades, int wins, int ended, int filled, PaperTrialState? expected) =>
        Assert.That(Bars.Judge(new PaperFigures(Bars.Duration + TimeSpan.FromTicks(ticks), trades, wins, ended, filled)), Is.EqualTo(expected));

    [TestCase(-1L, null)]
    [TestCase(0L, PaperTrialState.Failed)]
    [TestCase(1L, PaperTrialState.Failed)]
    public void Judge_WithoutTheTradesInTime_Fails(long ticks, PaperTrialState? expected) =>
        Assert.That(Bars.Judge(new PaperFigures(Bars.DurationMax + TimeSpan.FromTicks(ticks), 19, 19, 19, 19)), Is.EqualTo(expected));

    [Test]
    public void Missing_NamesEveryBarThatIsNotReached()
    {
        Assert.That(Bars.Missing(new PaperFigures(Bars.Duration, 20, 11, 10, 7)), Is.Empty);
        Assert.That(
            Bars.Missing(new PaperFigures(TimeSpan.FromHours(23.99), 18, 9, 10, 6)),
            Is.EqualTo(new[] { "23.9 of 24 hours on paper", "18 of 20 trades on paper", "60.0 % of orders on paper filled, 70.0 % are asked for", "50.0 % of trades on paper earned something, 55.0 % are asked for" }));
        Assert.That(Bars.Missing(new PaperFigures(TimeSpan.Zero, 0, 0, 0, 0)), Has.Length.EqualTo(4));
    }

    [Test]
    public void Next_ATierWithATrial_IsNotBegunInAndIsRisenToOneAtATime()
    {
        var table = new TierTable([Of("low", 0m, null), Of("middle", 100m, Bars), Of("high", 1_000m, null)]);
        Assert.That(table.IsGated);
        Assert.That(table.Next(5_000m, null, null, default).Tier.Name, Is.EqualTo("low"));
        Assert.That(table.Next(5_000m, "low", null, default).Tier.Name, Is.EqualTo("middle"));
        Assert.That(new TierTable([Of("low", 0m, null), Of("high", 1_000m, null)]).IsGated, Is.False);
    }

    private static Tier Of(string name, decimal equityMin, TierPaper? paper) => new(name, equityMin, 0.9m, new(), []) { Paper = paper };
}
