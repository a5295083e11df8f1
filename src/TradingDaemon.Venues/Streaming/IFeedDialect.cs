using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Venues.Streaming;

/// <summary>How one venue's market data is asked for and read. One connection at a time; <see cref="Read"/> is one caller.</summary>
internal interface IFeedDialect
{
    /// <summary>A new connection: what was known of sequences is void.</summary>
    void Begin();

    /// <summary>The messages that ask for instruments.</summary>
    IEnumerable<byte[]> Subscribe(IReadOnlyList<Instrument> instruments);

    /// <summary>The messages that ask for them no longer.</summary>
    IEnumerable<byte[]> Unsubscribe(IReadOnlyList<Instrument> instruments);

    /// <summary>Takes a message and adds what it told, of each instrument in it. Throws <see cref="Domain.Ports.VenueException"/> when the connection is no longer worth keeping.</summary>
    void Read(ReadOnlySpan<byte> message, List<FeedReading> readings);
}
