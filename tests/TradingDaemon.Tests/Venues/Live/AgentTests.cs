using System.Net.Http;
using System.Net.WebSockets;
using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Operations.Support;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Live;

/// <summary>Bug: most requests said nothing of who asks, which networks before venues refuse.</summary>
[TestFixture]
internal sealed class AgentTests
{
    [Test]
    public async Task EveryRequestAndOpening_SaysWhoAsks()
    {
        await using var venue = await WebSink.StartAsync();
        var agents = new List<string>();
        for (var i = 0; i < 2; i++)
            venue.Answers.Enqueue(context =>
            {
                agents.Add(context.Request.Headers.UserAgent.ToString());
                context.Response.StatusCode = 404;
                return Task.CompletedTask;
            });
        using var line = new VenueLine(new LineOptions(), TimeProvider.System, static (_, _) => new(DateTimeOffset.UtcNow));
        await line.AskAsync(new WireRequest { Method = HttpMethod.Get, Url = new Uri($"{venue.Url}/time") }, default);
        using var invoker = new HttpMessageInvoker(line.Sockets, disposeHandler: false);
        await Assert.ThrowsAsync<VenueException>(async () => await WebSocketLink.ConnectAsync(new Uri(venue.Url.Replace("http", "ws", StringComparison.Ordinal)), invoker, TimeSpan.FromSeconds(10), 1_000, TimeProvider.System, default));
        Assert.That(agents, Is.EqualTo(new[] { "TradingDaemon", "TradingDaemon" }));
    }
}
