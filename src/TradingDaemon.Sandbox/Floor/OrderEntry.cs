using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Floor;

/// <summary>What an account asks the exchange to do, answered at once.</summary>
internal sealed class OrderEntry(ExchangeFloor floor, FaultBoard faults, HiddenOrders hidden)
{
    private const double UsualLieMs = 10_000.0;

    /// <summary>Places an order.</summary>
    public Reply Place(string account, OrderRequest request) => floor.Enter((account, request), (floor, what, now) =>
    {
        var occasion = new Occasion(what.account, "place", what.request.Symbol, WireWords.Of(what.request.Kind));
        if (what.request.Kind != OrderKind.Stop && faults.Draw(FaultKind.PartialFills, occasion) is { } cut) floor.CutFor(what.request, cut.Fault.Pieces, now);
        floor.Exchange.Account(what.account).Submit(what.request, now);
        switch (floor.Settle(now).First(report => report.Account == what.account && report is ExchangeReport.Accepted or ExchangeReport.Refused))
        {
            case ExchangeReport.Refused refused:
                return Reply.Of(Refusals.ToError(refused.Code, refused.Reason, what.request, InstrumentOf(floor, what.request.Symbol)));
            case var accepted:
                if (faults.Draw(FaultKind.LieNotFound, occasion) is { } lie) hidden.Hide(accepted.OrderId, now + lie.Duration(UsualLieMs), now);
                return OrderReply(floor, what.account, accepted.OrderId) with { Status = 201 };
        }
    });

    /// <summary>Changes quantity and price of a working order; null leaves them.</summary>
    public Reply Replace(string account, string venueOrderId, decimal? quantity, decimal? price) => floor.Enter((account, venueOrderId, quantity, price), static (floor, what, now) =>
    {
        var desk = floor.Exchange.Account(what.account);
        var old = desk.FindOrder(OrderName.Venue(what.venueOrderId))?.Request;
        desk.Replace(new ReplaceRequest(OrderName.Venue(what.venueOrderId), what.quantity, what.price), now);
        return floor.Settle(now).OfType<ExchangeReport.ReplaceRefused>().FirstOrDefault() is { } refused
            ? Reply.Of(Refusals.ToError(refused.Code, refused.Reason, old is null ? null : old with { Quantity = what.quantity ?? old.Quantity, Price = what.price ?? old.Price }, old is null ? null : InstrumentOf(floor, old.Symbol)))
            : OrderReply(floor, what.account, what.venueOrderId);
    });

    /// <summary>Cancels one working order.</summary>
    public Reply Cancel(string account, OrderName name) => floor.Enter((account, name), static (floor, what, now) =>
    {
        var desk = floor.Exchange.Account(what.account);
        var order = desk.FindOrder(what.name);
        desk.Cancel(what.name, now);
        return floor.Settle(now).OfType<ExchangeReport.CancelRefused>().FirstOrDefault() is { } refused
            ? Reply.Of(Refusals.ToError(refused.Code, refused.Reason, null, null))
            : OrderReply(floor, what.account, order!.OrderId);
    });

    /// <summary>Cancels every working order.</summary>
    public Reply CancelAll(string account) => floor.Enter(account, static (floor, account, now) =>
    {
        floor.Exchange.Account(account).CancelAll(now);
        return Reply.Of(floor.Settle(now).Count(report => report is ExchangeReport.Cancelled && report.Account == account), static (json, count) => json.WriteNumber("cancelled", count));
    });

    /// <summary>Arms, renews or, with zero, disarms the dead man's switch.</summary>
    public Reply CancelAfter(string account, TimeSpan within) => floor.Enter((account, within), static (floor, what, now) =>
    {
        var desk = floor.Exchange.Account(what.account);
        desk.RenewDeadManSwitch(what.within, now);
        floor.Settle(now);
        return Reply.Of((At: desk.DeadManSwitchAt, floor.ClockOffset), static (json, due) =>
        {
            if (due.At is { } at) json.WriteTime("cancelAt", at + due.ClockOffset);
            else json.WriteNull("cancelAt");
        });
    });

    private static ExchangeInstrument? InstrumentOf(ExchangeFloor floor, string symbol) => floor.Exchange.Instruments.IndexOf(symbol) is >= 0 and var index ? floor.Exchange.Instruments[index] : null;

    private static Reply OrderReply(ExchangeFloor floor, string account, string orderId) =>
        Reply.Of(OrderView.Of(floor.Exchange.Account(account).FindOrder(OrderName.Venue(orderId))!, floor.ClockOffset), static (json, order) => order.Write(json));
}
