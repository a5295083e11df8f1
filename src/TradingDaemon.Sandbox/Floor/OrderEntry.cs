using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Floor;

/// <summary>What an account asks the exchange to do, done at once.</summary>
internal sealed class OrderEntry(ExchangeFloor floor, FaultBoard faults, HiddenOrders hidden)
{
    private const double UsualLieMs = 10_000.0;

    /// <summary>Places an order.</summary>
    public OrderAnswer Place(string account, OrderRequest request) => floor.Enter((account, request), (floor, what, now) =>
    {
        var occasion = new Occasion(what.account, "place", what.request.Symbol, WireWords.Of(what.request.Kind));
        if (what.request.Kind != OrderKind.Stop && faults.Draw(FaultKind.PartialFills, occasion) is { } cut) floor.CutFor(what.request, cut.Fault.Pieces, now);
        floor.Exchange.Account(what.account).Submit(what.request, now);
        switch (floor.Settle(now).First(report => report.Account == what.account && report is ExchangeReport.Accepted or ExchangeReport.Refused))
        {
            case ExchangeReport.Refused refused:
                return OrderAnswer.Of(Refusals.ToError(refused.Code, refused.Reason, what.request, InstrumentOf(floor, what.request.Symbol)));
            case var accepted:
                if (faults.Draw(FaultKind.LieNotFound, occasion) is { } lie) hidden.Hide(accepted.OrderId, now + lie.Duration(UsualLieMs), now);
                return Now(floor, what.account, accepted.OrderId);
        }
    });

    /// <summary>Changes quantity and price of a working order; null leaves them.</summary>
    public OrderAnswer Replace(string account, OrderName name, decimal? quantity, decimal? price) => floor.Enter((account, name, quantity, price), static (floor, what, now) =>
    {
        var desk = floor.Exchange.Account(what.account);
        var order = desk.FindOrder(what.name);
        var old = order?.Request;
        desk.Replace(new ReplaceRequest(what.name, what.quantity, what.price), now);
        return floor.Settle(now).OfType<ExchangeReport.ReplaceRefused>().FirstOrDefault() is { } refused
            ? OrderAnswer.Of(Refusals.ToError(refused.Code, refused.Reason, old is null ? null : old with { Quantity = what.quantity ?? old.Quantity, Price = what.price ?? old.Price }, old is null ? null : InstrumentOf(floor, old.Symbol)))
            : Now(floor, what.account, order!.OrderId);
    });

    /// <summary>Cancels one working order.</summary>
    public OrderAnswer Cancel(string account, OrderName name) => floor.Enter((account, name), static (floor, what, now) =>
    {
        var desk = floor.Exchange.Account(what.account);
        var order = desk.FindOrder(what.name);
        desk.Cancel(what.name, now);
        return floor.Settle(now).OfType<ExchangeReport.CancelRefused>().FirstOrDefault() is { } refused
            ? OrderAnswer.Of(Refusals.ToError(refused.Code, refused.Reason, null, null))
            : Now(floor, what.account, order!.OrderId);
    });

    /// <summary>Cancels every working order; returns how many there were.</summary>
    public int CancelAll(string account) => floor.Enter(account, static (floor, account, now) =>
    {
        floor.Exchange.Account(account).CancelAll(now);
        return floor.Settle(now).Count(report => report is ExchangeReport.Cancelled && report.Account == account);
    });

    /// <summary>Arms, renews or, with zero, disarms the dead man's switch; returns when it fires, true time, or null.</summary>
    public DateTimeOffset? CancelAfter(string account, TimeSpan within) => floor.Enter((account, within), static (floor, what, now) =>
    {
        var desk = floor.Exchange.Account(what.account);
        desk.RenewDeadManSwitch(what.within, now);
        floor.Settle(now);
        return desk.DeadManSwitchAt;
    });

    private static ExchangeInstrument? InstrumentOf(ExchangeFloor floor, string symbol) => floor.Exchange.Instruments.IndexOf(symbol) is >= 0 and var index ? floor.Exchange.Instruments[index] : null;

    private static OrderAnswer Now(ExchangeFloor floor, string account, string orderId) =>
        OrderAnswer.Of(OrderView.Of(floor.Exchange.Account(account).FindOrder(OrderName.Venue(orderId))!, floor.ClockOffset));
}
