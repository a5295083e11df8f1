using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace TradingDaemon.Tests.Venues.BadInput;

/// <summary>
/// Stands between an adapter and its exchange, as proxies do: everything is passed on, but for what a test makes of answers and frames. The adapter speaks to the exchange's own address; only its
/// connections end here.
/// </summary>
internal sealed class Meddler : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _onward = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly ConcurrentDictionary<ChannelWriter<(byte[] Frame, WebSocketMessageType Type)>, WebSocket> _streams = new();

    private Meddler(WebApplication app) => _app = app;

    /// <summary>What becomes of an answer, by the method and path it answers.</summary>
    public Func<string, Passed, Passed> Answers { get; set; } = static (_, answer) => answer;

    /// <summary>What becomes of a frame to the adapter; null: it is lost.</summary>
    public Func<byte[], byte[]?> Frames { get; set; } = static frame => frame;

    public static async Task<Meddler> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var meddler = new Meddler(builder.Build());
        meddler._app.UseWebSockets();
        meddler._app.Run(meddler.PassAsync);
        await meddler._app.StartAsync();
        return meddler;
    }

    /// <summary>Connects an adapter here, wherever it wants to go.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext wanted, CancellationToken stopping)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, new Uri(_app.Urls.First()).Port, stopping);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Says something the exchange never said, on every stream.</summary>
    public void Say(byte[] frame, WebSocketMessageType type)
    {
        foreach (var stream in _streams.Keys) stream.TryWrite((frame, type));
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        foreach (var near in _streams.Values) near.Abort();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _onward.Dispose();
    }

    private Task PassAsync(HttpContext context) => context.WebSockets.IsWebSocketRequest ? ConverseAsync(context) : AskAsync(context);

    private async Task AskAsync(HttpContext context)
    {
        using var asked = new HttpRequestMessage(new HttpMethod(context.Request.Method), Target(context, "http"));
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length > 0) asked.Content = new ByteArrayContent(body.ToArray());
        foreach (var (name, values) in context.Request.Headers)
            if (name is not ("Host" or "Content-Length" or "Connection") && !asked.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) asked.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        using var told = await _onward.SendAsync(asked, context.RequestAborted);
        var headers = told.Headers.Where(static header => header.Key is not ("Transfer-Encoding" or "Connection")).Select(static header => (header.Key, string.Join(", ", header.Value)));
        var answer = Answers($"{context.Request.Method} {context.Request.Path}", new Passed((int)told.StatusCode, await told.Content.ReadAsByteArrayAsync(context.RequestAborted)) { Headers = [.. headers] });
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        if (answer.Status == StatusCodes.Status204NoContent) return;
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private async Task ConverseAsync(HttpContext context)
    {
        using var far = new ClientWebSocket();
        far.Options.CollectHttpResponseDetails = true;
        try
        {
            await far.ConnectAsync(Target(context, "ws"), context.RequestAborted);
        }
        catch (WebSocketException)
        {
            context.Response.StatusCode = far.HttpStatusCode == 0 ? StatusCodes.Status502BadGateway : (int)far.HttpStatusCode;
            return;
        }

        using var near = await context.WebSockets.AcceptWebSocketAsync();
        var told = Channel.CreateUnbounded<(byte[] Frame, WebSocketMessageType Type)>();
        _streams.TryAdd(told.Writer, near);
        await Task.WhenAny(
            PumpAsync(near, (frame, type) => far.SendAsync(frame, type, endOfMessage: true, context.RequestAborted), context.RequestAborted),
            PumpAsync(far, (frame, type) => Frames(frame) is { } passed ? told.Writer.WriteAsync((passed, type)).AsTask() : Task.CompletedTask, context.RequestAborted),
            TellAsync(near, told.Reader, context.RequestAborted));
        _streams.TryRemove(told.Writer, out _);
        near.Abort();
        far.Abort();
    }

    private static Uri Target(HttpContext context, string scheme) => new($"{scheme}://{context.Request.Host}{context.Features.Get<IHttpRequestFeature>()!.RawTarget}");

    private static async Task TellAsync(WebSocket near, ChannelReader<(byte[] Frame, WebSocketMessageType Type)> told, CancellationToken gone)
    {
        try
        {
            await foreach (var (frame, type) in told.ReadAllAsync(gone)) await near.SendAsync(frame, type, endOfMessage: true, gone);
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            // whoever it was for has hung up
        }
    }

    private static async Task PumpAsync(WebSocket from, Func<byte[], WebSocketMessageType, Task> pass, CancellationToken gone)
    {
        var (buffer, length) = (new byte[256 * 1024], 0);
        try
        {
            while (true)
            {
                var read = await from.ReceiveAsync(buffer.AsMemory(length), gone);
                if (read.MessageType == WebSocketMessageType.Close) return;
                length += read.Count;
                if (length == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                if (!read.EndOfMessage) continue;
                await pass(buffer[..length], read.MessageType);
                length = 0;
            }
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            // one side is gone, and the other goes with it
        }
    }

    private static bool IsEnd(Exception failure) => failure is WebSocketException or OperationCanceledException or IOException or InvalidOperationException;

    /// <summary>An answer on its way.</summary>
    internal sealed record Passed(int Status, byte[] Body)
    {
        public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

        public Passed With(string name, string value) => this with { Headers = [.. Headers.Where(header => header.Name != name), (name, value)] };
    }
}
