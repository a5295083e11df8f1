using NUnit.Framework;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
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

    [Test]
    public void Of_ThePositionsThatMayBeOpen_CountsThoseBeingOpened_AndIsNeverNear()
    {
        var bench = AccountBench.Running(TestMarket.Setup(new RiskLimits { PositionsMax = 2 }) with { Spreads = new SpreadLimits(IsEnabled: false) });
        bench.Trade(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        var line = LimitLines.Of(bench.Engine.Account, bench.Engine.Account.Equity()).Single(static line => line.Rule == RiskRule.PositionsMax);
        Assert.That((line.Used, line.Limit, line.Left, line.IsNear), Is.EqualTo(((decimal?)2m, 2m, (decimal?)0m, false)));
    }

    [Test]
    public void Of_WhatOptionsMayLose_IsToldWhereItIsLimited()
    {
        var bench = AccountBench.Running(TestMarket.Setup(new RiskLimits { OptionDailyLossMaxAccount = 100m, OptionDailyLossMaxFraction = 0.01m }) with { Spreads = new SpreadLimits(IsEnabled: false) });
        bench.Quote(TestMarket.Call, 5m, 5m);
        bench.Trade(SignalKind.Buy, TestMarket.Call, quantity: 1m);
        bench.Quote(TestMarket.Call, 4.1m, 4.1m);
        var line = LimitLines.Of(bench.Engine.Account, bench.Engine.Account.Equity()).Single(static line => line.Rule == RiskRule.OptionDailyLossMax);
        Assert.That((line.Used, line.Limit, line.Left, line.IsNear), Is.EqualTo(((decimal?)0.0009m, 0.001m, (decimal?)0.0001m, true)));
    }
}
