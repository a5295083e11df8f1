using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Reads what Coinbase Advanced Trade sends: frames of its streams, told by their channel, and bodies of REST v3, told by their shape.</summary>
internal sealed class CoinbaseReader : IVenueReader
{
    private readonly WirePayload _payload = new();
    private readonly CoinbaseFrames _frames;
    private readonly CoinbaseBodies _bodies;

    public CoinbaseReader()
    {
        var symbols = new CoinbaseSymbols();
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
        else if (!CoinbaseReplies.Read(root, null, sink)) _bodies.Read(root, about, sink);
    }

    // A body and the status it came with, as captures keep them; some refusals are a bare word.
    private void Captured(long status, WireValue root, in PayloadHint about, INormalizedSink sink)
    {
        var body = root["body"u8];
        var word = root["body_text"u8].AsText() ?? body.AsText();
        if (!body.IsObject) sink.Error(CoinbaseErrors.Told(word, word, status));
        else if (!CoinbaseReplies.Read(body, status, sink)) _bodies.Read(body, about, sink);
    }
}
