using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Live;

/// <summary>How one venue places and cancels, as <see cref="IVenue"/> asks for it. Thread-safe.</summary>
internal interface IVenueOrders
{
    /// <summary>See <see cref="IVenue.PlaceAsync"/>.</summary>
    ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping);

    /// <summary>See <see cref="IVenue.CancelAsync"/>.</summary>
    ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping);

    /// <summary>See <see cref="IVenue.CancelAllAsync"/>.</summary>
    ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping);
}
