using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace TradingDaemon.Tests.Venues.Live.Support;

/// <summary>
/// A real server on the loopback that says what a test tells it to: answers by path, in their order, the last one again and again; and frames on
/// any WebSocket. What it was asked is kept.
/// </summary>
internal sealed class LoopbackVenue : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<LoopbackReply>> _replies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<string, LoopbackReply>> _answers = new(StringComparer.Ordinal);

    private LoopbackVenue(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Every request in its order: path, query and body.</summary>
    public ConcurrentQueue<(string Path, string Query, string Body)> Asked { get; } = new();

    /// <summary>The same with method, target as it was spelled, and every header.</summary>
    public ConcurrentQueue<LoopbackHead> Heads { get; } = new();

    /// <summary>Answers what no other answer is for, by its path.</summary>
    public Func<string, LoopbackReply> Otherwise { get; set; } = static _ => new LoopbackReply("{}", 404);

    /// <summary>Sent on a WebSocket: what the client said, and what is then answered.</summary>
    public Func<string, IEnumerable<string>> OnFrame { get; set; } = static _ => [];

    /// <summary>Sent on a WebSocket when it opens.</summary>
    public IReadOnlyList<string> Greeting { get; set; } = [];

    /// <summary>Every frame of every client.</summary>
    public ConcurrentQueue<string> Frames { get; } = new();

    /// <summary>The newest open WebSocket.</summary>
    public WebSocket? Stream { get; private set; }

    public static async Task<LoopbackVenue> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var venue = new LoopbackVenue(builder.Build());
        venue._app.UseWebSockets();
        venue._app.Run(venue.ServeAsync);
        await venue._app.StartAsync();
        return venue;
    }

    /// <summary>Answers a path from now on.</summary>
    public void Answer(string path, params LoopbackReply[] replies) => _replies[path] = new ConcurrentQueue<LoopbackReply>(replies);

    /// <summary>Answers a path from now on by what the request says in its body or, without one, its query.</summary>
    public void Answer(string path, Func<string, LoopbackReply> answer) => _answers[path] = answer;

    /// <summary>How often a path was asked.</summary>
    public int CountOf(string path) => Asked.Count(asked => asked.Path == path);

    /// <summary>The newest body a path was asked with.</summary>
    public string BodyOf(string path) => Asked.Last(asked => asked.Path == path).Body;

    /// <summary>Sends a frame on the newest WebSocket.</summary>
    public Task SayAsync(string frame) => SayAsync(Stream!, frame);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Stream?.Abort();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static Task SayAsync(WebSocket socket, string frame) => socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task ServeAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            await ConverseAsync(context);
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Asked.Enqueue((context.Request.Path, context.Request.QueryString.Value ?? "", body));
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        Heads.Enqueue(new LoopbackHead(context.Request.Method, target, context.Request.Headers.ToDictionary(static header => header.Key, static header => $"{header.Value}", StringComparer.OrdinalIgnoreCase), body));
        ConcurrentQueue<LoopbackReply>? replies = null;
        var reply = _answers.TryGetValue(context.Request.Path, out var answer) ? answer(body.Length > 0 ? body : context.Request.QueryString.Value ?? "")
            : _replies.TryGetValue(context.Request.Path, out replies) && replies.TryPeek(out var next) ? next : Otherwise(target.Split('?')[0]);
        if (answer is null && replies is { Count: > 1 }) replies.TryDequeue(out _);
        if (reply.IsSilent) await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (reply.IsCut) context.Abort();
        if (reply.IsCut || reply.IsSilent) return;
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers) context.Response.Headers[name] = value;
        await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }

    private async Task ConverseAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        Stream = socket;
        foreach (var frame in Greeting) await SayAsync(socket, frame);
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer, context.RequestAborted);
                if (read.MessageType == WebSocketMessageType.Close) return;
                var frame = Encoding.UTF8.GetString(buffer, 0, read.Count);
                Frames.Enqueue(frame);
                foreach (var answer in OnFrame(frame)) await SayAsync(socket, answer);
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException)
        {
            // The client is gone, or the test is over.
        }
    }
}
