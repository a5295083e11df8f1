using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Binance;

/// <summary>
/// Reads what Binance Spot sends: events of its streams, bare or under the name of their stream, bodies of REST v3, and answers over the
/// WebSocket interface. All are told apart by their shape.
/// </summary>
internal sealed class BinanceReader : IVenueReader
{
    private readonly WirePayload _payload = new();
    private readonly BinanceFrames _frames;
    private readonly BinanceBodies _bodies;

    /// <param name="instruments">What is traded or watched; a pair of others is read by what the venue told of it, or by the best known currency it ends with.</param>
    public BinanceReader(IEnumerable<Instrument>? instruments = null)
    {
        var symbols = new BinanceSymbols();
        foreach (var instrument in instruments ?? []) symbols.Learn(BinanceSymbols.Spelled(instrument.Symbol.Text), instrument.Symbol.Text);
        _frames = new BinanceFrames(symbols);
        _bodies = new BinanceBodies(symbols, _frames);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Endpoints => BinanceBodies.Names;

    /// <inheritdoc/>
    public void Begin() => _frames.Begin();

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<byte> utf8, in PayloadHint about, INormalizedSink sink) => Told(_payload.Read(utf8), about, sink);

    private void Told(WireValue root, in PayloadHint about, INormalizedSink sink)
    {
        if (root.IsArray) Array(root, about, sink);
        else if (!root.IsObject) throw new WireFormatException("an object or array was expected");
        else if (root["stream"u8] is { IsString: true } stream) _frames.OfStream(stream.Raw, root["data"u8], about, sink);
        else if (root["e"u8].IsString) _frames.Event(root, sink);
        else if (root["event"u8] is { IsObject: true } wrapped) _frames.Event(wrapped, sink);
        else if (BinanceFrames.IsBestPrices(root)) _frames.BestPrices(root, sink);
        else if (root["rest_snapshot"u8] is { IsObject: true } picture) _bodies.Read(picture, about, sink); // as captures of a book mark the body among the frames
        else if (!root["http_status"u8].IsMissing) Captured(root, about, sink);
        else Answer(root, about, sink);
    }

    private void Array(WireValue root, in PayloadHint about, INormalizedSink sink)
    {
        if (!root[0]["e"u8].IsString) _bodies.Read(root, about, sink);
        else foreach (var (_, one) in root) _frames.Event(one, sink);
    }

    // A body and the status it came with, as captures keep them.
    private void Captured(WireValue root, in PayloadHint about, INormalizedSink sink)
    {
        var status = root["http_status"u8].AsLong();
        var body = root["body"u8];
        if (!body["code"u8].IsMissing) sink.Error(BinanceErrors.Told(body["code"u8].AsLong(), body["msg"u8].AsText(), status));
        else if (status is >= 200 and < 300 && (body.IsObject || body.IsArray)) Told(body, about, sink);
        else sink.Error(BinanceErrors.Told(null, body.AsText(), status));
    }

    private void Answer(WireValue root, in PayloadHint about, INormalizedSink sink)
    {
        var result = root["result"u8];
        if (BinanceReplies.Read(root, _frames.Symbols, sink)) return;
        if (result.IsObject || result.IsArray) Told(result, about, sink);
        else if (!root["id"u8].IsMissing && !root["status"u8].IsMissing) sink.Ack(new AckTold { Call = "request" });
        else _bodies.Read(root, about, sink);
    }
}
