using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Sandbox.Coinbase;

/// <summary>A sandbox that speaks Coinbase, with a market that stands still at 100 to 101 (BTC/USD), and a client written from Coinbase's documents alone.</summary>
internal sealed class CoinbaseRig : IAsyncDisposable
{
    public const string Root = "/api/v3/brokerage/";

    public static readonly SandboxAccount Demo = SandboxAccount.DemoOf("coinbase");

    private readonly HttpClient _http;

    private CoinbaseRig(SandboxServer server) => (Server, _http) = (server, new HttpClient { BaseAddress = server.Address });

    public SandboxServer Server { get; }

    public static async Task<CoinbaseRig> StartAsync(SandboxOptions? options = null)
    {
        var rig = new CoinbaseRig(await SandboxServer.StartAsync((options ?? new SandboxOptions()) with { Venue = "coinbase", HasMarket = false }));
        rig.Server.ShowQuote("BTC/USD", 100m, 1_000m, 101m, 1_000m);
        return rig;
    }

    public async Task<(int Status, JsonElement Body)> AskAsync(string name, string? body = null, string? token = null)
    {
        var (status, bytes) = await BytesAsync(name, body, token);
        return (status, bytes is [(byte)'{', ..] ? JsonDocument.Parse(bytes).RootElement : JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(bytes)));
    }

    public async Task<(int Status, byte[] Body)> BytesAsync(string name, string? body = null, string? token = null)
    {
        var method = body is null ? HttpMethod.Get : HttpMethod.Post;
        using var request = new HttpRequestMessage(method, Root + name) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        token ??= Token($"{method} api.coinbase.com{Root}{name.Split('?')[0]}");
        if (token.Length > 0) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    public Task<(int Status, JsonElement Body)> PlaceAsync(string id, string configuration, string side = "BUY") =>
        AskAsync("orders", $$"""{"client_order_id":"{{id}}","product_id":"BTC-USD","side":"{{side}}","order_configuration":{{configuration}} }""");

    /// <summary>Rests an order and gives its id.</summary>
    public async Task<string> RestAsync(string id = "resting") => (await PlaceAsync(id, Limit())).Body.GetProperty("success_response").GetProperty("order_id").GetString()!;

    public static string Limit(string size = "1", string price = "90") => $$"""{"limit_limit_gtc":{"base_size":"{{size}}","limit_price":"{{price}}","post_only":false} }""";

    public JsonElement State() => JsonDocument.Parse(Server.State()).RootElement.GetProperty("accounts").GetProperty("demo");

    /// <summary>A token; what is not said is as it should be.</summary>
    public static string Token(string? uri, long shift = 0, long life = 120, string? key = null, string? secret = null, string algorithm = "ES256", bool isDer = false)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(secret ?? Demo.Secret);
        var from = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + shift;
        var head = Encode(new { alg = algorithm, kid = key ?? Demo.Key, nonce = "00", typ = "JWT" });
        var claims = uri is null ? Encode(new { sub = key ?? Demo.Key, iss = "cdp", nbf = from, exp = from + life }) : Encode(new { sub = key ?? Demo.Key, iss = "cdp", nbf = from, exp = from + life, uri });
        var signature = ecdsa.SignData(Encoding.ASCII.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256, isDer ? DSASignatureFormat.Rfc3279DerSequence : DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{head}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    private static string Encode<T>(T of) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(of));

    /// <summary>A connection to the stream.</summary>
    internal sealed class Stream : IDisposable
    {
        private readonly ClientWebSocket _socket = new();

        public static async Task<Stream> OpenAsync(CoinbaseRig rig)
        {
            var stream = new Stream();
            await stream._socket.ConnectAsync(rig.Server.StreamAddress!, CancellationToken.None);
            return stream;
        }

        public Task SayAsync(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

        public Task SubscribeAsync(string channel, string more = "\"product_ids\":[\"BTC-USD\"]", string type = "subscribe") => SayAsync($$"""{"type":"{{type}}","channel":"{{channel}}",{{more}} }""");

        public Task SubscribeUserAsync(string? token = null) => SubscribeAsync("user", $"\"jwt\":\"{token ?? Token(null)}\"");

        /// <summary>The next frame as it came; fails after ten seconds.</summary>
        public async Task<byte[]> NextAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            var frame = new ArrayBufferWriter<byte>();
            while (true)
            {
                var part = await _socket.ReceiveAsync(frame.GetMemory(4_096), patience.Token);
                if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException("closed");
                frame.Advance(part.Count);
                if (part.EndOfMessage) return frame.WrittenSpan.ToArray();
            }
        }

        /// <summary>The next frame of a channel.</summary>
        public async Task<JsonElement> NextAsync(string channel)
        {
            while (true)
            {
                var frame = JsonDocument.Parse(await NextAsync()).RootElement;
                if (frame.TryGetProperty("channel", out var its) ? its.GetString() == channel : channel == "error") return frame;
            }
        }

        public void Dispose() => _socket.Dispose();
    }
}
