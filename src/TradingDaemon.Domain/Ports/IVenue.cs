using System.Threading.Channels;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Domain.Ports;

/// <summary>
/// A place orders are sent to. Answers to orders come as <see cref="VenueEvent"/>s, possibly out of order and more than
/// once; queries answer from the venue's own records. Transport trouble while placing becomes
/// <see cref="VenueEvent.OutcomeUnknown"/>; in queries it throws <see cref="IOException"/>.
/// </summary>
public interface IVenue
{
    /// <summary>Name in configuration, facts and metrics, e.g. <c>simulated</c>.</summary>
    string Id { get; }

    /// <summary>True when its fills are not real.</summary>
    bool IsSimulated { get; }

    /// <summary>Connects, and keeps reporting events until cancelled. Events of before the connection are found by the queries.</summary>
    Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping);

    /// <summary>Sends an order whose intent is durable. Completes when it was handed over, not when it is answered.</summary>
    ValueTask PlaceAsync(DurableOrder order, CancellationToken stopping);

    /// <summary>Asks to cancel. Safe to repeat, and safe before the order is acknowledged.</summary>
    ValueTask CancelAsync(OrderIntent intent, CancellationToken stopping);

    /// <summary>Looks an order up by our id among open orders, closed orders and fills; null when the venue has never had it.</summary>
    ValueTask<OrderReport?> FindOrderAsync(ClientOrderId clientOrderId, CancellationToken stopping);

    /// <summary>Every order working at the venue on this account.</summary>
    ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping);

    /// <summary>Fills with an execution sequence above <paramref name="cursor"/>, oldest first, at most <paramref name="countMax"/>.</summary>
    ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping);

    /// <summary>Cash and holdings now.</summary>
    ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping);
}
