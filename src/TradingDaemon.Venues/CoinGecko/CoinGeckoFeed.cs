using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.CoinGecko;

/// <summary>CoinGecko's prices of all watched coins in one question, asked over and over without a key. They are told as trades without a size: there is no bid and no ask nobody stands behind.</summary>
internal static class CoinGeckoFeed
{
    /// <summary>The feed, put together. An instrument's own spelling is the venue's id of its coin; where nobody wrote one the well-known ids are taken. Throws <see cref="NotOfferedException"/> for a coin without either.</summary>
    /// <param name="setup">What is watched.</param>
    /// <param name="pollEveryMin">The shortest pace; null for the venue's.</param>
    /// <param name="refusedPause">How long the venue is left alone when it does not say; null for its own.</param>
    public static LiveFeed Of(FeedSetup setup, TimeSpan? pollEveryMin = null, TimeSpan? refusedPause = null)
    {
        var (reader, questions) = Asking(setup);
        var least = pollEveryMin ?? CoinGeckoLimits.PollEveryMin;
        var patient = setup.PollEvery < least ? setup with { PollEvery = least } : setup;
        return PollLink.Feed("coingecko", patient, reader, () => LineOf(setup), [.. questions], fault => CoinGeckoLimits.Refine(fault, refusedPause ?? CoinGeckoLimits.RefusedPause));
    }

    /// <summary>Asks once, as the feed does over and over, for bitcoin in dollars where nothing is watched: the symbols that have a price. Throws <see cref="VenueException"/> when there is no answer.</summary>
    public static async ValueTask<IReadOnlyList<string>> PricedAsync(FeedSetup setup, CancellationToken stopping)
    {
        using var line = LineOf(setup);
        var (reader, questions) = Asking(setup);
        var (desk, priced) = (new VenueDesk(line, reader), new List<string>());
        foreach (var (about, request) in questions) priced.AddRange((await desk.AskAsync(about.Endpoint!, request, stopping)).OrThrow().Priced);
        return priced;
    }

    // All coins in all currencies they are watched in.
    private static (CoinGeckoReader Reader, IEnumerable<(PayloadHint About, WireRequest Request)> Questions) Asking(FeedSetup setup)
    {
        var coins = new CoinGeckoCoins();
        foreach (var instrument in setup.Instruments) coins.Name(IdOf(instrument), instrument.Base.Code);
        var polls = new CoinGeckoPolls(setup.Hosts.Rest);
        string[] ids = setup.Instruments.Count == 0 ? [CoinGeckoPolls.IdOf("BTC")] : [.. setup.Instruments.Select(IdOf).Distinct(StringComparer.Ordinal)];
        string[] currencies = setup.Instruments.Count == 0 ? [Currency.Usd.Code] : [.. setup.Instruments.Select(static instrument => instrument.Quote.Code).Distinct(StringComparer.Ordinal)];
        return (new CoinGeckoReader(coins), ids.Chunk(CoinGeckoLimits.IdsMax).Select(asked => (new PayloadHint("simple/price", null), polls.PricesOf(asked, currencies))));
    }

    private static string IdOf(Instrument instrument) =>
        instrument.VenueSymbol ?? CoinGeckoPolls.IdOf(instrument.Base.Code);

    // It has no clock anybody needs: nothing is signed, and each price says when it was so.
    private static VenueLine LineOf(FeedSetup setup) => new(setup.Line, setup.Clock, (_, _) => new ValueTask<DateTimeOffset>(setup.Clock.GetUtcNow()));
}
