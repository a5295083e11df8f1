using NUnit.Framework;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Operations.Limits;
using TradingDaemon.Operations.Status;
using TradingDaemon.Operations.Supervision;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Supervision;

public sealed class LimitWatchTests
{
    [TestCase(0.0399, null), TestCase(0.04, "DailyLossMax: 0.04 of 0.05 is used; entries stop there."), TestCase(0.05, "DailyLossMax: 0.05 of 0.05 is used; entries have stopped."), TestCase(null, null)]
    public void Look_FourFifthsOfALimitUsed_IsToldUntilItIsNoMore(double? used, string? told)
    {
        var channel = new RecordingChannel();
        using var boards = new Boards(channel);
        var status = Board((decimal?)used);
        using var watch = new LimitWatch(status, boards.Alerts, boards.Clock, TimeSpan.FromSeconds(10));
        watch.Look();
        watch.Look();
        Assert.That(channel.Sent.Select(static alert => (alert.Key, alert.Text)), Is.EqualTo(told is null ? [] : new[] { ("limit:DailyLossMax", told) }));
        status.Publish(status.Current with { Limits = [new LimitLine(RiskRule.DailyLossMax, 0m, 0.05m)] });
        watch.Look();
        Assert.That(boards.Alerts.Recent, Is.Empty);
    }

    [TestCase(0.03, 0.02, false), TestCase(0.06, 0, true), TestCase(-0.01, 0.06, false), TestCase(null, null, false)]
    public void Line_SaysWhatIsLeft(double? used, double? left, bool isNear)
    {
        var line = new LimitLine(RiskRule.DailyLossMax, (decimal?)used, 0.05m);
        Assert.That((line.Left, line.IsNear), Is.EqualTo(((decimal?)left, isNear)));
    }

    private static StatusBoard Board(decimal? used)
    {
        var status = new StatusBoard(DaemonStatus.Initial(DateTimeOffset.UnixEpoch, new DaemonVersions("test", "test", null)));
        status.Publish(status.Current with { Limits = [new LimitLine(RiskRule.DailyLossMax, used, 0.05m)] });
        return status;
    }
}
