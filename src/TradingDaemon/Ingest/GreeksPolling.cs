using TradingDaemon.Domain.Instruments;
using TradingDaemon.Pipeline;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;

namespace TradingDaemon.Ingest;

/// <summary>
/// Asks the venues whose prices options have for their Greeks, once a minute, and tells the account engine. What no venue tells is as unknown as before: limits on Greeks then
/// refuse entries, and a question without an answer is asked again at the next minute.
/// </summary>
/// <param name="feedOf">Whose prices an instrument has; null for prices that come from no venue.</param>
/// <param name="marketOf">Makes what asks that venue; null where it tells nothing.</param>
/// <param name="catalog">Everything that is traded.</param>
/// <param name="topology">Where what is told goes.</param>
/// <param name="clocks">Time.</param>
/// <param name="logger">The log.</param>
internal sealed class GreeksPolling(
    Func<Instrument, string?> feedOf, Func<string, IReadOnlyList<Instrument>, IVenueMarket?> marketOf, InstrumentCatalog catalog, Topology topology, Clocks clocks, ILogger<GreeksPolling> logger) : BackgroundService
{
    /// <summary>How often each option is asked for; well below the age at which Greeks no longer count.</summary>
    internal static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        catalog.All.Where(static instrument => instrument.AssetClass == AssetClass.Option).GroupBy(feedOf, StringComparer.Ordinal).Where(static group => group.Key is not null)
            .Select(group => PollAsync(group.Key!, [.. group], stoppingToken)));

    private async Task PollAsync(string venue, IReadOnlyList<Instrument> options, CancellationToken stopping)
    {
        using var market = marketOf(venue, options);
        if (market is not IOptionMarket greeks) return;
        var failed = "";
        while (true)
        {
            var why = "";
            foreach (var some in options.Chunk(greeks.GreeksAtOnceMax)) why = await AskAsync(greeks, some, stopping) ?? why;
            if (why.Length > 0 && why != failed) logger.GreeksNotTold(venue, why); // once as long as it stays so
            if (why.Length == 0 && failed.Length > 0) logger.GreeksToldAgain(venue);
            failed = why;
            await Task.Delay(Every, clocks.Real, stopping);
        }
    }

    // Why there was no answer; null for none.
    private async Task<string?> AskAsync(IOptionMarket market, IReadOnlyList<Instrument> options, CancellationToken stopping)
    {
        try
        {
            foreach (var (symbol, greeks) in await market.GreeksAsync([.. options.Select(static option => option.Symbol)], stopping))
                if (catalog.Find(symbol) is { } option) topology.Signals.Writer.TryWrite(new MarketMessage(default, null, clocks.Real.GetTimestamp()) { Greeks = (option.Id, greeks) }); // full: the next minute says the same, newer
            topology.EngineBell.Ring();
            return null;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested) // whatever it is, it costs these answers and no more
        {
            return failure.Message;
        }
    }
}
