using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace TradingDaemon.Sandbox.Protocols;

/// <summary>A request, read whole.</summary>
internal sealed class ApiRequest
{
    private const int BodyBytesMax = 16 * 1024; // an order has a few hundred

    private readonly Lazy<JsonElement> _json;
    private readonly Lazy<Dictionary<string, StringValues>> _form;

    private ApiRequest(HttpContext http, byte[] body)
    {
        Http = http;
        Method = http.Request.Method;
        Path = http.Request.Path.Value ?? "";
        Target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Body = body;
        _json = new Lazy<JsonElement>(() => ParseObject(Body));
        _form = new Lazy<Dictionary<string, StringValues>>(() => QueryHelpers.ParseQuery(Encoding.UTF8.GetString(Body)));
    }

    public HttpContext Http { get; }

    public string Method { get; }

    public string Path { get; }

    /// <summary>Path and query as sent: what is signed.</summary>
    public string Target { get; }

    public byte[] Body { get; }

    /// <summary>What the body says when it is a JSON object; else undefined.</summary>
    public JsonElement Json => _json.Value;

    /// <summary>Whether the body is a JSON object.</summary>
    public bool HasJson => Json.ValueKind == JsonValueKind.Object;

    /// <summary>Reads a request; null when its body is larger than any order.</summary>
    public static async ValueTask<ApiRequest?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength is 0 or null && !http.Request.Headers.ContainsKey("Transfer-Encoding")) return new ApiRequest(http, []);
        var buffer = new byte[BodyBytesMax + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, http.RequestAborted);
        return length > BodyBytesMax ? null : new ApiRequest(http, buffer[..length]);
    }

    /// <summary>A header; null when it is not there.</summary>
    public string? Header(string name) => Http.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>A parameter of the query; null when it is not there.</summary>
    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>A parameter, wherever it stands: in the query, in a JSON object (as written there, without quotes) or in a form; null when it is not there.</summary>
    public string? Parameter(string name)
    {
        if (Query(name) is { } asked) return asked;
        if (HasJson) return !Json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null : value.ToString();
        return Body.Length > 0 && _form.Value.TryGetValue(name, out var filled) ? filled.ToString() : null;
    }

    /// <summary>Reads one JSON object; undefined when it is something else.</summary>
    public static JsonElement ParseObject(ReadOnlySpan<byte> text)
    {
        try
        {
            var json = new Utf8JsonReader(text);
            using var document = JsonDocument.ParseValue(ref json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : default;
        }
        catch (JsonException)
        {
            return default; // the sender is told
        }
    }
}
