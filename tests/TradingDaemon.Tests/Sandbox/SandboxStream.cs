using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Sandbox;

/// <summary>A client's stream: says things and reads frames, each within a generous time.</summary>
internal sealed class SandboxStream : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ClientWebSocket _socket = new();

    public ClientWebSocket Socket => _socket;

    public static async Task<SandboxStream> OpenAsync(SandboxServer sandbox)
    {
        var stream = new SandboxStream();
        await stream._socket.ConnectAsync(sandbox.StreamAddress!, CancellationToken.None).WaitAsync(Patience);
        return stream;
    }

    public static async Task<SandboxStream> OpenAsync(SandboxServer sandbox, SandboxClient client)
    {
        var stream = await OpenAsync(sandbox);
        await stream.SayAsync(Authentication(client));
        await stream.NextAsync("authenticated");
        return stream;
    }

    public static string Authentication(SandboxClient client)
    {
        var signed = client.Sign("GET", "/v1/stream", "");
        return $$"""{"op":"authenticate","key":"{{signed["Key"]}}","nonce":{{signed["Nonce"]}},"timestamp":{{signed["Timestamp"]}},"signature":"{{signed["Signature"]}}"}""";
    }

    public Task SayAsync(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

    public Task SubscribeAsync(string channel, params string[] symbols) =>
        SayAsync(JsonSerializer.Serialize(new { op = "subscribe", channel, symbols }));

    /// <summary>The next frame.</summary>
    public async Task<JsonElement> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await NextAsync(patience.Token);
    }

    /// <summary>The next frame of a type; others are passed over, heartbeats too, but not without end.</summary>
    public async Task<JsonElement> NextAsync(string type)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
            if (await NextAsync(patience.Token) is var frame && frame.GetProperty("type").GetString() == type) return frame;
    }

    public void Dispose() => _socket.Dispose();

    private async Task<JsonElement> NextAsync(CancellationToken patience)
    {
        var frame = new ArrayBufferWriter<byte>();
        while (true)
        {
            var part = await _socket.ReceiveAsync(frame.GetMemory(4_096), patience);
            if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException("closed");
            frame.Advance(part.Count);
            if (part.EndOfMessage) return JsonDocument.Parse(frame.WrittenMemory).RootElement;
        }
    }
}
