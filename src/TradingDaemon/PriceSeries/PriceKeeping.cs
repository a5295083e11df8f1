using TradingDaemon.Domain.Instruments;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Pipeline;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.PriceSeries;

/// <summary>Keeps the newest prices of venues as series beside trading, which waits for none of it.</summary>
/// <param name="kept">What is kept.</param>
/// <param name="marketOf">Makes what asks a venue about instruments; null where it tells nothing, or nothing to us.</param>
/// <param name="shelf">Where prices are kept; closed in the end.</param>
/// <param name="metrics">Figures.</param>
/// <param name="alerts">What an operator should know now.</param>
/// <param name="clocks">Real time.</param>
/// <param name="logger">The log.</param>
internal sealed class PriceKeeping(
    IReadOnlyList<KeptSeries> kept, Func<string, IReadOnlyList<Instrument>, IVenueMarket?> marketOf, PriceShelf shelf, DaemonMetrics metrics, AlertBoard alerts, Clocks clocks, ILogger<PriceKeeping> logger) : BackgroundService
{
    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        shelf.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(kept.Select(series => KeepAsync(series, stoppingToken)));

    private async Task KeepAsync(KeptSeries series, CancellationToken stopping)
    {
        using var market = marketOf(series.Venue, series.Instruments);
        if (market is null) return; // why it tells nothing to us was said at the start
        logger.SeriesBegun(series.Venue, series.Interval, series.Instruments.Count);
        await new PriceKeeper(series, shelf, metrics.Series(series.Venue), alerts, clocks.Real, logger).RunAsync(market, stopping);
    }
}
