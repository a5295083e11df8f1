using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Kraken;

/// <summary>Placing and cancelling at Kraken: each call is one request.</summary>
internal sealed class KrakenOrders(VenueDesk desk, KrakenRequests requests, KrakenLimits limits, RuleBook rules, OrderMemory memory) : IVenueOrders
{
    public Placement? Write(OrderIntent intent, out PlacementAnswer.Refused? refused)
    {
        var terms = rules.Fit(intent, out refused);
        if (refused is null && terms is OrderTerms.Limit { TimeInForce: TimeInForce.FillOrKill }) refused = PlacementAnswer.Refused.Here(VenueRefusal.Other, "Kraken is not known to take orders that fill whole at once or not at all.");
        if (refused is not null) return null;
        var order = OrderToPlace.Of(intent, rules.Find(intent.Symbol.Text)?.VenueSymbol ?? requests.Spelled(intent.Symbol.Text), terms);
        return new Placement(order, stamp => requests.Place(order, stamp));
    }

    public async ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping)
    {
        var intent = order.Intent;
        if (Write(intent, out var refused) is not { } placement) return refused!;
        if (limits.TryPlace(placement.Order.VenueSymbol, intent.ClientOrderId.Text) is { } full && !RequestBudget.WaitsForNothing) return new PlacementAnswer.Failed(full);
        var answer = await desk.PlaceAsync("AddOrder", order, placement.Sign, stopping);
        if (answer is PlacementAnswer.Accepted taken) memory.Learn(new ToldOrder(intent.ClientOrderId.Text, taken.VenueOrderId, intent.Symbol, intent.Side, null, placement.Order.Terms.Quantity.Base, null));
        return answer;
    }

    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping)
    {
        limits.Cancelled(order.ClientOrderId.Text);
        return desk.CancelAsync("CancelOrder", stamp => requests.Cancel(new OrderAsked(null, order.ClientOrderId.Text, order.VenueOrderId), stamp), stopping);
    }

    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping)
    {
        limits.Cancelled(null);
        return desk.CancelAsync("CancelAll", stamp => requests.CancelAll(null, stamp), stopping);
    }
}
