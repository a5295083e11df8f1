using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage.Nonces;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Sandbox;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Composition;

/// <summary>The venue orders go to, and what belongs to it.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Urgent">The same one, past whatever could refuse or delay: for the emergency stop alone.</param>
/// <param name="Mirror">Is shown every tick: the simulated venue matches against them.</param>
/// <param name="LedgerEvents">How many events its own ledger had; null where it keeps none here.</param>
/// <param name="LastPrices">Where prices stood when the venue last saw them, by canonical symbol.</param>
/// <param name="Show">Gives the metrics what is read of it.</param>
/// <param name="Owned">Closed with it, in this order.</param>
internal sealed record VenueParts(IVenue Venue, IVenue Urgent, TickReceiver Mirror, long? LedgerEvents, Func<IReadOnlyDictionary<string, decimal>> LastPrices, Action<VenueMetrics> Show, IReadOnlyList<IDisposable> Owned) : IDisposable
{
    private const string NonceFile = "sandbox.nonce";

    /// <summary>Makes the configured venue. Throws <see cref="InvalidDataException"/> when a file of its own is damaged.</summary>
    public static VenueParts Of(DaemonConfig config, InstrumentCatalog catalog, Clocks clocks) =>
        config.Venue.Kind == VenueKind.Sandbox ? Sandbox(config, clocks.Real) : Simulated(config, catalog, clocks.Market);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var owned in Owned) owned.Dispose();
    }

    private static VenueParts Simulated(DaemonConfig config, InstrumentCatalog catalog, TimeProvider market)
    {
        var venue = new SimulatedVenue(config.ToVenueOptions(Path.Combine(config.Storage.Directory, ConfigTranslation.LedgerFile), config.Venue.StartingCash), catalog, market);
        return new VenueParts(venue, venue, venue.Observe, venue.Recovery.Events, venue.LastPrices, static _ => { }, [venue]);
    }

    private static VenueParts Sandbox(DaemonConfig config, TimeProvider real)
    {
        var access = config.Venue.Sandbox;
        var guard = config.ToGuardOptions();
        var budget = new RequestBudget(guard.Budget, real);
        var signer = new SandboxSigner(access.Key!, access.Secret!, new FileNonceSource(Path.Combine(config.Storage.Directory, NonceFile), real)); // the rules saw to both
        var venue = new SandboxVenue(config.ToSandboxOptions(), signer, real, budget.Learn, budget.TakeFurtherAsync);
        var guarded = new GuardedVenue(venue, guard, real, budget);
        return new VenueParts(guarded, guarded.Urgent, static (in _) => { }, null, static () => new Dictionary<string, decimal>(), metrics => Reveal(metrics, budget, venue.Clock), [guarded, venue]);
    }

    private static void Reveal(VenueMetrics metrics, RequestBudget budget, VenueClock clock)
    {
        metrics.RequestsWaiting = () => budget.WaitingCount;
        metrics.ClockOffset = () => clock.Offset;
        metrics.ClockUncertainty = () => clock.Uncertainty;
    }
}
