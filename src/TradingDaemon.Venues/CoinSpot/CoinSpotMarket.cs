using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.CoinSpot.Reading;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Normalized;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>What anybody may ask of CoinSpot. It has no list of rules and no candles: which markets there are, its prices tell, and the grid is the same for all.</summary>
internal sealed class CoinSpotMarket(VenueDesk desk, Uri site, IReadOnlyList<Instrument> instruments) : IVenueMarket, INewestPrices
{
    /// <summary>For who has no key.</summary>
    public static CoinSpotMarket Of(FeedSetup setup) => new(new VenueDesk(CoinSpotFeed.LineOf(setup), new CoinSpotReader()), setup.Hosts.Rest, setup.Instruments);

    /// <inheritdoc/>
    /// <remarks>A configured instrument the venue has no prices of takes no orders.</remarks>
    public async ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping)
    {
        var listed = (await AskAsync("latest", null, stopping)).Quotes.Select(static quote => quote.Symbol).OfType<Symbol>().ToHashSet();
        return [.. listed.Select(static symbol => Rule(symbol, isListed: true)), .. instruments.Select(static instrument => instrument.Symbol).Where(symbol => !listed.Contains(symbol)).Select(static symbol => Rule(symbol, isListed: false))];
    }

    /// <inheritdoc/>
    /// <remarks>An answer has no time, and may come out of a store of answers.</remarks>
    public bool TellsTouchOfNow => false;

    /// <inheritdoc/>
    public async ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping)
    {
        var (coin, market) = CoinSpotSymbols.Parts(CoinSpotSymbols.Spelled(symbol.Text));
        var path = CoinSpotSymbols.MarketToSay(market) is { } other ? $"latest/{Small(coin)}/{Small(other)}" : $"latest/{Small(coin)}";
        var told = await AskAsync(path, symbol.Text, stopping);
        return told.Touch;
    }

    /// <inheritdoc/>
    /// <remarks>One answer tells all markets, and none when: it may be some seconds old.</remarks>
    public async ValueTask NewestAsync(IReadOnlyList<Instrument> instruments, INormalizedSink into, CancellationToken stopping)
    {
        var told = await AskAsync("latest", null, stopping);
        new CoinSpotReader().Read(told.Body.Span, new PayloadHint("latest", null), into);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RawTick> CandlesAsync(Instrument instrument, TimeSpan interval, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping) =>
        throw new ArgumentOutOfRangeException(nameof(interval), interval, "CoinSpot has no candles.");

    /// <inheritdoc/>
    public void Dispose() => desk.Line.Dispose();

    private static TradingRule Rule(Symbol symbol, bool isListed) => new(
        symbol, CoinSpotSymbols.Spelled(symbol.Text), CoinSpotLimits.Step, CoinSpotLimits.Step, null, CoinSpotSymbols.Parts(symbol.Text).Market == CoinSpotSymbols.Home ? CoinSpotLimits.AudMin : null, isListed ? "listed" : "not listed", isListed);

    private static string Small(string name) => Uri.EscapeDataString(name.ToLowerInvariant());

    private async ValueTask<Answer> AskAsync(string path, string? symbol, CancellationToken stopping) => (await desk.AskAsync("latest", CoinSpotRequests.Public(site, path), stopping, symbol)).OrThrow();
}
