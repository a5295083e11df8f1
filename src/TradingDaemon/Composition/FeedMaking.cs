using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Feeds;
using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Pipeline;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Naming;
using TradingDaemon.Venues.Recorded;
using TradingDaemon.Venues.Recorded.Reading;
using TradingDaemon.Venues.Sandbox;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Composition;

/// <summary>Makes the feeds instruments have their prices from: one for each venue that tells some, and the daemon's own for the others.</summary>
/// <param name="config">The configuration.</param>
/// <param name="catalog">Every instrument.</param>
/// <param name="clocks">Real and market time.</param>
/// <param name="lastPrices">Where the simulated market stood when it was last seen.</param>
internal sealed class FeedMaking(DaemonConfig config, InstrumentCatalog catalog, Clocks clocks, Func<IReadOnlyDictionary<string, decimal>> lastPrices)
{
    /// <summary>The feeds in the order of their names.</summary>
    public IReadOnlyList<FeedParts> Plan()
    {
        var plans = new List<FeedParts>();
        foreach (var told in catalog.All.GroupBy(FeedOf).OrderBy(static told => told.Key, StringComparer.Ordinal))
        {
            IReadOnlyList<Instrument> instruments = [.. told];
            IReadOnlyList<string> venues = [.. told.Select(static instrument => instrument.Venue).Distinct().Order(StringComparer.Ordinal)];
            plans.Add(told.Key is { } venue
                ? new FeedParts(venue, venues, reports => OfVenue(config.Venues[venue], instruments, reports)) { WhyNotStarted = config.Venues[venue].WhyUnpriced }
                : new FeedParts(config.Feed.Kind == FeedKind.Replay ? "replay" : "simulated", venues, reports => Own(instruments, reports)));
        }

        return plans;
    }

    private string? FeedOf(Instrument instrument) => config.FeedOf.GetValueOrDefault(instrument.Symbol.Text);

    private IMarketFeed OfVenue(VenueModel model, IReadOnlyList<Instrument> instruments, FeedReports reports)
    {
        if (model.Adapter is { } adapter) return adapter.MakeFeed(config.ToFeedSetup(model, instruments, reports.OnChange, clocks.Real));
        var names = new VenueNames(instruments);
        return new SandboxFeed(config.ToSandboxFeedOptions(model, names.Instruments), catalog, change => reports.OnChange(names.ToDaemon(change)), clocks.Real);
    }

    private IMarketFeed Own(IReadOnlyList<Instrument> instruments, FeedReports reports) => config.Feed.Kind == FeedKind.Replay
        ? Recorded(new RecordedFaults(config.Feed.Strict, reports.OnFault))
        : new SimulatedFeed(config.ToFeedOptions(lastPrices(), instruments), instruments, clocks.Market);

    private RecordedFeed Recorded(RecordedFaults faults) => new(() => RecordedMarket.Open(config.Feed.Files, catalog, faults), RecordedPace.AsRecorded, clocks.Market);
}
