using NUnit.Framework;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Gating;
using TradingDaemon.Operations.Limits;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Gating;

public sealed class LimitLinesTests
{
    [Test]
    public void Of_TheTiersLimits_AreMeasuredAsTheGateDoes_AndThoseThatAreOffAreLeftOut()
    {
        var bench = AccountBench.Running();
        var open = bench.Engine.Account.Books.Day.OpeningAccount!.Value;
        Assert.That(LimitLines.Of(bench.Engine.Account, open * 0.97m), Is.EqualTo(new[] { new LimitLine(RiskRule.DailyLossMax, 0.03m, bench.Engine.Account.Limits.DailyLossMaxOf(open)) }));
        Assert.That(LimitLines.Of(bench.Engine.Account, null).Single().Used, Is.Null, "what is not known is not nothing");
    }
}
