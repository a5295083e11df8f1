using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Live;

internal sealed class AccountLinkTests
{
    /// <summary>Bug: an account's subscription that was lost, while heartbeats came, was waited for without end: the stream never opened, and entries stayed blocked until a restart.</summary>
    [Test]
    public void Until_HeartbeatsComeAndTheAnswerDoesNot_IsGivenUpInTime() => PumpContext.Run(async () =>
    {
        var clock = new TimerClock();
        await using var link = new BeatingLink(clock);
        var setup = new VenueSetup
        {
            Id = "coinbase", Hosts = LiveVenues.Hosts("coinbase")[0], Credentials = new VenueCredentials("k", "s"), Nonces = new Sandbox.SandboxRig.CountingNonces(), Instruments = [], Clock = clock, BookedFrom = TimerClock.Start,
        };
        var waiting = AccountLink.UntilAsync(link, setup, static (_, _) => { }, static _ => false, CancellationToken.None);
        var given = await Assert.ThrowsAsync<VenueException>(async () => await clock.Until(waiting, TimeSpan.FromMinutes(5)));
        Assert.That((given!.Fault.Kind, given.Fault.Code, clock.Monotonic), Is.EqualTo((VenueFaultKind.Retry, "UNANSWERED", setup.SilenceMax)));
        Assert.That(link.Beats, Is.GreaterThan(10));
    });

    // Shows every second that it lives, and says nothing else.
    private sealed class BeatingLink(TimeProvider clock) : IStreamLink
    {
        public int Beats { get; private set; }

        public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken stopping) => default;

        public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken stopping)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), clock, stopping);
            Beats++;
            return """{"channel":"heartbeats"}"""u8.ToArray();
        }

        public ValueTask DisposeAsync() => default;
    }
}
