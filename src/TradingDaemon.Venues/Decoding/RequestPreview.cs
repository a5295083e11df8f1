using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Decoding;

/// <summary>Shows exactly what the adapter would send, built by the code that sends it. Sends nothing; secrets are masked, signatures are not.</summary>
public static class RequestPreview
{
    private const string Mask = "(secret)";

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
    /// <param name="world">Which of the venue's worlds, e.g. <c>testnet</c>; null for the real one.</param>
    public static string Show(string venue, string call, RequestedOrder order, VenueCredentials credentials, bool isJson, string? world = null)
    {
        var requests = At(VenueAdapters.Find(venue)!, world, credentials);
        var shown = new StringBuilder();
        foreach (var request in Build(requests, call, order)) shown.AppendLine(isJson ? Json(request) : Text(request));
        return shown.ToString();
    }

    private static IVenueRequests At(VenueAdapter adapter, string? world, VenueCredentials credentials)
    {
        if (world is null) return adapter.Requests!(credentials);
        string[] worlds = adapter.RequestsAt is null ? ["live"] : [.. adapter.Hosts.Select(static hosts => hosts.World)];
        if (!worlds.Contains(world)) throw new NotSupportedException($"{adapter.Name} has no world '{world}' whose requests can be shown; there is {string.Join(" and ", worlds)}");
        return adapter.RequestsAt?.Invoke(adapter.Hosts.First(hosts => hosts.World == world), credentials) ?? adapter.Requests!(credentials);
    }

    private static IReadOnlyList<WireRequest> Build(IVenueRequests requests, string call, RequestedOrder order)
    {
        var symbol = order.Symbol is { } canonical ? requests.Spelled(canonical) : null;
        var (asked, stamp) = (new OrderAsked(symbol, order.ClientOrderId, order.VenueOrderId, order.Side), new Stamp(order.Nonce, order.Time));
        return call switch
        {
            "place" => [requests.Place(new OrderToPlace(symbol!, order.Side!.Value, order.Terms!, order.ClientOrderId), stamp)],
            "cancel" => [requests.Cancel(asked, stamp)],
            "cancel-all" => requests.CancelEvery(symbol, stamp),
            "query" => [requests.Query(asked, stamp)],
            "open-orders" => [requests.OpenOrders(symbol, stamp)],
            "fills" => [requests.Fills(new FillsAsked(symbol), stamp)],
            "balances" => [requests.Balances(stamp)],
            "rights" => [requests.Rights(stamp)],
            _ => requests.Subscribe([order.Symbol!]),
        };
    }

    private static string Json(WireRequest request)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (request.Method is { } method) json.WriteString("method"u8, method.Method);
            json.WriteString("url"u8, request.Url.OriginalString);
            json.WriteStartObject("headers"u8);
            foreach (var header in request.Headers) json.WriteString(header.Name, header.IsSecret ? Mask : header.Value);
            json.WriteEndObject();
            if (!request.Body.IsEmpty) json.WriteString(request.Method is null ? "message"u8 : "body"u8, Readable(request.Body.Span));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    // A binary message is shown as its digits.
    private static string Readable(ReadOnlySpan<byte> body) => Utf8.IsValid(body) ? Encoding.UTF8.GetString(body) : Convert.ToHexStringLower(body);

    private static string Text(WireRequest request)
    {
        var text = new StringBuilder().Append(request.Method?.Method ?? "MESSAGE").Append(' ').AppendLine(request.Url.OriginalString);
        foreach (var header in request.Headers) text.Append(header.Name).Append(": ").AppendLine(header.IsSecret ? Mask : header.Value);
        if (!request.Body.IsEmpty) text.AppendLine().AppendLine(Readable(request.Body.Span));
        return text.ToString();
    }
}
