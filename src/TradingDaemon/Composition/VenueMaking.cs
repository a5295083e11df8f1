using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Books;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage;
using TradingDaemon.Storage.Nonces;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Naming;
using TradingDaemon.Venues.Sandbox;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Composition;

/// <summary>Makes the venues that instruments are traded at: each with a guard, a budget and a nonce file of its own.</summary>
/// <param name="config">The configuration.</param>
/// <param name="catalog">Every instrument.</param>
/// <param name="store">What is booked already.</param>
/// <param name="books">What the account knows: which venues have their opening balance, and the orders.</param>
/// <param name="clocks">Real and market time.</param>
internal sealed class VenueMaking(DaemonConfig config, InstrumentCatalog catalog, SqliteStore store, AccountBooks books, Clocks clocks)
{
    /// <summary>The venues in the order of their names, those without instruments left out. Throws <see cref="InvalidDataException"/> when a file of theirs is damaged.</summary>
    public IReadOnlyList<VenueParts> Make()
    {
        var made = new List<VenueParts>();
        try
        {
            foreach (var name in catalog.All.Select(static instrument => instrument.Venue).Distinct().Order(StringComparer.Ordinal))
                made.Add(name == VenueAssignment.Simulated ? Simulated() : OverNetwork(config.Venues[name]));
            return made;
        }
        catch
        {
            foreach (var one in made) one.Dispose();
            throw;
        }
    }

    private VenueParts Simulated()
    {
        var venue = new SimulatedVenue(config.ToVenueOptions(Path.Combine(config.Storage.Directory, ConfigTranslation.LedgerFile), config.Venue.StartingCash), catalog, clocks.Market);
        return new VenueParts(venue, venue, Of(venue), venue.Recovery.Events, venue.LastPrices, static _ => { }, [venue]);
    }

    // It matches against what it trades, and against nothing else.
    private TickReceiver Of(SimulatedVenue venue) => (in RawTick tick) =>
    {
        if (catalog[tick.Instrument].Venue == venue.Id) venue.Observe(tick);
    };

    private VenueParts OverNetwork(VenueModel model)
    {
        var guard = model.ToGuardOptions();
        var budget = new RequestBudget(guard.Budget, clocks.Real);
        var nonces = new FileNonceSource(Path.Combine(config.Storage.Directory, $"{model.Name}.nonce"), clocks.Real);
        var (venue, clock) = model.Adapter is { } adapter ? Real(adapter, model, nonces, budget) : Sandbox(model, nonces, budget);
        var guarded = new GuardedVenue(venue, guard, clocks.Real, budget);
        return new VenueParts(guarded, guarded.Urgent, static (in _) => { }, null, static () => new Dictionary<string, decimal>(), metrics => Reveal(metrics, budget, clock), [guarded, (IDisposable)venue])
        {
            AskRights = (venue as ILiveVenue) is { } live ? live.RightsAsync : null,
            Warn = alerts => nonces.OnRefused = refusal => Tell(alerts, $"nonce:{model.Name}", refusal),
        };
    }

    private (IVenue, VenueClock) Sandbox(VenueModel model, INonceSource nonces, RequestBudget budget)
    {
        var signer = new SandboxSigner(model.Credentials!.Key, model.Credentials.Secret, nonces); // without a key it would not be traded at
        var venue = new SandboxVenue(model.ToSandboxOptions(), signer, clocks.Real, budget.Learn, budget.TakeFurtherAsync);
        return (NamedVenue.Of(venue, new VenueNames([.. catalog.All.Where(instrument => instrument.Venue == model.Name)])), venue.Clock);
    }

    private (IVenue, VenueClock) Real(VenueEntry adapter, VenueModel model, INonceSource nonces, RequestBudget budget)
    {
        var booked = store.FillsOf(model.Name, books.Cash.IsFunded(model.Name) ? null : clocks.Real.GetUtcNow());
        var venue = adapter.Make(new VenueSetup
        {
            Id = model.Name, Hosts = model.Hosts!, Credentials = model.Credentials!, Nonces = nonces, Clock = clocks.Real,
            Instruments = [.. catalog.All.Where(instrument => instrument.Venue == model.Name)],
            Booked = [.. booked.Fills.Select(static fill => new BookedExecution(fill.ExecutionId, fill.ExecutionSequence, fill.At))], BookedFrom = booked.From,
            Orders = [.. books.Orders.Open.Concat(books.Orders.Ended).Where(order => order.Intent.Venue == model.Name)],
            PollEvery = model.Settings.AccountInterval, RulesEvery = model.Settings.RulesInterval, OnWeight = budget.Learn, TakeFurther = budget.TakeFurtherAsync,
        });
        return (venue, venue.Clock);
    }

    private static void Tell(AlertBoard alerts, string key, string? refusal)
    {
        if (refusal is null) alerts.Clear(key);
        else alerts.Raise(key, AlertSeverity.Critical, $"Requests are numbered in memory: {refusal}");
    }

    private static void Reveal(VenueMetrics metrics, RequestBudget budget, VenueClock clock)
    {
        metrics.RequestsWaiting = () => budget.WaitingCount;
        metrics.ClockOffset = () => clock.Offset;
        metrics.ClockUncertainty = () => clock.Uncertainty;
    }
}
