using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Engine.Account;
using TradingDaemon.Operations.Status;
using TradingDaemon.Pipeline;
using TradingDaemon.Recovery;
using TradingDaemon.Storage;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Composition;

/// <summary>What exists before the host does: the opened store, the recovered books, the venues and the feeds.</summary>
/// <param name="Config">The configuration.</param>
/// <param name="Catalog">Every instrument, those of recorded files included.</param>
/// <param name="Clocks">Real and market time.</param>
/// <param name="Store">The daemon's memory.</param>
/// <param name="Engine">Its books, recovered.</param>
/// <param name="Venues">Where orders go, and what belongs to each; by name.</param>
/// <param name="Feeds">Where prices come from.</param>
/// <param name="StartUp">What the start needs to know.</param>
/// <param name="Versions">What is running.</param>
/// <param name="StartedAt">When the process started (UTC).</param>
internal sealed record DaemonParts(
    DaemonConfig Config, InstrumentCatalog Catalog, Clocks Clocks, SqliteStore Store, AccountEngine Engine, IReadOnlyList<VenueParts> Venues, IReadOnlyList<FeedParts> Feeds,
    StartUpOptions StartUp, DaemonVersions Versions, DateTimeOffset StartedAt) : IDisposable
{
    /// <summary>The venue an instrument's prices come from; null where they come from no venue.</summary>
    public string? FeedOf(Instrument instrument) => Config.FeedOf.GetValueOrDefault(instrument.Symbol.Text);

    /// <summary>Makes what asks that venue of the market; null where it tells nothing, or nothing to us.</summary>
    public IVenueMarket? MarketOf(string venue, IReadOnlyList<Instrument> instruments) =>
        Config.Venues[venue] is { WhyUnpriced: null } model ? model.Adapter?.MakeMarket(Config.ToFeedSetup(model, instruments, static _ => { }, Clocks.Real)) : null;

    /// <summary>Closes the venues, then the store.</summary>
    public void Dispose()
    {
        foreach (var venue in Venues) venue.Dispose();
        Store.Dispose();
    }
}
