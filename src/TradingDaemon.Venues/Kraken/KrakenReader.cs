using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Kraken;

/// <summary>Reads what Kraken Spot sends: frames of WebSocket v2 and bodies of REST v0, told apart by their shape.</summary>
internal sealed class KrakenReader : IVenueReader
{
    private readonly WirePayload _payload = new();
    private readonly KrakenSymbols _symbols = new();
    private readonly KrakenFrames _frames;
    private readonly KrakenBodies _bodies;

    /// <param name="instruments">What is traded or watched; a pair of others is read by what the venue told of it, or by its well-known spelling.</param>
    public KrakenReader(IEnumerable<Instrument>? instruments = null)
    {
        _symbols.Learn(instruments ?? []);
        _frames = new KrakenFrames(_symbols);
        _bodies = new KrakenBodies(_symbols, _frames.Books);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Endpoints => KrakenBodies.Names;

    /// <inheritdoc/>
    public void Begin() => _frames.Begin();

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<byte> utf8, in PayloadHint about, INormalizedSink sink)
    {
        var root = _payload.Read(utf8);
        if (root["error"u8].IsArray) _bodies.Read(root, about, sink);
        else if (root.IsObject) _frames.Read(root, sink);
        else throw new WireFormatException("an object was expected");
    }
}
