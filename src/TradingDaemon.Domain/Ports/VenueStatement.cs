using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Domain.Ports;

/// <summary>What one venue said when it was asked for everything: the input of reconciliation.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Fills">Fills since the last one booked, oldest first.</param>
/// <param name="OpenOrders">Everything working there.</param>
/// <param name="LookUps">For our open orders that are not working there: what a look-up found, null when it is proven that the venue does not have it.</param>
/// <param name="Unresolved">Our open orders that were looked up and not found, too early for that to be proof.</param>
/// <param name="Holdings">Cash and holdings; null when they kept moving while they were asked for.</param>
/// <param name="LastExecutionSequence">The newest execution <paramref name="Holdings"/> contain: books that know a newer one cannot be compared with them.</param>
public sealed record VenueStatement(
    string Venue, IReadOnlyList<Fill> Fills, IReadOnlyList<OrderReport> OpenOrders,
    IReadOnlyDictionary<ClientOrderId, OrderReport?> LookUps, IReadOnlyList<ClientOrderId> Unresolved, VenueHoldings? Holdings, long LastExecutionSequence)
{
    /// <summary>The <see cref="VenueEvent.StreamOpened.Opening"/> of the stream that was open when the first question was about to be asked; zero: none was.</summary>
    public long Opening { get; init; }

    /// <summary>How long its lists of orders and fills may be behind its holdings and each other; zero: they are of one moment.</summary>
    public TimeSpan ListsLagMax { get; init; }

    /// <summary>What differs by another amount each time is told after so much more than <see cref="ListsLagMax"/>: one fill after the other may be missing from the lists, though entries wait.</summary>
    public const double ChangingFactor = 1.25;

    /// <summary>When it was made, by a clock that only goes forward: of no meaning but the time between two of them.</summary>
    public TimeSpan MadeAt { get; init; }
}
