using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Ingest;
using TradingDaemon.Operations.Health;
using TradingDaemon.Pipeline;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Ingest;

public sealed class UnstartedFeedTests
{
    /// <summary>Bug: what was known and said at the start was two critical alerts and a critical line of health, and no block told why nothing was entered.</summary>
    [Test]
    public async Task Start_OfAFeedWithoutItsKey_BlocksItsInstrumentsAtEachVenue_AndHealthIsDegradedInTheSameWords()
    {
        using var boards = new Boards();
        using var topology = new Topology(1, static (_, _) => { });
        using var feed = new UnstartedFeed("alpaca", ["other", "simulated"], "alpaca shows its market to keys only, and there is none", topology, boards.Health, new Clocks(boards.Clock, boards.Clock));
        await feed.StartAsync(default);
        await feed.ExecuteTask!;
        foreach (var venue in new[] { "other", "simulated" })
            Assert.That(await topology.Executions.Reader.ReadAsync(), Is.EqualTo(new VenueEvent.EntriesBlocked(venue, BlockCause.KeyMissing, "Alpaca shows its market to keys only, and there is none.", boards.Clock.GetUtcNow()) { Feed = "alpaca" }));
        Assert.That(topology.Executions.Reader.TryRead(out _), Is.False);
        var line = boards.Health.Report().Components.Single(static one => one.Name == "feed:alpaca");
        Assert.That((line.Level, line.Detail, boards.Alerts.Recent.Length), Is.EqualTo((HealthLevel.Degraded, "Not started: alpaca shows its market to keys only, and there is none.", 0)));
        await feed.StopAsync(default);
    }
}
