using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;

namespace TradingDaemon.Venues.Naming;

/// <summary>What anybody may ask of a venue, behind its door. Thread-safe as what is behind.</summary>
/// <param name="market">The venue's.</param>
/// <param name="names">Its names.</param>
public class NamedMarket(IVenueMarket market, VenueNames names) : IVenueMarket, IPriced
{
    /// <inheritdoc/>
    public bool TellsTouchOfNow => market.TellsTouchOfNow;

    /// <summary>The names.</summary>
    protected VenueNames Names => names;

    /// <summary>A market made behind the venue's door, able to tell what the venue's is.</summary>
    /// <param name="setup">In the daemon's names.</param>
    /// <param name="make">Makes it, told in the venue's; null where the venue tells nothing.</param>
    public static IVenueMarket? Make(FeedSetup setup, Func<FeedSetup, IVenueMarket?> make)
    {
        var names = new VenueNames(setup.Instruments);
        return make(ToVenue(setup, names)) switch
        {
            { } market when names.AreTheSame => market,
            IVenueMarket market and IOptionMarket options => new NamedOptionMarket(market, options, names),
            { } market => new NamedMarket(market, names),
            null => null,
        };
    }

    /// <summary>How a venue's market data is set up, told in the venue's names and telling in the daemon's. Its ticks name instruments by the daemon's ids.</summary>
    public static FeedSetup ToVenue(FeedSetup setup, VenueNames names) =>
        names.AreTheSame ? setup : setup with { Instruments = [.. setup.Instruments.Select(names.ToVenue)], OnChange = change => setup.OnChange(names.ToDaemon(change)) };

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping) => [.. (await market.RulesAsync(stopping)).Select(names.ToDaemon)];

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<TradingRule>> RulesInPartsAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        await foreach (var part in market.RulesInPartsAsync(stopping)) yield return [.. part.Select(names.ToDaemon)];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ToldPrice>> PricesAsync(IReadOnlyList<Instrument> instruments, CancellationToken stopping) =>
        [.. (await PriceQuestion.AskAsync(market, [.. instruments.Select(names.ToVenue)], stopping)).Select(told => told with { Symbol = names.ToDaemon(told.Symbol) })];

    /// <inheritdoc/>
    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) => market.TouchAsync(names.ToVenue(symbol), stopping);

    /// <inheritdoc/>
    public IAsyncEnumerable<RawTick> CandlesAsync(Instrument instrument, TimeSpan interval, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping) =>
        market.CandlesAsync(names.ToVenue(instrument), interval, from, until, stopping);

    /// <summary>Ends what is behind.</summary>
    public void Dispose()
    {
        market.Dispose();
        GC.SuppressFinalize(this);
    }
}
