using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Account;
using TradingDaemon.Operations.Status;
using TradingDaemon.Pipeline;
using TradingDaemon.Recovery;
using TradingDaemon.Storage;

namespace TradingDaemon.Composition;

/// <summary>What exists before the host does: the opened store, the recovered books, the venue and the feed.</summary>
/// <param name="Config">The configuration.</param>
/// <param name="Catalog">Every instrument, those of recorded files included.</param>
/// <param name="Clocks">Real and market time.</param>
/// <param name="Store">The daemon's memory.</param>
/// <param name="Engine">Its books, recovered.</param>
/// <param name="VenueParts">Where orders go, and what belongs to it.</param>
/// <param name="Feed">Where prices come from; told whom to tell what is wrong.</param>
/// <param name="StartUp">What the start needs to know.</param>
/// <param name="Versions">What is running.</param>
/// <param name="StartedAt">When the process started (UTC).</param>
internal sealed record DaemonParts(
    DaemonConfig Config, InstrumentCatalog Catalog, Clocks Clocks, SqliteStore Store, AccountEngine Engine, VenueParts VenueParts, Func<FeedReports, IMarketFeed> Feed,
    StartUpOptions StartUp, DaemonVersions Versions, DateTimeOffset StartedAt) : IDisposable
{
    /// <summary>Where orders go.</summary>
    public IVenue Venue => VenueParts.Venue;

    /// <summary>Closes the venue, then the store.</summary>
    public void Dispose()
    {
        VenueParts.Dispose();
        Store.Dispose();
    }
}
