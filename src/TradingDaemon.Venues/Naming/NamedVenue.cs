using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Naming;

/// <summary>A venue behind its door: it is asked in its own names and heard in the daemon's. Thread-safe as what is behind.</summary>
/// <param name="venue">The venue.</param>
/// <param name="names">Its names.</param>
public class NamedVenue(IVenue venue, VenueNames names) : IVenue, IDisposable
{
    /// <inheritdoc/>
    public string Id => venue.Id;

    /// <inheritdoc/>
    public bool IsSimulated => venue.IsSimulated;

    /// <inheritdoc/>
    public VenueTraits Traits => venue.Traits;

    /// <inheritdoc/>
    public TimeSpan? ClockOffset => venue.ClockOffset;

    /// <summary>The names.</summary>
    protected VenueNames Names => names;

    /// <summary>The venue behind a door, or itself where daemon and venue call everything the same.</summary>
    public static IVenue Of(IVenue venue, VenueNames names) => names.AreTheSame ? venue : new NamedVenue(venue, names);

    /// <inheritdoc/>
    public Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping) => venue.RunAsync(new NamingWriter(events, names), stopping);

    /// <inheritdoc/>
    public ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping) => venue.PlaceAsync(names.ToVenue(order), stopping);

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping) => venue.CancelAsync(names.ToVenue(order), stopping);

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping) => venue.CancelAllAsync(stopping);

    /// <inheritdoc/>
    public async ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping) =>
        await venue.FindOrderAsync(names.ToVenue(order), stopping) is { } found ? names.ToDaemon(found) : null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) => [.. (await venue.OpenOrdersAsync(stopping)).Select(names.ToDaemon)];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping) => [.. (await venue.FillsSinceAsync(cursor, countMax, stopping)).Select(names.ToDaemon)];

    /// <inheritdoc/>
    public async ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping) => names.ToDaemon(await venue.HoldingsAsync(stopping));

    /// <inheritdoc/>
    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) => venue.TouchAsync(names.ToVenue(symbol), stopping);

    /// <summary>Ends what is behind.</summary>
    public void Dispose()
    {
        (venue as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }
}
