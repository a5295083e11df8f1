using NUnit.Framework;
using TradingDaemon.Operations.Status;
using TradingDaemon.Operations.Supervision;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Supervision;

public sealed class OrphanWatchTests
{
    [Test]
    public void Look_AtWhatIsHeldUnderANameItsStrategyDoesNotTrade_IsToldByNameUntilItIsNoMore()
    {
        var channel = new RecordingChannel();
        using var boards = new Boards(channel);
        using var watch = new OrphanWatch(boards.Status, boards.Alerts, boards.Clock, TimeSpan.FromSeconds(10));
        PositionLine Line(string symbol, string? foundAs) => new("ma", symbol, 0.25m, 100m, null, Valuation.Missing("no quote")) { FoundAs = foundAs };
        boards.Status.Publish(boards.Status.Current with { Positions = [Line("BTC/USD", null), Line("BTC/USD@coinbase", "BTC/USD")] });
        watch.Look();
        watch.Look();
        Assert.That(channel.Sent.Select(static alert => (alert.Key, alert.Text)), Is.EqualTo(new[]
        {
            ("orphan:ma:BTC/USD@coinbase", "ma holds 0.25 of BTC/USD@coinbase, a name it does not trade, and no entry is routed there. It is shown to ma as BTC/USD, and its exits of BTC/USD close it."),
        }));
        boards.Status.Publish(boards.Status.Current with { Positions = [Line("BTC/USD", null)] });
        watch.Look();
        Assert.That(boards.Alerts.Recent, Is.Empty);
    }
}
