using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Sandbox.Binance;

/// <summary>A sandbox that speaks Binance, with a market that stands still at 100 to 101 (BTC/USD), and a client written from Binance's documents alone.</summary>
internal sealed class BinanceClient : IAsyncDisposable
{
    private const string Key = "demo-key";

    private readonly HttpClient _http;

    private BinanceClient(SandboxServer server) => (Server, _http) = (server, new HttpClient { BaseAddress = server.Address });

    public SandboxServer Server { get; }

    /// <summary>Headers of the newest answer.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>();

    public static async Task<BinanceClient> StartAsync(SandboxOptions? options = null)
    {
        var client = new BinanceClient(await SandboxServer.StartAsync((options ?? new SandboxOptions()) with { Venue = "binance", HasMarket = false }));
        client.Server.ShowQuote("BTC/USD", 100m, 1_000m, 101m, 1_000m);
        return client;
    }

    public static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public static string Sign(string payload, string secret = "demo-secret") => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(payload)));

    /// <summary>A request as it stands: status and body.</summary>
    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string target, string? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v3/" + target) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        if (key is not null) request.Headers.Add("X-MBX-APIKEY", key);
        using var response = await _http.SendAsync(request);
        Headers = response.Headers.ToDictionary(static header => header.Key, static header => header.Value.First(), StringComparer.OrdinalIgnoreCase);
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    public Task<(int Status, JsonElement Body)> GetAsync(string target) => SendAsync(HttpMethod.Get, target);

    /// <summary>A signed request with everything in the query.</summary>
    public Task<(int Status, JsonElement Body)> SignedAsync(HttpMethod method, string path, string form = "", string? key = Key, string secret = "demo-secret")
    {
        var payload = string.Create(CultureInfo.InvariantCulture, $"{form}{(form.Length > 0 ? "&" : "")}timestamp={Now}");
        return SendAsync(method, $"{path}?{payload}&signature={Sign(payload, secret)}", key: key);
    }

    public Task<(int Status, JsonElement Body)> PlaceAsync(string form) => SignedAsync(HttpMethod.Post, "order", form);

    public Task<(int Status, JsonElement Body)> RestAsync(string id) => PlaceAsync($"symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=90&newClientOrderId={id}");

    public Task<(int Status, JsonElement Body)> BuyAsync(string id) => PlaceAsync($"symbol=BTCUSD&side=BUY&type=MARKET&quantity=1&newClientOrderId={id}");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A connection to one of the streams.</summary>
    internal sealed class Stream : IDisposable
    {
        private readonly ClientWebSocket _socket = new();
        private readonly byte[] _buffer = new byte[64 * 1024];

        public static async Task<Stream> OpenAsync(BinanceClient client, string path)
        {
            var stream = new Stream();
            await stream._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{client.Server.Address.Port}{path}"), CancellationToken.None);
            return stream;
        }

        /// <summary>Opened, with the account's events subscribed to.</summary>
        public static async Task<Stream> OpenAccountAsync(BinanceClient client)
        {
            var stream = await OpenAsync(client, "/ws-api/v3");
            await stream.AskAsync("userDataStream.subscribe.signature");
            await stream.NextAsync();
            return stream;
        }

        public Task SayAsync(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

        /// <summary>A signed request of the WebSocket interface.</summary>
        public Task AskAsync(string method, params (string Name, string Value)[] parameters)
        {
            var all = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["apiKey"] = Key, ["timestamp"] = Now.ToString(CultureInfo.InvariantCulture) };
            foreach (var (name, value) in parameters) all[name] = value;
            var signature = Sign(string.Join('&', all.Select(static one => $"{one.Key}={one.Value}")));
            return SayAsync($$"""{"id":"7","method":"{{method}}","params":{{{string.Join(',', all.Select(static one => $"\"{one.Key}\":\"{one.Value}\""))}},"signature":"{{signature}}"} }""");
        }

        public async Task<JsonElement> NextAsync()
        {
            using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            var read = await _socket.ReceiveAsync(_buffer, late.Token);
            return read.MessageType == WebSocketMessageType.Close ? throw new WebSocketException("closed") : JsonDocument.Parse(Encoding.UTF8.GetString(_buffer, 0, read.Count)).RootElement;
        }

        /// <summary>The next event of a kind, others passed over.</summary>
        public async Task<JsonElement> EventAsync(string kind)
        {
            while (true)
                if ((await NextAsync()).TryGetProperty("event", out var told) && told.GetProperty("e").GetString() == kind) return told;
        }

        public void Dispose() => _socket.Dispose();
    }
}
