using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Recovery;

/// <summary>
/// Lots and ticks as the venues have them, asked before anything is decided: an order of parts of the venue's lot would be refused, each of them. Of the configuration's
/// step and the venue's the coarser is used, and that is said.
/// </summary>
internal static class VenueSteps
{
    // A venue that has not told by then is asked again for its rules with each connection; of what it did not tell the steps of the start before hold until the next one. All of a
    // venue's pairs are megabytes, and a machine that starts several things at once is slow: five seconds were too few there.
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(15);

    /// <summary>The instruments on steps their venues take.</summary>
    /// <param name="catalog">As configured.</param>
    /// <param name="venues">By name.</param>
    /// <param name="clock">Real time.</param>
    /// <param name="logger">Told of each that is on other steps than configured, and of each venue that did not answer.</param>
    /// <param name="stopping">Gives up.</param>
    public static async Task<SteppedCatalog> FitAsync(InstrumentCatalog catalog, IReadOnlyDictionary<string, VenueModel> venues, TimeProvider clock, ILogger logger, CancellationToken stopping)
    {
        var traded = catalog.All.Select(static instrument => instrument.Venue).Distinct().Where(venues.ContainsKey).Select(name => venues[name]).Where(static venue => venue is { Adapter.TakesOrders: true, Credentials: not null }).ToList();
        var told = await Task.WhenAll(traded.Select(async venue => (venue.Name, Rules: await AskAsync(venue, [.. catalog.All.Where(instrument => instrument.Venue == venue.Name)], clock, logger, stopping))));
        var rules = told.SelectMany(static venue => venue.Rules.Select(rule => (Key: (venue.Name, rule.Symbol), Rule: rule))).DistinctBy(static one => one.Key).ToDictionary(static one => one.Key, static one => one.Rule);
        var fitted = new InstrumentCatalog(catalog.All.Select(instrument =>
        {
            if (!rules.TryGetValue((instrument.Venue, instrument.Symbol), out var rule)) return instrument;
            foreach (var sentence in rule.Unfitting(instrument)) logger.StepsAreCoarser(instrument.Venue, sentence);
            return rule.Fitted(instrument);
        }));
        var untold = catalog.All.Where(instrument => traded.Exists(venue => venue.Name == instrument.Venue) && !rules.ContainsKey((instrument.Venue, instrument.Symbol)));
        return new SteppedCatalog(catalog, fitted, [.. untold.Select(static instrument => instrument.Symbol)]);
    }

    private static async Task<IReadOnlyList<TradingRule>> AskAsync(VenueModel venue, IReadOnlyList<Instrument> instruments, TimeProvider clock, ILogger logger, CancellationToken stopping)
    {
        using var market = venue.Adapter!.MakeMarket(new FeedSetup { Hosts = venue.Hosts!, Instruments = instruments, Clock = clock, Credentials = venue.Credentials });
        if (market is null) return [];
        using var limit = new CancellationTokenSource(AnswerMax, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        var told = new List<TradingRule>();
        try
        {
            await foreach (var part in market.RulesInPartsAsync(both.Token)) told.AddRange(part);
        }
        catch (Exception unanswered) when (unanswered is VenueException or OperationCanceledException)
        {
            string[] untold = [.. instruments.Select(static instrument => instrument.Symbol).Except(told.Select(static rule => rule.Symbol)).Select(static symbol => symbol.Text)];
            if (!stopping.IsCancellationRequested && untold.Length > 0) logger.StepsNotTold(venue.Name, string.Join(", ", untold));
        }

        return told;
    }
}
