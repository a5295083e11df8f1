using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Coinbase's quotes, trades and books.</summary>
internal sealed class CoinbaseFeed(bool withBooks) : IFeedWords
{
    // A picture is the whole book in one frame: of the busiest product tens of thousands of levels, several megabytes.
    private const int FrameBytesMax = 32 * 1024 * 1024;

    /// <summary>The feed, put together.</summary>
    public static LiveFeed Of(FeedSetup setup) => new(
        "coinbase", setup, new CoinbaseReader(setup.Instruments), new CoinbaseFeed(setup.Books),
        (invoker, stopping) => WebSocketLink.ConnectAsync(setup.Hosts.Stream!, invoker, setup.Line.ConnectMax, FrameBytesMax, setup.Clock, stopping), fallback: () => CoinbaseMarket.Of(setup));

    /// <inheritdoc/>
    /// <remarks>Heartbeats with them: without any, a quiet connection is closed.</remarks>
    public IEnumerable<byte[]> Subscribe(IReadOnlyList<Instrument> instruments) => CoinbaseRequests.Asking(Names(instruments), withBooks);

    /// <inheritdoc/>
    public IEnumerable<byte[]> Unsubscribe(IReadOnlyList<Instrument> instruments) => CoinbaseRequests.Channels(withBooks).Select(channel => CoinbaseRequests.Ask("unsubscribe", channel, Names(instruments)));

    private static string[] Names(IReadOnlyList<Instrument> instruments) => [.. instruments.Select(static instrument => CoinbaseRequests.Product(instrument.Symbol.Text))];
}
