using System.Text.Json;
using TradingDaemon.Sandbox.Kraken.Spelling;

namespace TradingDaemon.Sandbox.Kraken.Streaming;

/// <summary>What a client of the stream says, and how it is answered.</summary>
/// <param name="Method">Such as <c>subscribe</c>.</param>
/// <param name="Params">An object, or undefined.</param>
/// <param name="RequestId">The client's number, which each answer repeats; null for none.</param>
/// <param name="At">When it came, as the exchange's clock is told.</param>
internal sealed record KrakenMessage(string? Method, JsonElement Params, long? RequestId, DateTimeOffset At)
{
    /// <summary>Of a JSON object; of anything else nothing is understood. A member of another kind counts as missing.</summary>
    public static KrakenMessage Of(JsonElement said, DateTimeOffset at)
    {
        if (said.ValueKind != JsonValueKind.Object) return new KrakenMessage(null, default, null, at);
        var parameters = said.TryGetProperty("params", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        var id = said.TryGetProperty("req_id", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var whole) ? whole : (long?)null;
        return new KrakenMessage(TextOf(said, "method"), parameters, id, at);
    }

    /// <summary>A parameter that is a text; null when it is not.</summary>
    public string? Text(string name) => TextOf(Params, name);

    /// <summary>A parameter that is true or false; null when it is neither.</summary>
    public bool? Flag(string name) => Find(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

    /// <summary>A parameter that is a number, as written; null when it is not.</summary>
    public string? Number(string name) => Find(name) is { ValueKind: JsonValueKind.Number } value ? value.GetRawText() : null;

    /// <summary>The texts of a parameter that is a list of them, or one of them; none when it is neither.</summary>
    public IReadOnlyList<string> Texts(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(static item => item.ToString())],
        _ => [],
    };

    /// <summary>Whether a parameter is there.</summary>
    public JsonElement? Find(string name) => Params.ValueKind == JsonValueKind.Object && Params.TryGetProperty(name, out var value) ? value : null;

    /// <summary>An answer that says yes.</summary>
    public byte[] Done(DateTimeOffset now, Action<Utf8JsonWriter> writeResult) => KrakenJson.Frame(json =>
    {
        json.WriteString("method", Method);
        WriteRequestId(json);
        json.WriteStartObject("result");
        writeResult(json);
        json.WriteEndObject();
        json.WriteBoolean("success", true);
        WriteTimes(json, now);
    });

    /// <summary>An answer that says no.</summary>
    public byte[] Failed(DateTimeOffset now, string error, string? symbol = null) => KrakenJson.Frame(json =>
    {
        json.WriteString("error", error);
        json.WriteString("method", Method);
        WriteRequestId(json);
        json.WriteBoolean("success", false);
        if (symbol is not null) json.WriteString("symbol", symbol);
        WriteTimes(json, now);
    });

    /// <summary>The answer to a ping.</summary>
    public byte[] Pong(DateTimeOffset now) => KrakenJson.Frame(json =>
    {
        json.WriteString("method", "pong");
        WriteRequestId(json);
        WriteTimes(json, now);
    });

    private void WriteRequestId(Utf8JsonWriter json)
    {
        if (RequestId is { } id) json.WriteNumber("req_id", id);
    }

    private void WriteTimes(Utf8JsonWriter json, DateTimeOffset now)
    {
        json.WriteString("time_in", KrakenJson.Rfc3339(At));
        json.WriteString("time_out", KrakenJson.Rfc3339(now));
    }

    private static string? TextOf(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
