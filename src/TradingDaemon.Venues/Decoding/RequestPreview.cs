using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Decoding;

/// <summary>Shows exactly what the adapter would send, built by the code that sends it. Sends nothing; secrets are masked, signatures are not.</summary>
public static class RequestPreview
{
    /// <summary>The calls that can be shown.</summary>
    public static IReadOnlyList<string> Calls { get; } = ["place", "cancel", "cancel-all", "query", "open-orders", "fills", "balances", "rights", "subscribe"];

    /// <summary>The venues that are sent requests.</summary>
    public static IReadOnlyList<string> Venues { get; } = [.. VenueAdapters.All.Where(static adapter => adapter.Requests is not null).Select(static adapter => adapter.Name)];

    /// <summary>The requests of a call, as JSON lines or as text. Throws <see cref="NotSupportedException"/> with a sentence when the venue has no such call, <see cref="FormatException"/> for a secret of the wrong form.</summary>
    /// <param name="venue">One of <see cref="Venues"/>.</param>
    /// <param name="call">One of <see cref="Calls"/>.</param>
    /// <param name="order">What is ordered or meant.</param>
    /// <param name="credentials">The key.</param>
    /// <param name="isJson">One JSON object a line, rather than text.</param>
    /// <param name="world">Which of the venue's worlds, e.g. <c>testnet</c>; null for the first that takes the key, as far as anybody can tell: the real one comes first.</param>
    /// <param name="stopping">Gives up.</param>
    public static async ValueTask<string> ShowAsync(string venue, string call, RequestedOrder order, VenueCredentials credentials, bool isJson, string? world = null, CancellationToken stopping = default)
    {
        var adapter = VenueAdapters.Find(venue)!;
        return Show(await new ShownCalls(adapter, HostsOf(adapter, world, credentials), credentials, order).OfAsync(call, stopping), isJson);
    }

    /// <summary>Requests as JSON lines or as text.</summary>
    internal static string Show(IEnumerable<WireRequest> requests, bool isJson)
    {
        var shown = new StringBuilder();
        foreach (var request in requests) shown.AppendLine(isJson ? Json(request) : Text(request));
        return shown.ToString();
    }

    private static VenueHosts HostsOf(VenueAdapter adapter, string? world, VenueCredentials credentials)
    {
        if (world is null) return adapter.Hosts.FirstOrDefault(hosts => adapter.WhyMisplaced(credentials, hosts) is null) ?? adapter.Hosts[0];
        return adapter.Hosts.FirstOrDefault(hosts => hosts.World == world)
            ?? throw new NotSupportedException($"{adapter.Name} has no world '{world}'; there is {string.Join(" and ", adapter.Hosts.Select(static hosts => hosts.World))}");
    }

    // Of a message those of the opening of its stream, beside what every WebSocket's has.
    private static IEnumerable<WireHeader> HeadersOf(WireRequest request) => request.Method is null ? [WireHeader.Agent] : VenueLine.HeadersOf(request);

    private static ReadOnlyMemory<byte> BodyOf(WireRequest request) => request.Shown ?? request.Body;

    private static string Json(WireRequest request)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (request.Method is { } method) json.WriteString("method"u8, method.Method);
            json.WriteString("url"u8, request.Url.OriginalString);
            json.WriteStartObject("headers"u8);
            foreach (var header in HeadersOf(request)) json.WriteString(header.Name, header.IsSecret ? WireHeader.Mask : header.Value);
            json.WriteEndObject();
            if (!request.Body.IsEmpty) json.WriteString(request.Method is null ? "message"u8 : "body"u8, Readable(BodyOf(request).Span));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    // A binary message is shown as its digits.
    private static string Readable(ReadOnlySpan<byte> body) => Utf8.IsValid(body) ? Encoding.UTF8.GetString(body) : Convert.ToHexStringLower(body);

    private static string Text(WireRequest request)
    {
        var text = new StringBuilder().Append(request.Method?.Method ?? "MESSAGE").Append(' ').AppendLine(request.Url.OriginalString);
        foreach (var header in HeadersOf(request)) text.Append(header.Name).Append(": ").AppendLine(header.IsSecret ? WireHeader.Mask : header.Value);
        if (!request.Body.IsEmpty) text.AppendLine().AppendLine(Readable(BodyOf(request).Span));
        return text.ToString();
    }
}
