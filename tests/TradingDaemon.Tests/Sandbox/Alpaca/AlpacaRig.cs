using System.Buffers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Sandbox.Alpaca;

/// <summary>A sandbox that speaks Alpaca, with a market that stands still (BTC/USD 100 to 101, AAPL 200 to 201), and a client written from Alpaca's documents alone.</summary>
internal sealed class AlpacaRig : IAsyncDisposable
{
    public const string Key = "PKDEMO";
    public const string Secret = "demo-secret";

    private readonly HttpClient _http;

    private AlpacaRig(SandboxServer server) => (Server, _http) = (server, new HttpClient { BaseAddress = server.Address });

    public SandboxServer Server { get; }

    public static async Task<AlpacaRig> StartAsync(SandboxOptions? options = null)
    {
        var rig = new AlpacaRig(await SandboxServer.StartAsync((options ?? new SandboxOptions()) with { Venue = "alpaca", HasMarket = false }));
        rig.Server.ShowQuote("BTC/USD", 100m, 1_000m, 101m, 1_000m);
        rig.Server.ShowQuote("AAPL", 200m, 1_000m, 201m, 1_000m);
        return rig;
    }

    public async Task<HttpResponseMessage> SendAsync(string method, string target, string? body = null, string? key = Key, string secret = Secret)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), target) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null) request.Headers.Add("APCA-API-KEY-ID", key);
        if (key is not null) request.Headers.Add("APCA-API-SECRET-KEY", secret);
        return await _http.SendAsync(request);
    }

    /// <summary>Status and body of an answer.</summary>
    public async Task<(int Status, JsonElement Body)> AskAsync(string method, string target, string? body = null)
    {
        using var response = await SendAsync(method, target, body);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public async Task<JsonElement> GetAsync(string target) => (await AskAsync("GET", target)).Body;

    public async Task<byte[]> BytesAsync(string target)
    {
        using var response = await SendAsync("GET", target);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>An order's fields besides symbol, side and client id: type, quantity and the rest.</summary>
    public Task<(int Status, JsonElement Body)> PlaceAsync(string more, string symbol = "AAPL", string side = "buy") => AskAsync("POST", "/v2/orders", $$"""{"symbol":"{{symbol}}","side":"{{side}}",{{more}}}""");

    public async Task<string> RestAsync() => (await PlaceAsync("\"type\":\"limit\",\"qty\":\"2\",\"limit_price\":\"150\",\"time_in_force\":\"gtc\"")).Body.GetProperty("id").GetString()!;

    public async Task<string> BuyAsync(string symbol = "AAPL", string lives = "day") => (await PlaceAsync($"\"type\":\"market\",\"qty\":\"2\",\"time_in_force\":\"{lives}\"", symbol)).Body.GetProperty("id").GetString()!;

    public JsonElement State() => JsonDocument.Parse(Server.State()).RootElement.GetProperty("accounts").GetProperty("demo");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A connection to one of the streams.</summary>
    internal sealed class Stream : IDisposable
    {
        private WebSocket _socket = new ClientWebSocket();

        /// <summary>The newest frame as it came.</summary>
        public byte[] Newest { get; private set; } = [];

        /// <summary>What the newest frame was.</summary>
        public WebSocketMessageType Kind { get; private set; }

        /// <summary>A connection whose handshake names a type of content, which the library's own client leaves out.</summary>
        public static async Task<Stream> OpenTypedAsync(AlpacaRig rig, string path, string contentType)
        {
            var client = new TcpClient();
            await client.ConnectAsync(rig.Server.Address.Host, rig.Server.Address.Port);
            var wire = client.GetStream();
            await wire.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nContent-Type: {contentType}\r\n\r\n"));
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await wire.ReadAsync(one) > 0) head.Append((char)one[0]);
            return new Stream { _socket = WebSocket.CreateFromStream(wire, isServer: false, null, Timeout.InfiniteTimeSpan) };
        }

        public static async Task<Stream> OpenAsync(AlpacaRig rig, string path)
        {
            var stream = new Stream();
            await ((ClientWebSocket)stream._socket).ConnectAsync(new UriBuilder(rig.Server.Address) { Scheme = "ws", Path = path }.Uri, CancellationToken.None);
            return stream;
        }

        /// <summary>The account's, logged in and listening.</summary>
        public static async Task<Stream> ListenAsync(AlpacaRig rig)
        {
            var stream = await OpenAsync(rig, "/stream");
            await stream.SayAsync($$$"""{"action":"authenticate","data":{"key_id":"{{{Key}}}","secret_key":"{{{Secret}}}"}}""");
            await stream.NextAsync();
            await stream.SayAsync("""{"action":"listen","data":{"streams":["trade_updates"]}}""");
            await stream.NextAsync();
            return stream;
        }

        /// <summary>A market's, logged in.</summary>
        public static async Task<Stream> LogInAsync(AlpacaRig rig, string path)
        {
            var stream = await OpenAsync(rig, path);
            await stream.NextAsync();
            await stream.SayAsync($$"""{"action":"auth","key":"{{Key}}","secret":"{{Secret}}"}""");
            await stream.NextAsync();
            return stream;
        }

        public Task SayAsync(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

        public Task SayAsync(ReadOnlyMemory<byte> packed) => _socket.SendAsync(packed, WebSocketMessageType.Binary, true, CancellationToken.None).AsTask();

        /// <summary>The next frame; of a list, its only message.</summary>
        public async Task<JsonElement> NextAsync()
        {
            await ReadAsync();
            var root = JsonDocument.Parse(Newest).RootElement;
            return root.ValueKind == JsonValueKind.Array ? root[0] : root;
        }

        /// <summary>The next frame as it comes.</summary>
        public async Task<byte[]> ReadAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            var frame = new ArrayBufferWriter<byte>();
            while (true)
            {
                var part = await _socket.ReceiveAsync(frame.GetMemory(4_096), patience.Token);
                if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException("closed");
                frame.Advance(part.Count);
                if (!part.EndOfMessage) continue;
                (Newest, Kind) = (frame.WrittenSpan.ToArray(), part.MessageType);
                return Newest;
            }
        }

        public void Dispose() => _socket.Dispose();
    }
}
