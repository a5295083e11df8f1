using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Live;

/// <summary>Bug: a connection that was reset as soon as it was made came out of the library as a bare SocketException, which nobody took for a venue out of reach.</summary>
[TestFixture]
internal sealed class ResetAtOnceTests
{
    private static readonly LineOptions Options = new() { Connect = static async (_, stopping) => new NetworkStream(await ResetAsync(stopping), ownsSocket: true) };

    [Test]
    public async Task Send_OnAConnectionResetAtOnce_IsCertainlyNotSent()
    {
        using var line = new VenueLine(Options, TimeProvider.System, static (_, _) => new(DateTimeOffset.UtcNow));
        var reply = await line.SendAsync(static _ => new WireRequest { Method = HttpMethod.Post, Url = new Uri("http://venue/order"), Body = "{}"u8.ToArray() }, Urgency.Other, default);
        Assert.That((reply.Fault!.Kind, reply.Fault.Code), Is.EqualTo((VenueFaultKind.Retry, "NOT_SENT")));
    }

    [Test]
    public async Task Ask_OnAConnectionResetAtOnce_IsAQuestionWithoutAnAnswer()
    {
        using var line = new VenueLine(Options, TimeProvider.System, static (_, _) => new(DateTimeOffset.UtcNow));
        Assert.That((await line.AskAsync(new WireRequest { Method = HttpMethod.Get, Url = new Uri("http://venue/time") }, default)).Fault!.Code, Is.EqualTo("CUT"));
    }

    [Test]
    public async Task Open_AStreamOnAConnectionResetAtOnce_IsRefusedAsNotConnected()
    {
        using var line = new VenueLine(Options, TimeProvider.System, static (_, _) => new(DateTimeOffset.UtcNow));
        using var invoker = new HttpMessageInvoker(line.Sockets, disposeHandler: false);
        var refused = await Assert.ThrowsAsync<VenueException>(async () => await WebSocketLink.ConnectAsync(new Uri("ws://venue/"), invoker, TimeSpan.FromSeconds(10), 1_000, TimeProvider.System, default));
        Assert.That(refused!.Fault.Code, Is.EqualTo("NOT_CONNECTED"));
    }

    // Connected, and known to be reset before anybody uses it: the kernel forgets whom it was connected to.
    private static async Task<Socket> ResetAsync(CancellationToken stopping)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var made = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await made.ConnectAsync(listener.LocalEndPoint!, stopping);
        using (var accepted = await listener.AcceptAsync(stopping)) accepted.LingerState = new LingerOption(true, 0); // closed at once, by a reset
        made.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead);
        return made;
    }
}
