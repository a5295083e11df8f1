using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Sandbox;

/// <summary>A client of the sandbox, written from its document alone.</summary>
internal sealed class SandboxClient(SandboxServer sandbox, string key = "demo-key", string secret = "demo-secret") : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = sandbox.Address };
    private long _nonce;

    public string Key => key;

    /// <summary>Moves the timestamps it sends.</summary>
    public TimeSpan ClockError { get; set; }

    public long NextNonce() => Interlocked.Increment(ref _nonce);

    public long Nonce
    {
        get => _nonce;
        set => _nonce = value;
    }

    public Task<(int Status, JsonElement Body)> PlaceAsync(string client, string symbol, string side, string type, decimal quantity, decimal? price = null, string extra = "") =>
        SendAsync("POST", "/v1/orders", $$"""{"clientOrderId":"{{client}}","symbol":"{{symbol}}","side":"{{side}}","type":"{{type}}","quantity":"{{Text(quantity)}}","price":{{(price is null ? "null" : $"\"{Text(price.Value)}\"")}}{{extra}}}""");

    public Task<(int Status, JsonElement Body)> GetAsync(string target) => SendAsync("GET", target);

    public async Task<(int Status, JsonElement Body)> SendAsync(string method, string target, string body = "", bool isSigned = true)
    {
        using var response = await RawAsync(method, target, body, isSigned);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public Task<HttpResponseMessage> RawAsync(string method, string target, string body = "", bool isSigned = true)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), target);
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (isSigned)
            foreach (var (name, value) in Sign(method, target, body)) request.Headers.Add("X-" + name, value);
        return _http.SendAsync(request);
    }

    public IReadOnlyDictionary<string, string> Sign(string method, string target, string body)
    {
        var nonce = Text(NextNonce());
        var timestamp = Text(DateTimeOffset.UtcNow.Add(ClockError).ToUnixTimeMilliseconds());
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{nonce}\n{timestamp}\n{method}\n{target}\n{body}")));
        return new Dictionary<string, string> { ["Key"] = key, ["Nonce"] = nonce, ["Timestamp"] = timestamp, ["Signature"] = signature };
    }

    public void Dispose() => _http.Dispose();

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
