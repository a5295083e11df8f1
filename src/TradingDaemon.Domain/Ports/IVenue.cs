using System.Threading.Channels;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Domain.Ports;

/// <summary>
/// A place orders are sent to. Each call is one attempt and tells what became of it; when to try again, when to ask, and
/// when an order is proven absent is for the session above to decide. Answers may also come as <see cref="VenueEvent"/>s,
/// possibly out of order and more than once; queries answer from the venue's own records and throw <see cref="VenueException"/>
/// when there is no answer. Thread-safe.
/// </summary>
public interface IVenue
{
    /// <summary>Name in configuration, facts and metrics, e.g. <c>simulated</c>.</summary>
    string Id { get; }

    /// <summary>True when its fills are not real.</summary>
    bool IsSimulated { get; }

    /// <summary>What one must know of it to judge its answers.</summary>
    VenueTraits Traits { get; }

    /// <summary>The venue's clock minus ours as last measured, less what a venue that tells its time coarsely leaves open; null before the first measurement, or where both are one.</summary>
    TimeSpan? ClockOffset { get; }

    /// <summary>
    /// One connection: reports <see cref="VenueEvent.StreamOpened"/> once events flow, then every event, until the
    /// connection ends (<see cref="VenueException"/>) or <paramref name="stopping"/> is cancelled. What happened outside
    /// a connection is found by the queries.
    /// </summary>
    Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping);

    /// <summary>Sends an order whose intent is durable, once.</summary>
    ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping);

    /// <summary>Asks to cancel one order, once. Safe to repeat, and safe before the order is acknowledged. Null when the venue took the request; what became of it comes as an event or is found by the queries.</summary>
    ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping);

    /// <summary>Asks to cancel whatever works on this account, ours or not. Null when the venue took the request.</summary>
    ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping);

    /// <summary>Looks an order up by our id, at a venue that keeps books by symbol among those of its own, in open orders, closed orders and fills; null when none of them shows it. Whether that is proof, <see cref="Traits"/> tell; see <see cref="OrderReport.IsShownByFillsAlone"/> for what fills alone show.</summary>
    ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping);

    /// <summary>Every order working at the venue on this account.</summary>
    ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping);

    /// <summary>Fills with an execution sequence above <paramref name="cursor"/>, oldest first, at most <paramref name="countMax"/>.</summary>
    ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping);

    /// <summary>Cash and holdings now.</summary>
    ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping);

    /// <summary>Best bid and ask as the venue shows them now, quote currency; null when either side is empty. For the emergency stop, which trusts nobody's cache.</summary>
    ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Instruments.Symbol symbol, CancellationToken stopping);
}
