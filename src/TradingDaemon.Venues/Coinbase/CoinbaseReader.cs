using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Reads what Coinbase Advanced Trade sends: frames of its streams, told by their channel, and bodies of REST v3, told by their shape.</summary>
internal sealed class CoinbaseReader : IVenueReader
{
    // The stream takes no orders: whatever it refuses, nothing was placed.
    private const long RefusedByStream = 400;

    private readonly WirePayload _payload = new();
    private readonly CoinbaseFrames _frames;
    private readonly CoinbaseBodies _bodies;

    /// <param name="watched">Whose prices are heard; none where it is not prices that are read.</param>
    public CoinbaseReader(IReadOnlyList<Instrument>? watched = null)
    {
        var symbols = new CoinbaseSymbols();
        symbols.LearnMerged(watched ?? []);
        _frames = new CoinbaseFrames(symbols);
        _bodies = new CoinbaseBodies(symbols);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Endpoints => CoinbaseBodies.Names;

    /// <inheritdoc/>
    public void Begin() => _frames.Begin();

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<byte> utf8, in PayloadHint about, INormalizedSink sink)
    {
        var root = _payload.Read(utf8);
        if (!root.IsObject) throw new WireFormatException("an object was expected");
        if (root["events"u8] is { IsArray: true } events) _frames.Read(root, events, sink);
        else if (root["http_status"u8].AsLong() is { } status) Captured(status, root, about, sink);
        else if (!IsReply(root, null, sink)) _bodies.Read(root, about, sink);
    }

    // A body and the status it came with, as captures keep them; some refusals are a bare word.
    private void Captured(long status, WireValue root, in PayloadHint about, INormalizedSink sink)
    {
        var body = root["body"u8];
        var word = root["body_text"u8].AsText() ?? body.AsText();
        if (!body.IsObject) sink.Error(CoinbaseErrors.Told(word, word, status));
        else if (!IsReply(body, status, sink)) _bodies.Read(body, about, sink);
    }

    // Refusals of either kind, and requests of ours that were captured beside the answers; false when it is none of these.
    private static bool IsReply(WireValue root, long? httpStatus, INormalizedSink sink)
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
