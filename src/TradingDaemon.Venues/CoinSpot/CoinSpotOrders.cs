using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.CoinSpot.Reading;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>Placing and cancelling at CoinSpot: each call is one request, except that cancelling everything is one a side.</summary>
internal sealed class CoinSpotOrders(VenueDesk desk, CoinSpotRequests requests, CoinSpotMarket market, CoinSpotAccount account, CoinSpotPlaced placed, RuleBook rules, TimeProvider clock) : IVenueOrders
{
    public Placement? Write(OrderIntent intent, out PlacementAnswer.Refused? refused) => Write(intent, null, out _, out refused);

    public async ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping)
    {
        var intent = order.Intent;
        if (Write(intent, await TouchAsync(intent, stopping), out var terms, out var refused) is not { } placement) return refused!;
        placed.Begin(intent, terms!, clock.GetUtcNow());
        PlacementAnswer? answer = null;
        try
        {
            return answer = await SendAsync(order, placement, terms!.IsNow, stopping);
        }
        finally
        {
            placed.Answered(intent.ClientOrderId, answer ?? new PlacementAnswer.HandedOver(), clock.GetUtcNow());
        }
    }

    public async ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping)
    {
        if (placed.Find(order.ClientOrderId) is { IsNow: true }) return new VenueFault(VenueFaultKind.Rejected, "AT_ONCE", "What is bought or sold at once cannot be cancelled. Nothing was sent.");
        try
        {
            var (id, side) = await account.WhichAsync(order, stopping);
            if (id is null || side is null) return new VenueFault(VenueFaultKind.Retry, "NOT_KNOWN", $"The venue's id of {order} is not known, and it shows none that is the order's. Nothing was sent.");
            var path = side == OrderSide.Buy ? "my/buy/cancel" : "my/sell/cancel";
            return await desk.CancelAsync(path, stamp => requests.Cancel(new OrderAsked(null, null, id, side), stamp), stopping);
        }
        catch (VenueException unanswered)
        {
            return unanswered.Fault;
        }
    }

    // The second side is cancelled whatever became of the first.
    public async ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping)
    {
        var buys = await desk.CancelAsync("my/buy/cancel/all", stamp => requests.CancelSide(OrderSide.Buy, null, stamp), stopping);
        var sells = await desk.CancelAsync("my/sell/cancel/all", stamp => requests.CancelSide(OrderSide.Sell, null, stamp), stopping);
        return buys ?? sells;
    }

    private Placement? Write(OrderIntent intent, decimal? touchQuote, out CoinSpotTerms? terms, out PlacementAnswer.Refused? refused)
    {
        var fitting = rules.Fit(intent, out refused);
        var put = terms = refused is null ? CoinSpotTerms.Of(intent, fitting, touchQuote) : null;
        if (put is null || (put.IsNow && CoinSpotSymbols.Parts(intent.Symbol.Text).Market != CoinSpotSymbols.Home))
        {
            refused ??= PlacementAnswer.Refused.Here(VenueRefusal.Other, "CoinSpot takes limit orders until cancelled, and orders at once in AUD at a known rate.");
            return null;
        }

        var order = new OrderToPlace(requests.Spelled(intent.Symbol.Text), intent.Side, fitting, null);
        return new Placement(order, stamp => put.IsNow ? requests.PlaceNow(order, put.RateQuote, put.ThresholdPercent, stamp) : requests.Place(order, stamp));
    }

    private async ValueTask<PlacementAnswer> SendAsync(DurableOrder order, Placement placement, bool isNow, CancellationToken stopping)
    {
        var intent = order.Intent;
        var side = intent.Side == OrderSide.Buy ? "my/buy" : "my/sell";
        if (!isNow) return await desk.PlaceAsync(side, order, placement.Sign, stopping);
        try
        {
            var told = await desk.SendAsync($"{side}/now", placement.Sign, intent.IsReduceOnly, stopping, order.MayLeave);
            if (told is not { Fault: null, Orders: [{ Quantity: >= 0m and { } taken }, ..] }) return told.ToPlacement(); // an answer without its amount leaves open what was done
            placed.Took(intent.ClientOrderId, taken);
            return new PlacementAnswer.Accepted(CoinSpotOrder.NameOfNow(intent.ClientOrderId));
        }
        catch (VenueException notSent)
        {
            return new PlacementAnswer.Failed(notSent.Fault);
        }
    }

    // Only for a market order that was decided without a price, as a closing one may be.
    private async ValueTask<decimal?> TouchAsync(OrderIntent intent, CancellationToken stopping)
    {
        if (intent.Terms is not OrderTerms.Market || (intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid) > 0m) return null;
        try
        {
            return await market.TouchAsync(intent.Symbol, stopping) is not { } touch ? null : intent.Side == OrderSide.Buy ? touch.Ask : touch.Bid;
        }
        catch (VenueException)
        {
            return null; // no rate is known, and the order is refused for it
        }
    }
}
