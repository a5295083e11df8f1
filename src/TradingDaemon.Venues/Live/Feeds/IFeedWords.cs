using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>How one venue's market data is asked for; what it then sends, its reader reads.</summary>
internal interface IFeedWords
{
    /// <summary>The messages that ask for instruments.</summary>
    IEnumerable<byte[]> Subscribe(IReadOnlyList<Instrument> instruments);

    /// <summary>The messages that ask for them no longer.</summary>
    IEnumerable<byte[]> Unsubscribe(IReadOnlyList<Instrument> instruments);
}
