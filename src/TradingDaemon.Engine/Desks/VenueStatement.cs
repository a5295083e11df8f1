using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Engine.Desks;

/// <summary>What one venue said when it was asked, all at one moment: the input of reconciliation.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Fills">Fills since the last one booked, oldest first.</param>
/// <param name="OpenOrders">Everything working there.</param>
/// <param name="LookUps">For each of our open orders that is not working there: what a look-up found, null when the venue never had it.</param>
/// <param name="Holdings">Cash and holdings after those fills.</param>
public sealed record VenueStatement(
    string Venue, IReadOnlyList<Fill> Fills, IReadOnlyList<OrderReport> OpenOrders,
    IReadOnlyDictionary<ClientOrderId, OrderReport?> LookUps, VenueHoldings Holdings);
