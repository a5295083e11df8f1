using System.Text;
using System.Text.Json;
using TradingDaemon.Venues.Decoding;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>Payloads of one connection through the decoder that <c>venue decode</c> uses, a line an event.</summary>
internal static class Decoded
{
    private const int BookLevels = 10; // as many as the verb shows

    public static JsonElement[] Lines(string venue, IEnumerable<byte[]> payloads, string? endpoint = null, string? symbol = null)
    {
        using var output = new MemoryStream();
        using var decoder = VenueDecoder.Create(venue, output, BookLevels)!;
        decoder.Begin();
        foreach (var payload in payloads) decoder.Read(payload, endpoint, symbol);
        return [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>The lines of some texts.</summary>
    public static JsonElement[] Text(string venue, IEnumerable<string> payloads, string? endpoint = null, string? symbol = null) => Lines(venue, payloads.Select(Encoding.UTF8.GetBytes), endpoint, symbol);

    /// <summary>The lines of one text.</summary>
    public static JsonElement[] Text(string venue, string payload, string? endpoint = null, string? symbol = null) => Text(venue, [payload], endpoint, symbol);

    /// <summary>The lines of a recorded file.</summary>
    public static JsonElement[] File(string venue, string file, string? endpoint = null, string? symbol = null) => Lines(venue, Fixtures.Payloads(venue, file), endpoint, symbol);

    /// <summary>What a line says of a key; null when it says nothing.</summary>
    public static string? Says(this JsonElement line, string key) => line.TryGetProperty(key, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;
}
