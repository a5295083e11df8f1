using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TradingDaemon.Sandbox.Access;

namespace TradingDaemon.Sandbox.Http;

/// <summary>A request, read whole.</summary>
internal sealed class ApiRequest
{
    private const int BodyBytesMax = 16 * 1024; // an order has a few hundred

    private ApiRequest(HttpContext http, byte[] body)
    {
        Http = http;
        Method = http.Request.Method;
        Path = http.Request.Path.Value ?? "";
        Target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Body = body;
        var headers = http.Request.Headers;
        Sender = new Credentials(headers["X-Key"], headers["X-Nonce"], headers["X-Timestamp"], headers["X-Signature"]);
    }

    public HttpContext Http { get; }

    public string Method { get; }

    public string Path { get; }

    /// <summary>Path and query as sent: what is signed.</summary>
    public string Target { get; }

    public byte[] Body { get; }

    public Credentials Sender { get; }

    /// <summary>What the body says once it was found to be an object; else undefined.</summary>
    public JsonElement Json { get; private set; }

    /// <summary>Reads a request; null when its body is larger than any order.</summary>
    public static async ValueTask<ApiRequest?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength is 0 or null && !http.Request.Headers.ContainsKey("Transfer-Encoding")) return new ApiRequest(http, []);
        var buffer = new byte[BodyBytesMax + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, http.RequestAborted);
        return length > BodyBytesMax ? null : new ApiRequest(http, buffer[..length]);
    }

    /// <summary>A parameter of the query; null when it is not there.</summary>
    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>Reads the body as a JSON object; false when it is none.</summary>
    public bool ReadJson()
    {
        try
        {
            var json = new Utf8JsonReader(Body);
            using var document = JsonDocument.ParseValue(ref json);
            Json = document.RootElement.Clone();
            return Json.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false; // the sender is told
        }
    }
}
