using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;

namespace TradingDaemon.Venues.Naming;

/// <summary>The same of a venue that tells Greeks.</summary>
/// <param name="market">The venue's.</param>
/// <param name="greeks">The same one.</param>
/// <param name="names">Its names.</param>
public sealed class NamedOptionMarket(IVenueMarket market, IOptionMarket greeks, VenueNames names) : NamedMarket(market, names), IOptionMarket
{
    /// <inheritdoc/>
    public int GreeksAtOnceMax => greeks.GreeksAtOnceMax;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<(Symbol Option, OptionGreeks Greeks)>> GreeksAsync(IReadOnlyList<Symbol> options, CancellationToken stopping) =>
        [.. (await greeks.GreeksAsync([.. options.Select(Names.ToVenue)], stopping)).Select(told => (Names.ToDaemon(told.Option), told.Greeks))];
}
