using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Books;

public sealed class RefusalThrottleTests
{
    private static readonly StrategyId Alpha = new("alpha");
    private static readonly Symbol Ibm = new("IBM");
    private static readonly RiskRefusal Wide = new(RiskRule.SpreadGate, 1m, 2m, "Too wide.");

    [Test]
    public void Admit_ARunawayStrategy_GivesOneRowASecondAndTellsTheRest()
    {
        var throttle = new RefusalThrottle();
        var rows = Enumerable.Range(0, 3_001).Select(i => throttle.Admit(Alpha, Ibm, Wide, TestMarket.Start.AddMilliseconds(i))).OfType<string>().ToList();
        Assert.That(rows, Has.Count.EqualTo(4));
        Assert.That(rows[0], Is.EqualTo("Too wide."));
        Assert.That(rows.Skip(1), Is.All.StartsWith("Too wide. (999 more like it since 2024-03-01T12:00:0"));
        Assert.That(throttle.Suppressed, Is.EqualTo(3_001 - 4), "None vanished: rows and counted ones are all there were.");
    }

    [Test]
    public void Admit_AtTheSecondExactly_IsARowAndATickBeforeIsNot()
    {
        var throttle = new RefusalThrottle();
        throttle.Admit(Alpha, Ibm, Wide, TestMarket.Start);
        Assert.That(throttle.Admit(Alpha, Ibm, Wide, TestMarket.Start.AddSeconds(1).AddTicks(-1)), Is.Null);
        Assert.That(throttle.Admit(Alpha, Ibm, Wide, TestMarket.Start.AddSeconds(1)), Is.Not.Null);
    }

    [Test]
    public void Admit_AnotherStrategyInstrumentOrRule_IsNotHeldBack()
    {
        var throttle = new RefusalThrottle();
        string?[] rows =
        [
            throttle.Admit(Alpha, Ibm, Wide, TestMarket.Start), throttle.Admit(new StrategyId("beta"), Ibm, Wide, TestMarket.Start),
            throttle.Admit(Alpha, new Symbol("SAP"), Wide, TestMarket.Start), throttle.Admit(Alpha, Ibm, Wide with { Rule = RiskRule.QuoteFresh }, TestMarket.Start),
        ];
        Assert.That(rows, Is.All.EqualTo("Too wide."));
    }
}
