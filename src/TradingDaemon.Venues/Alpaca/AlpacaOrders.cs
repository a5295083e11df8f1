using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Alpaca.Reading;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>Placing and cancelling at Alpaca. An order is one request; a cancel without the venue's own id is two.</summary>
internal sealed class AlpacaOrders(VenueSetup setup, VenueDesk desk, AlpacaRequests requests, AlpacaHours hours, RuleBook rules, OrderMemory memory) : IVenueOrders
{
    public Placement? Write(OrderIntent intent, out PlacementAnswer.Refused? refused)
    {
        var terms = rules.Fit(intent, out refused);
        refused ??= Closed(intent.Symbol) ?? Unsplittable(intent.Symbol.Text, terms);
        if (refused is not null) return null;
        var order = OrderToPlace.Of(intent, intent.Symbol.Text, terms);
        try
        {
            var request = requests.Place(order, default);
            return new Placement(order, _ => request);
        }
        catch (NotOfferedException notOffered)
        {
            refused = PlacementAnswer.Refused.Here(VenueRefusal.Other, notOffered.Message);
            return null;
        }
    }

    public async ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping)
    {
        var intent = order.Intent;
        if (Write(intent, out var refused) is not { } placement) return refused!;
        var answer = await desk.PlaceAsync("order", order, placement.Sign, stopping);
        if (answer is PlacementAnswer.Accepted taken) memory.Learn(new ToldOrder(intent.ClientOrderId.Text, taken.VenueOrderId, intent.Symbol, intent.Side, null, placement.Order.Terms.Quantity.Base, null));
        return answer;
    }

    public async ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping)
    {
        try
        {
            if (order.VenueOrderId is { } known) return await DeleteAsync(requests.Cancel(new OrderAsked(null, null, known), default), stopping);
            var found = await desk.SendAsync("order", _ => requests.Query(new OrderAsked(null, order.ClientOrderId.Text, null), default), Urgency.Most, stopping);
            if (found.Fault is { } unknown) return unknown.Kind == VenueFaultKind.OutcomeUnknown ? unknown with { Kind = VenueFaultKind.Retry } : unknown; // it was only asked for
            return found.Orders is [{ VenueOrderId: { } id }, ..] ? await DeleteAsync(requests.Cancel(new OrderAsked(null, null, id), default), stopping) : LineReply.Garbled with { Kind = VenueFaultKind.Retry };
        }
        catch (VenueException notSent)
        {
            return notSent.Fault;
        }
    }

    public async ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping)
    {
        try
        {
            return await DeleteAsync(requests.CancelAll(null, default), stopping);
        }
        catch (VenueException notSent)
        {
            return notSent.Fault;
        }
    }

    // Taken, it is answered with nothing at all, or with a list of what became of each.
    private async ValueTask<VenueFault?> DeleteAsync(WireRequest request, CancellationToken stopping)
    {
        var reply = await desk.Line.SendAsync(_ => request, Urgency.Most, stopping);
        return reply is { IsSuccess: true, Body.Length: 0 } ? null : desk.Read(reply, "cancel", null).Fault;
    }

    // The venue takes an order while the market is closed and keeps it for the opening, whose price nobody knows yet.
    private PlacementAnswer.Refused? Closed(Symbol symbol)
    {
        var at = desk.Line.Clock.Now;
        if (setup.IsShown) return null;
        if (setup.Find(symbol) is not { } instrument || hours.IsOpen(instrument, at) is true) return null;
        var next = hours.NextOpen(at) is { } opens ? string.Create(CultureInfo.InvariantCulture, $"opens {opens:yyyy-MM-dd HH:mm} UTC") : "has no hours anybody told";
        return PlacementAnswer.Refused.Here(VenueRefusal.MarketClosed, $"The market of {symbol} is closed and {next}.");
    }

    // A part of a share, and an option, live no longer than the day.
    private static PlacementAnswer.Refused? Unsplittable(string symbol, OrderTerms terms)
    {
        var isForTheDay = terms is OrderTerms.Market or OrderTerms.Limit { TimeInForce: TimeInForce.Day };
        if (isForTheDay || AlpacaRequests.IsCoin(symbol)) return null;
        if (AlpacaSymbols.IsOption(symbol)) return PlacementAnswer.Refused.Here(VenueRefusal.Other, $"{symbol}: options are ordered for the day.");
        return terms.Quantity.Base % 1m == 0m ? null : PlacementAnswer.Refused.Here(VenueRefusal.InvalidIncrement, $"{symbol}: a part of a share is ordered at the market, or for the day.");
    }
}
