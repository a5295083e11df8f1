using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Binance;

/// <summary>Placing and cancelling at Binance: each call is one request, but all orders are cancelled symbol by symbol.</summary>
internal sealed class BinanceOrders(VenueSetup setup, VenueDesk desk, BinanceRequests requests, BinanceLimits limits, RuleBook rules, OrderMemory memory) : IVenueOrders
{
    private const string NothingToCancel = "-2011";

    public Placement? Write(OrderIntent intent, out PlacementAnswer.Refused? refused)
    {
        var terms = rules.Fit(intent, out refused);
        if (refused is null && terms is OrderTerms.Limit { TimeInForce: TimeInForce.Day }) refused = PlacementAnswer.Refused.Here(VenueRefusal.Other, "Binance has no orders for the day.");
        if (refused is not null) return null;
        var order = OrderToPlace.Of(intent, BinanceSymbols.Spelled(intent.Symbol.Text), terms);
        return new Placement(order, stamp => requests.Place(order, stamp));
    }

    public async ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping)
    {
        var intent = order.Intent;
        if (Write(intent, out var refused) is not { } placement) return refused!;
        if (limits.TryPlace() is { } full && !RequestBudget.WaitsForNothing) return new PlacementAnswer.Failed(full);
        var answer = await desk.PlaceAsync("order", order, placement.Sign, stopping);
        if (answer is not PlacementAnswer.Accepted taken) return answer;
        var unique = new PlacementAnswer.Accepted(BinanceSymbols.Unique(intent.Symbol, taken.VenueOrderId));
        memory.Learn(new ToldOrder(intent.ClientOrderId.Text, unique.VenueOrderId, intent.Symbol, intent.Side, null, placement.Order.Terms.Quantity.Base, null));
        return unique;
    }

    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping)
    {
        var (name, id) = order.VenueOrderId is { } unique ? BinanceSymbols.Parts(unique) : (BinanceSymbols.Spelled(order.Symbol.Text), null);
        return desk.CancelAsync("order", stamp => requests.Cancel(new OrderAsked(name, order.ClientOrderId.Text, id), stamp), stopping);
    }

    /// <summary>Every symbol is tried, whatever the others say: a switch that stops at the first trouble leaves orders behind.</summary>
    public async ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping)
    {
        VenueFault? first = null;
        foreach (var instrument in setup.Instruments)
        {
            var fault = await desk.CancelAsync("openOrders", stamp => requests.CancelAll(BinanceSymbols.Spelled(instrument.Symbol.Text), stamp), stopping);
            if (fault is not { Code: NothingToCancel }) first ??= fault;
        }

        return first;
    }
}
