using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Account;
using TradingDaemon.Operations.Status;
using TradingDaemon.Pipeline;
using TradingDaemon.Recovery;
using TradingDaemon.Storage;
using TradingDaemon.Venues.Recorded.Reading;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Composition;

/// <summary>What exists before the host does: the opened store, the recovered books, the venue and the feed.</summary>
/// <param name="Config">The configuration.</param>
/// <param name="Catalog">Every instrument, those of recorded files included.</param>
/// <param name="Clocks">Real and market time.</param>
/// <param name="Store">The daemon's memory.</param>
/// <param name="Engine">Its books, recovered.</param>
/// <param name="Venue">Where orders go.</param>
/// <param name="Feed">Where prices come from; told whom to tell of rows it cannot read.</param>
/// <param name="StartUp">What the start needs to know.</param>
/// <param name="Versions">What is running.</param>
/// <param name="StartedAt">When the process started (UTC).</param>
internal sealed record DaemonParts(
    DaemonConfig Config, InstrumentCatalog Catalog, Clocks Clocks, SqliteStore Store, AccountEngine Engine, SimulatedVenue Venue, Func<Action<RecordedFault>, IMarketFeed> Feed,
    StartUpOptions StartUp, DaemonVersions Versions, DateTimeOffset StartedAt) : IDisposable
{
    /// <summary>Closes the venue's ledger, then the store.</summary>
    public void Dispose()
    {
        Venue.Dispose();
        Store.Dispose();
    }
}
