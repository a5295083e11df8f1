using System.Net.Http.Headers;
using System.Text.Json;

namespace TradingDaemon.Operations.Alerts.Senders;

/// <summary>How long a service asks to be left alone: in its header, or, as chat services do, in its body.</summary>
internal static class RetryAfter
{
    /// <summary>The wait; null when it does not say, or nothing that makes sense.</summary>
    public static TimeSpan? Of(RetryConditionHeaderValue? header, string body, DateTimeOffset now) =>
        header?.Delta ?? (header?.Date is { } date ? date - now : InBody(body));

    // {"retry_after": 1.5} of Discord, {"parameters": {"retry_after": 35}} of Telegram
    private static TimeSpan? InBody(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            if (root.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object) root = parameters;
            return root.TryGetProperty("retry_after", out var wait) && wait.ValueKind == JsonValueKind.Number && wait.TryGetDouble(out var seconds) && seconds is > 0 and < 86_400 ? TimeSpan.FromSeconds(seconds) : null;
        }
        catch (JsonException)
        {
            return null; // no JSON: it does not say
        }
    }
}
