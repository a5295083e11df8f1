using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Refusals of either kind, and requests of ours that were captured beside the answers.</summary>
internal static class CoinbaseReplies
{
    // The stream takes no orders: whatever it refuses, nothing was placed.
    private const long RefusedByStream = 400;

    /// <summary>Reads an answer; false when it is none of these.</summary>
    /// <param name="root">The payload.</param>
    /// <param name="httpStatus">With what status it came; null when nobody knows.</param>
    /// <param name="sink">Who is told.</param>
    public static bool Read(WireValue root, long? httpStatus, INormalizedSink sink)
    {
        if (root["type"u8].Is("error"u8)) OfStream(root["message"u8].AsText() ?? "", sink);
        else if (root["type"u8].Is("subscribe"u8) || root["type"u8].Is("unsubscribe"u8)) sink.Status(new StatusTold { Of = "request", Status = root["type"u8].AsText(), Message = root["channel"u8].AsText() });
        else if (root["method"u8].IsString && root["url"u8].IsString) sink.Status(new StatusTold { Of = "request", Status = root["method"u8].AsText(), Message = root["url"u8].AsText() });
        else if (root["error"u8] is { IsString: true } word) sink.Error(CoinbaseErrors.Told(word.AsText(), CoinbaseWords.Said(root["message"u8].AsText(), root["error_details"u8].AsText()), httpStatus));
        else if (root["errors"u8][0]["id"u8] is { IsString: true } id) sink.Error(CoinbaseErrors.Told(id.AsText(), root["errors"u8][0]["message"u8].AsText(), httpStatus));
        else return false;
        return true;
    }

    private static void OfStream(string message, INormalizedSink sink) =>
        sink.Error(CoinbaseErrors.Told(message.EndsWith("requires authentication", StringComparison.Ordinal) ? "authentication failure" : message, message, RefusedByStream));
}
