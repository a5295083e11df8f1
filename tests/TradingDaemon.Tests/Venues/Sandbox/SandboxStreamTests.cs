using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Sandbox;

namespace TradingDaemon.Tests.Venues.Sandbox;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SandboxStreamTests : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public void Dispose() => _stopping.Dispose();

    [Test]
    public async Task Run_TellsWhatBecomesOfOrders()
    {
        await using var rig = await SandboxRig.StartAsync();
        var (venue, events, run) = await OpenAsync(rig);
        await venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default);
        var accepted = await SandboxRig.NextAsync<VenueEvent.Accepted>(events);
        await venue.CancelAsync(Orders.Reference(1), default);
        var cancelled = await SandboxRig.NextAsync<VenueEvent.CancelDone>(events);
        await venue.PlaceAsync(Orders.Market(2), default);
        var executed = await SandboxRig.NextAsync<VenueEvent.Executed>(events);
        Assert.Multiple(() =>
        {
            Assert.That((accepted.ClientOrderId, cancelled.ClientOrderId), Is.EqualTo((Orders.Id(1), Orders.Id(1))));
            Assert.That((executed.Fill.ClientOrderId, executed.Fill.Quantity.Base), Is.EqualTo((Orders.Id(2), 0.01m)));
        });
        await EndAsync(run);
    }

    [Test]
    public async Task Run_WithExecutionsDroppedAndReordered_AsksForWhatIsMissing()
    {
        await using var rig = await SandboxRig.StartAsync();
        var (venue, events, run) = await OpenAsync(rig);
        rig.Server.Replace(new FaultScript { Seed = 3, Faults = [new Fault { Kind = FaultKind.DropFrame, Frame = "execution", Probability = 0.4 }, new Fault { Kind = FaultKind.DuplicateFrame, Frame = "execution", Probability = 0.3 }] });
        for (var i = 1; i <= 40; i++) await venue.PlaceAsync(Orders.Market(i, quantity: 0.0002m), default);
        rig.Server.Replace(new FaultScript());
        await venue.PlaceAsync(Orders.Market(41, quantity: 0.0002m), default); // shows the gap, had the last of the forty been lost
        var heard = new SortedSet<long>();
        while (heard.Count < 41) heard.Add((await SandboxRig.NextAsync<VenueEvent.Executed>(events)).Fill.ExecutionSequence);
        Assert.That(heard, Is.EqualTo(Enumerable.Range(1, 41).Select(static number => (long)number)));
        await EndAsync(run);
    }

    [Test]
    public async Task Run_WhereTheConnectionIsCut_EndsWithAReason()
    {
        await using var rig = await SandboxRig.StartAsync();
        var (_, _, run) = await OpenAsync(rig);
        await rig.CutAsync();
        Assert.That(async () => await run, Throws.InstanceOf<VenueException>().With.Property("Fault").Property("Code").EqualTo("STREAM_ENDED"));
    }

    [Test]
    public async Task Run_WhereNothingComesNotEvenAHeartbeat_Ends()
    {
        await using var rig = await SandboxRig.StartAsync();
        var (_, _, run) = await OpenAsync(rig, static options => options with { SilenceMax = TimeSpan.FromSeconds(3) });
        rig.Server.Add(new Fault { Kind = FaultKind.Pause, Request = "any" });
        Assert.That(async () => await run, Throws.InstanceOf<VenueException>().With.Property("Fault").Property("Code").EqualTo("SILENT"));
    }

    [Test]
    public async Task Run_WhereNobodyListens_SaysSo()
    {
        var rig = await SandboxRig.StartAsync();
        var venue = rig.Venue();
        await rig.Server.DisposeAsync();
        Assert.That(async () => await venue.RunAsync(Channel.CreateUnbounded<VenueEvent>().Writer, default), Throws.InstanceOf<VenueException>().With.Property("Fault").Property("IsRetryable").True);
        venue.Dispose();
    }

    private async Task<(SandboxVenue Venue, ChannelReader<VenueEvent> Events, Task Run)> OpenAsync(SandboxRig rig, Func<SandboxVenueOptions, SandboxVenueOptions>? with = null)
    {
        var venue = rig.Venue(with);
        var events = Channel.CreateUnbounded<VenueEvent>();
        var run = venue.RunAsync(events.Writer, _stopping.Token);
        var first = await Task.WhenAny(run, SandboxRig.NextAsync<VenueEvent.StreamOpened>(events.Reader));
        await first;
        return (venue, events.Reader, run);
    }

    private async Task EndAsync(Task run)
    {
        await _stopping.CancelAsync();
        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
    }
}
