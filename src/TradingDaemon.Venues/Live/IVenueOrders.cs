using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Live;

/// <summary>How one venue places and cancels, as <see cref="IVenue"/> asks for it. Thread-safe.</summary>
internal interface IVenueOrders
{
    /// <summary>How an order is put to the venue, by what is known of it without asking.</summary>
    /// <param name="intent">What is meant.</param>
    /// <param name="refused">Why nothing is sent; null when it is.</param>
    /// <returns>Null when it is refused.</returns>
    Placement? Write(OrderIntent intent, out PlacementAnswer.Refused? refused);

    /// <summary>See <see cref="IVenue.PlaceAsync"/>.</summary>
    ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping);

    /// <summary>See <see cref="IVenue.CancelAsync"/>.</summary>
    ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping);

    /// <summary>See <see cref="IVenue.CancelAllAsync"/>.</summary>
    ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping);
}
