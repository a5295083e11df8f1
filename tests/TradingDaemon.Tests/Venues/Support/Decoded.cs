using System.Text;
using System.Text.Json;
using TradingDaemon.Venues.Decoding;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>Payloads of one connection through the decoder that <c>venue decode</c> uses.</summary>
internal static class Decoded
{
    public static JsonElement[] Lines(string venue, params byte[][] payloads) => Lines(venue, null, null, payloads);

    public static JsonElement[] Lines(string venue, string? endpoint, string? symbol, params byte[][] payloads)
    {
        using var output = new MemoryStream();
        using var decoder = VenueDecoder.Create(venue, output, bookLevels: 10)!;
        foreach (var payload in payloads) decoder.Read(payload, endpoint, symbol);
        return [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>The lines of one text.</summary>
    public static JsonElement[] Text(string venue, string payload, string? endpoint = null) => Lines(venue, endpoint, null, Encoding.UTF8.GetBytes(payload));

    /// <summary>What a line says of a key; null when it says nothing.</summary>
    public static string? Says(this JsonElement line, string key) => line.TryGetProperty(key, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;
}
