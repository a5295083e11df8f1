using System.Net.WebSockets;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Streaming;

/// <summary>A WebSocket as a link. Pings keep what lies between alive; whether the other side lives, its messages tell.</summary>
internal sealed class WebSocketLink : IStreamLink
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    private readonly ClientWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly int _messageBytesMax;
    private byte[] _buffer = new byte[16 * 1024];

    private readonly WebSocketMessageType _sends;

    private WebSocketLink(ClientWebSocket socket, int messageBytesMax, WebSocketMessageType sends) => (_socket, _messageBytesMax, _sends) = (socket, messageBytesMax, sends);

    /// <summary>Connects. Throws <see cref="VenueException"/> when that is refused or takes longer than <paramref name="connectMax"/>.</summary>
    public static async ValueTask<IStreamLink> ConnectAsync(Uri url, HttpMessageInvoker invoker, TimeSpan connectMax, int messageBytesMax, TimeProvider clock, CancellationToken stopping, WebSocketMessageType sends = WebSocketMessageType.Text)
    {
        using var late = new CancellationTokenSource(connectMax, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = PingEvery;
            socket.Options.CollectHttpResponseDetails = true;
            socket.Options.SetRequestHeader(WireHeader.Agent.Name, WireHeader.Agent.Value);
            await socket.ConnectAsync(url, invoker, either.Token);
            return new WebSocketLink(socket, messageBytesMax, sends);
        }
        catch (Exception failed) when (failed is WebSocketException or HttpRequestException || (failed is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            var status = (int)socket.HttpStatusCode;
            var retryAfter = RetryAfter(socket);
            socket.Dispose();
            var fault = status is 429 or 418 ? new VenueFault(VenueFaultKind.RateLimited, $"{status}", "The stream is refused: too much was asked.", retryAfter)
                : new VenueFault(VenueFaultKind.Retry, status == 0 ? "NOT_CONNECTED" : $"{status}", "The stream cannot be connected.");
            throw new VenueException(fault, failed);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken stopping)
    {
        await _sending.WaitAsync(stopping);
        try
        {
            await _socket.SendAsync(message, _sends, endOfMessage: true, stopping);
        }
        catch (Exception cut) when (IsCut(cut, stopping))
        {
            throw Ended(cut);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken stopping)
    {
        var length = 0;
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), stopping);
                if (part.MessageType == WebSocketMessageType.Close) throw Ended(null);
                length += part.Count;
                if (part.EndOfMessage) return _buffer.AsMemory(0, length);
                if (length >= _messageBytesMax) throw new VenueException(new VenueFault(VenueFaultKind.Retry, "FRAME_TOO_LARGE", "The stream sent a message beyond any that makes sense."));
                if (length == _buffer.Length) Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, _messageBytesMax));
            }
        }
        catch (Exception cut) when (IsCut(cut, stopping))
        {
            throw Ended(cut);
        }
    }

    /// <summary>Cuts the connection; the other side notices by itself.</summary>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _sending.Dispose();
        return ValueTask.CompletedTask;
    }

    // A socket that was aborted calls a receive cancelled although nobody cancelled it.
    private static bool IsCut(Exception failure, CancellationToken stopping) =>
        failure is WebSocketException or InvalidOperationException or (IOException and not VenueException) || (failure is OperationCanceledException && !stopping.IsCancellationRequested);

    private static VenueException Ended(Exception? cut) => new(
        cut is WebSocketException { WebSocketErrorCode: WebSocketError.Faulted }
            ? new VenueFault(VenueFaultKind.Retry, "GARBLED", "The stream sent what no stream may: a text that is not UTF-8, or a frame that breaks the protocol.")
            : new VenueFault(VenueFaultKind.Retry, "STREAM_ENDED", "The stream was closed by the other side or cut."), cut);

    private static TimeSpan? RetryAfter(ClientWebSocket socket) =>
        socket.HttpResponseHeaders is { } headers && headers.TryGetValue("Retry-After", out var values)
        && int.TryParse(values.First(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
