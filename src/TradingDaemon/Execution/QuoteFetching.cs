using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Execution;

/// <summary>
/// Asks venues for best bid and ask where entries wait for them: once for all that wait for an instrument, one instrument after the other. What comes back goes the way
/// of every price, so that it is validated and seen by strategies too. A venue that gives no answer costs the entries that waited for it, which expire.
/// </summary>
internal sealed class QuoteFetching(IReadOnlyList<IVenue> venues, InstrumentCatalog catalog, Topology topology, Clocks clocks, ILogger<QuoteFetching> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var wanted in topology.QuotesWanted.Reader.ReadAllAsync(stoppingToken))
        {
            var instrument = catalog[wanted];
            // An old price must not come back as a new one: the simulated venue knows what its feed told it and no more, and others tell the newest quote, however old.
            if (venues.FirstOrDefault(venue => venue.Id == instrument.Venue) is { Traits.TellsTouchOfNow: true } venue) await AskAsync(venue, instrument, stoppingToken);
        }
    }

    private async Task AskAsync(IVenue venue, Instrument instrument, CancellationToken stopping)
    {
        try
        {
            if (await venue.TouchAsync(instrument.Symbol, stopping) is not var (bid, ask)) return;
            var now = clocks.Market.GetUtcNow();
            topology.QueueOf(instrument.Id).Write(new TimedTick(RawTick.OfQuote(instrument.Id, now, now, bid, RawTick.UnknownSize, ask, RawTick.UnknownSize), clocks.Real.GetTimestamp()));
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested) // whatever it is, it costs this one answer and no more
        {
            logger.QuoteNotFetched(instrument.Symbol.Text, venue.Id, failure.Message);
        }
    }
}
