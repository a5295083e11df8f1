using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage.Emergency;

namespace TradingDaemon.Emergency;

/// <summary>What the emergency stop can lay its hands on: the venues, the closing orders' file, and as a courtesy the engine. Any of it may be broken.</summary>
/// <param name="Venues">Every venue, as it is, without a session, limiter or breaker between.</param>
/// <param name="Catalog">Increments.</param>
/// <param name="Command">Tells the account engine; false when it takes no commands.</param>
/// <param name="Known">Open orders as last shown, for a venue that does not tell.</param>
/// <param name="OpenClosings">Opens the closing orders' file; throws when the disk refuses.</param>
internal sealed record EmergencyReach(
    IReadOnlyList<IVenue> Venues, InstrumentCatalog Catalog, Func<Command, bool> Command, Func<IReadOnlyList<OrderReference>> Known, Func<ClosingOrders> OpenClosings)
{
    /// <summary>Tells the engine where the stop stands.</summary>
    public bool TellEngine(EmergencyFlag flag) => Command(new Command.SetEmergency(flag.State, flag.Source, flag.Reason));

    /// <summary>Begins to cancel everything at every venue, all at once.</summary>
    public IEnumerable<Task<bool>> Clear(StopLog log, TimeSpan clearMax) =>
        [.. Venues.Select(venue => log.RunAsync($"cancel:{venue.Id}", () => new VenueClearing(venue, Known, clearMax, log.Clock).RunAsync(CancellationToken.None)))];

    /// <summary>Closes everything at every venue; true when nothing is left anywhere.</summary>
    public async Task<bool> LiquidateAsync(StopLog log, EmergencyOptions options, Clocks clocks, CancellationToken stopping)
    {
        ClosingOrders? closings = null;
        var isOpen = await log.RunAsync("closing-orders", () =>
        {
            closings = OpenClosings();
            return new StepResult(true, closings.Mended is { } mended ? $"Their file was mended: {mended}" : "Their file is open.");
        });
        if (!isOpen || closings is null)
        {
            log.Note("liquidate", new(false, "No closing order is sent: none could be stored first. Close the positions at the venue by hand, or free the disk and ask again."));
            return false;
        }

        using (closings)
        {
            var venues = Venues.Select(venue => log.RunAsync($"liquidate:{venue.Id}", () => new Liquidation(venue, Catalog, closings, log, options, clocks).RunAsync(Known, stopping)));
            return (await Task.WhenAll(venues)).All(static isDone => isDone);
        }
    }

    /// <summary>Notes what closing everything would send.</summary>
    public Task PreviewAsync(StopLog log, EmergencyOptions options, TimeProvider clock) => Task.WhenAll(Venues.Select(venue => log.RunAsync($"plan:{venue.Id}", async () =>
    {
        var lines = (await Liquidation.PreviewAsync(venue, Catalog, options, clock, CancellationToken.None)).ToList();
        log.Note(lines);
        return new StepResult(true, $"{lines.Count} holdings at {venue.Id}.");
    })));
}
