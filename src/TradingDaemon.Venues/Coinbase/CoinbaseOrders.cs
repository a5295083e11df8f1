using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Placing and cancelling at Coinbase.</summary>
internal sealed class CoinbaseOrders(VenueDesk desk, CoinbaseRequests requests, CoinbaseLimits limits, RuleBook rules, OrderMemory memory, CoinbaseAccount account) : IVenueOrders
{
    private const int CancelsMax = 100;

    public Placement? Write(OrderIntent intent, out PlacementAnswer.Refused? refused)
    {
        var terms = rules.Fit(intent, out refused);
        refused ??= terms switch
        {
            OrderTerms.Stop => PlacementAnswer.Refused.Here(VenueRefusal.Other, "Coinbase has no stop orders at the market: the trigger is watched here."),
            OrderTerms.Limit { TimeInForce: TimeInForce.Day } => PlacementAnswer.Refused.Here(VenueRefusal.Other, "Coinbase has no orders for the day."),
            _ => null,
        };
        if (refused is not null) return null;
        var order = OrderToPlace.Of(intent, rules.Find(intent.Symbol.Text)?.VenueSymbol ?? requests.Spelled(intent.Symbol.Text), terms);
        return new Placement(order, stamp => requests.Place(order, stamp));
    }

    public async ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping)
    {
        var intent = order.Intent;
        if (Write(intent, out var refused) is not { } placement) return refused!;
        try
        {
            await limits.TakeAsync(isUrgent: true, stopping);
            account.Sends(intent.ClientOrderId);
            var told = await desk.SendAsync("orders", placement.Sign, intent.IsReduceOnly, stopping, order.MayLeave);
            if (told.Fault is null && OtherThan(intent, placement.Order.VenueSymbol, told) is { } what) return new PlacementAnswer.Failed(new VenueFault(VenueFaultKind.OutcomeUnknown, "CONTRADICTION", $"The venue answered with another order: {what}."));
            if (told.ToPlacement() is not PlacementAnswer.Accepted taken) return told.ToPlacement();
            memory.Learn(new ToldOrder(intent.ClientOrderId.Text, taken.VenueOrderId, intent.Symbol, intent.Side, null, placement.Order.Terms.Quantity.Base, null));
            return taken;
        }
        catch (VenueException notSent)
        {
            return new PlacementAnswer.Failed(notSent.Fault);
        }
    }

    /// <summary>The venue cancels by its own id only: where nobody knows it, it is looked up.</summary>
    public async ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping)
    {
        try
        {
            var id = order.VenueOrderId ?? (await account.FindOrderAsync(order, stopping))?.VenueOrderId;
            return id is null ? new VenueFault(VenueFaultKind.Rejected, "UNKNOWN_CANCEL_ORDER", $"The venue shows no order {order.ClientOrderId}.") : await CancelAsync([id], isOverFine: false, stopping);
        }
        catch (VenueException failed)
        {
            return failed.Fault;
        }
    }

    /// <summary>Everything that is open, a hundred at a time: the venue has no call for all.</summary>
    public async ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping)
    {
        try
        {
            VenueFault? first = null;
            var open = (await account.OpenOrdersAsync(stopping)).Select(static order => order.VenueOrderId).ToArray();
            foreach (var some in open.Chunk(CancelsMax)) first ??= await CancelAsync(some, isOverFine: true, stopping); // the others are tried all the same
            return first;
        }
        catch (VenueException failed)
        {
            return failed.Fault;
        }
    }

    private async ValueTask<VenueFault?> CancelAsync(string[] ids, bool isOverFine, CancellationToken stopping)
    {
        limits.Charge();
        var told = await desk.SendAsync("batch_cancel", stamp => requests.Cancel(ids, stamp), Urgency.Most, stopping);
        if (told.Fault is null) return told.Taken.Count == ids.Length ? null : LineReply.Garbled;
        return told.Said is null || !isOverFine ? told.Fault : Undone(told);
    }

    // Each order has its answer. One that is over needs no cancel.
    private static VenueFault? Undone(Answer told)
    {
        var isDone = told.Read(static body =>
        {
            var (isAnswered, isUndone) = (false, false);
            foreach (var (_, one) in body["results"u8])
            {
                isAnswered = true;
                isUndone |= !one["success"u8].IsTrue && one["failure_reason"u8].AsText() is not ("UNKNOWN_CANCEL_ORDER" or "ORDER_IS_FULLY_FILLED" or "DUPLICATE_CANCEL_REQUEST");
            }

            return isAnswered && !isUndone;
        });
        return isDone ? null : told.Fault;
    }

    // An id used before is answered with the order it names: which must be this one, or nothing is known.
    private static string? OtherThan(OrderIntent intent, string product, Answer told)
    {
        var (id, name, side) = told.Read(
            static body => body["success_response"u8] is { IsMissing: false } done ? (CoinbaseWords.Text(done["client_order_id"u8]), CoinbaseWords.Text(done["product_id"u8]), CoinbaseWords.Side(done["side"u8])) : default,
            otherwise: VenueFaultKind.OutcomeUnknown);
        var isThis = (id is null || id == intent.ClientOrderId.Text) && (name is null || name == product) && (side is null || side == intent.Side);
        return isThis ? null : $"{id} {side} {name}";
    }
}
