using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>A market that tells how its options move with their underlyings.</summary>
public interface IOptionMarket
{
    /// <summary>How many options one question may name; above zero.</summary>
    int GreeksAtOnceMax { get; }

    /// <summary>The Greeks of options as the venue works them out, each of the moment of the quote they come from; options it has none of are left out. Throws <see cref="VenueException"/> when there is no answer.</summary>
    /// <param name="options">Which, one or more, at most <see cref="GreeksAtOnceMax"/>.</param>
    /// <param name="stopping">Gives up.</param>
    ValueTask<IReadOnlyList<(Symbol Option, OptionGreeks Greeks)>> GreeksAsync(IReadOnlyList<Symbol> options, CancellationToken stopping);
}
