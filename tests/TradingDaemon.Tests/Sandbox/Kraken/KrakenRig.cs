using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Sandbox.Kraken;

/// <summary>A sandbox that speaks Kraken, with a market that stands still at 100 to 101 (BTC/USD), and a client written from Kraken's documents alone.</summary>
internal sealed class KrakenRig : IAsyncDisposable
{
    public static readonly string Secret = SandboxAccount.DemoOf("kraken").Secret;

    private readonly HttpClient _http;
    private long _nonce = 1_000;

    private KrakenRig(SandboxServer server) => (Server, _http) = (server, new HttpClient { BaseAddress = server.Address });

    public SandboxServer Server { get; }

    public static async Task<KrakenRig> StartAsync(SandboxOptions? options = null)
    {
        var rig = new KrakenRig(await SandboxServer.StartAsync((options ?? new SandboxOptions()) with { Venue = "kraken", HasMarket = false }));
        rig.Quote(100m, 101m);
        return rig;
    }

    public void Quote(decimal bid, decimal ask, decimal size = 1_000m) => Server.ShowQuote("BTC/USD", bid, size, ask, size);

    public async Task<JsonElement> GetAsync(string target) => Parse(await _http.GetStringAsync("/0/public/" + target));

    public async Task<byte[]> BytesAsync(string target) => await _http.GetByteArrayAsync("/0/public/" + target);

    public async Task<JsonElement> AskAsync(string name, string form = "", long? nonce = null, string key = "demo-key", string? secret = null)
    {
        using var response = await PostAsync(name, form, nonce, key, secret);
        return Parse(await response.Content.ReadAsStringAsync());
    }

    public Task<HttpResponseMessage> PostAsync(string name, string form, long? nonce = null, string key = "demo-key", string? secret = null, string type = "application/x-www-form-urlencoded")
    {
        var number = (nonce ?? Interlocked.Increment(ref _nonce)).ToString(CultureInfo.InvariantCulture);
        var body = type.EndsWith("json", StringComparison.Ordinal) ? form.Replace("NONCE", number, StringComparison.Ordinal) : $"nonce={number}" + (form.Length > 0 ? "&" + form : "");
        var path = "/0/private/" + name;
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) };
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(number + body));
        request.Headers.Add("API-Key", key);
        request.Headers.Add("API-Sign", Convert.ToBase64String(HMACSHA512.HashData(Convert.FromBase64String(secret ?? Secret), (byte[])[.. Encoding.UTF8.GetBytes(path), .. hash])));
        return _http.SendAsync(request);
    }

    /// <summary>Places an order and gives its id.</summary>
    public async Task<string> PlaceAsync(string form) => Result(await AskAsync("AddOrder", form)).GetProperty("txid")[0].GetString()!;

    public Task<string> RestAsync(string more = "") => PlaceAsync("pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90" + more);

    public Task<string> BuyAsync(string more = "") => PlaceAsync("pair=XBTUSD&type=buy&ordertype=market&volume=1" + more);

    public async Task<string> TokenAsync() => Result(await AskAsync("GetWebSocketsToken")).GetProperty("token").GetString()!;

    public JsonElement State() => JsonDocument.Parse(Server.State()).RootElement.GetProperty("accounts").GetProperty("demo");

    public static JsonElement Result(JsonElement answer) => answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException(answer.ToString());

    public static string? ErrorOf(JsonElement answer) => answer.GetProperty("error") is var errors && errors.GetArrayLength() > 0 ? errors[0].GetString() : null;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    private static JsonElement Parse(string text) => JsonDocument.Parse(text).RootElement;

    /// <summary>A connection to the stream.</summary>
    internal sealed class Stream : IDisposable
    {
        private readonly ClientWebSocket _socket = new();

        /// <summary>Every frame that came, as it came.</summary>
        public List<byte[]> Frames { get; } = [];

        public static async Task<Stream> OpenAsync(KrakenRig rig)
        {
            var stream = new Stream();
            await stream._socket.ConnectAsync(rig.Server.StreamAddress!, CancellationToken.None);
            return stream;
        }

        /// <summary>Opened, with executions subscribed to.</summary>
        public static async Task<Stream> OpenPrivateAsync(KrakenRig rig, string more = "")
        {
            var stream = await OpenAsync(rig);
            await stream.SayAsync($$"""{"method":"subscribe","params":{"channel":"executions","token":"{{await rig.TokenAsync()}}"{{more}} } }""");
            await stream.NextAsync("executions");
            return stream;
        }

        public Task SayAsync(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

        public Task SubscribeAsync(string channel, string more = "") => SayAsync($$"""{"method":"subscribe","params":{"channel":"{{channel}}","symbol":["BTC/USD"]{{more}}},"req_id":7}""");

        /// <summary>The next frame of a channel, or the next answer to a method; others are passed over, but not without end.</summary>
        public async Task<JsonElement> NextAsync(params string[] kinds)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            while (true)
            {
                var frame = await ReadAsync(patience.Token);
                if (kinds.Contains(KindOf(frame))) return frame;
            }
        }

        /// <summary>The next update of executions: its only order.</summary>
        public async Task<JsonElement> NextExecutionAsync() => (await NextAsync("executions")).GetProperty("data")[0];

        public void Dispose() => _socket.Dispose();

        private static string? KindOf(JsonElement frame) => (frame.TryGetProperty("channel", out var kind) ? kind : frame.GetProperty("method")).GetString();

        private async Task<JsonElement> ReadAsync(CancellationToken patience)
        {
            var frame = new ArrayBufferWriter<byte>();
            while (true)
            {
                var part = await _socket.ReceiveAsync(frame.GetMemory(4_096), patience);
                if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException("closed");
                frame.Advance(part.Count);
                if (!part.EndOfMessage) continue;
                Frames.Add(frame.WrittenSpan.ToArray());
                return JsonDocument.Parse(frame.WrittenMemory).RootElement;
            }
        }
    }
}
