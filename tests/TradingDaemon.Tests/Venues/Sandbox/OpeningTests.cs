using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Tests.Venues.Sandbox;

/// <summary>The account's stream is opened while much else waits for the same line.</summary>
public sealed class OpeningTests
{
    /// <summary>Bug: after a restart with 200 open orders the stream was opened behind all their look-ups, and the daemon was not ready for as long.</summary>
    [Test]
    public async Task Run_BehindAPileOfLookUps_OpensBeforeThem()
    {
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.AckDelay, Ms = 20, Request = "any" });
        using var guarded = new GuardedVenue(rig.Venue(), new GuardOptions { RequestMax = TimeSpan.FromMinutes(1), Budget = new BudgetOptions { LimitPerMinute = 1_000_000 } }, TimeProvider.System);
        await guarded.HoldingsAsync(default); // the clock is measured, the connections are made
        using var over = new CancellationTokenSource();
        var answered = 0;
        var lookUps = Enumerable.Range(1, 200).Select(LookUpAsync).ToList();
        var before = 0;
        var events = Channel.CreateUnbounded<VenueEvent>();
        var running = guarded.RunAsync(new Noting(events.Writer, () => before = Volatile.Read(ref answered)), over.Token);
        await SandboxRig.NextAsync<VenueEvent.StreamOpened>(events.Reader);
        await Task.WhenAll(lookUps);
        await over.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        TestContext.Out.WriteLine($"{before} of {lookUps.Count} look-ups were answered before the stream was open.");
        Assert.That(before, Is.LessThan(lookUps.Count / 2));

        async Task LookUpAsync(int number)
        {
            await guarded.FindOrderAsync(Orders.Reference(number), default);
            Interlocked.Increment(ref answered);
        }
    }

    // Notes when the stream is said to be open, not when the test comes to hear of it.
    private sealed class Noting(ChannelWriter<VenueEvent> inner, Action note) : ChannelWriter<VenueEvent>
    {
        public override bool TryWrite(VenueEvent item)
        {
            if (item is VenueEvent.StreamOpened) note();
            return inner.TryWrite(item);
        }

        public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => inner.WaitToWriteAsync(cancellationToken);
    }
}
