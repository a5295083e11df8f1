using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Streaming;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>A venue's market data as the loop sees it: asked for in the venue's words, read by its reader.</summary>
internal sealed class ReaderDialect(IVenueReader reader, IFeedWords words, TickSink sink, Func<PayloadHint>? about = null) : IFeedDialect
{
    /// <inheritdoc/>
    public void Begin()
    {
        reader.Begin();
        sink.Begin();
    }

    /// <inheritdoc/>
    public IEnumerable<byte[]> Subscribe(IReadOnlyList<Instrument> instruments) => words.Subscribe(instruments);

    /// <inheritdoc/>
    public IEnumerable<byte[]> Unsubscribe(IReadOnlyList<Instrument> instruments) => words.Unsubscribe(instruments);

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<byte> message, List<FeedReading> readings)
    {
        sink.Readings.Clear();
        sink.Refused = null;
        try
        {
            reader.Read(message, about?.Invoke() ?? default, sink);
            sink.End();
        }
        catch (WireFormatException garbled)
        {
            throw new VenueException(new VenueFault(VenueFaultKind.Retry, "GARBLED", $"A frame of the stream cannot be read: {garbled.Message}."), garbled);
        }

        readings.AddRange(sink.Readings);
        if (sink.Refused is not { } refused) return;
        if (refused.Kind != VenueFaultKind.Rejected) throw new VenueException(refused);
        readings.Add(new FeedReading(null, null, refused.Message)); // one subscription is refused: the others go on, and its instrument becomes stale
    }
}
