using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;

namespace TradingDaemon.Venues.Kraken;

/// <summary>Kraken's quotes, trades and books, by the stream's own names.</summary>
internal sealed class KrakenFeed(bool withBooks) : IFeedWords
{
    /// <summary>The feed, put together.</summary>
    public static LiveFeed Of(FeedSetup setup) => new("kraken", setup, new KrakenReader(setup.Instruments), new KrakenFeed(setup.Books), fallback: () => KrakenMarket.Of(setup));

    /// <inheritdoc/>
    public IEnumerable<byte[]> Subscribe(IReadOnlyList<Instrument> instruments) => KrakenRequests.Ask("subscribe", Names(instruments), withBooks);

    /// <inheritdoc/>
    public IEnumerable<byte[]> Unsubscribe(IReadOnlyList<Instrument> instruments) => KrakenRequests.Ask("unsubscribe", Names(instruments), withBooks);

    private static string[] Names(IReadOnlyList<Instrument> instruments) => [.. instruments.Select(static instrument => instrument.Symbol.Text)];
}
