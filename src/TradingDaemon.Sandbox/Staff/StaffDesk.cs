using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Staff;

/// <summary>What the exchange's staff, or an account's owner by hand, does past the protocol. Each act takes a JSON object and answers <c>{"done": true}</c> or a refusal.</summary>
internal sealed class StaffDesk(ExchangeFloor floor)
{
    /// <summary>The acts by name.</summary>
    public IReadOnlyDictionary<string, Func<JsonElement, Reply>> Acts => new Dictionary<string, Func<JsonElement, Reply>>(StringComparer.Ordinal)
    {
        ["deposit"] = body => Move(body, isIn: true),
        ["withdraw"] = body => Move(body, isIn: false),
        ["rebate"] = Rebate,
        ["order"] = PlaceByHand,
        ["cancel"] = CancelByHand,
        ["bust"] = Bust,
        ["halt"] = body => SetHalted(body, isHalted: true),
        ["resume"] = body => SetHalted(body, isHalted: false),
        ["quote"] = Quote,
        ["trade"] = Trade,
        ["forget"] = Forget,
    };

    private Reply Move(JsonElement body, bool isIn) => ForAccount(body, (staff, account, now) =>
    {
        var amount = OrderBody.Amount(body, "amount") ?? 0m;
        if (OrderBody.Text(body, "symbol") is { } symbol) return isIn ? staff.DepositHolding(account, symbol, amount, now) : staff.WithdrawHolding(account, symbol, amount, now);
        var currency = OrderBody.Text(body, "currency") ?? "";
        if (currency.Length == 0) return new Refusal(RefusalCode.Other, "currency or symbol is missing.");
        return isIn ? staff.Deposit(account, currency, amount, now) : staff.Withdraw(account, currency, amount, now);
    });

    private Reply Rebate(JsonElement body) => ForAccount(body, (staff, account, now) => staff.RebateFee(account, SequenceOf(body), OrderBody.Amount(body, "amount") ?? 0m, now));

    private Reply PlaceByHand(JsonElement body)
    {
        var (order, error) = OrderBody.ReadOrder(body, isByHand: true);
        return order is null ? Reply.Of(error!) : ForAccount(body, (staff, account, now) => staff.PlaceByHand(account, order, now));
    }

    private Reply CancelByHand(JsonElement body) => ForAccount(body, (_, account, now) =>
    {
        floor.Exchange.Account(account).Cancel(OrderName.Venue(OrderBody.Text(body, "venueOrderId") ?? ""), now);
        return floor.Settle(now).OfType<ExchangeReport.CancelRefused>().FirstOrDefault() is { } refused ? new Refusal(refused.Code, refused.Reason) : null;
    });

    private Reply Bust(JsonElement body) => ForAccount(body, (staff, account, now) => staff.Bust(account, SequenceOf(body), now));

    private Reply SetHalted(JsonElement body, bool isHalted) => floor.Enter((body, isHalted), static (floor, what, now) =>
    {
        var symbol = OrderBody.Text(what.body, "symbol") ?? "";
        var refusal = what.isHalted ? floor.Exchange.Operator.Halt(symbol, now) : floor.Exchange.Operator.Resume(symbol, now);
        return Done(refusal);
    });

    private Reply Quote(JsonElement body) => ForInstrument(body, (index, now) =>
        floor.ShowQuote(index, OrderBody.Amount(body, "bid") ?? 0m, OrderBody.Amount(body, "bidSize") ?? 0m, OrderBody.Amount(body, "ask") ?? 0m, OrderBody.Amount(body, "askSize") ?? 0m, now));

    private Reply Trade(JsonElement body) => ForInstrument(body, (index, now) =>
        floor.ShowTrade(index, OrderBody.Amount(body, "price") ?? 0m, OrderBody.Amount(body, "quantity") ?? 0m, WireWords.ToSide(OrderBody.Text(body, "aggressor")) ?? Side.Buy, now));

    private Reply Forget(JsonElement body) => floor.Enter(body, static (floor, body, now) =>
    {
        var fraction = OrderBody.Amount(body, "fraction");
        if (fraction is < 0m or > 1m) return Reply.Of(ApiError.BadRequest, "fraction runs from 0 to 1.");
        if (fraction is { } share) return Forgotten(floor.Forget(share, (ulong)(OrderBody.Amount(body, "seed") ?? 1m), now));
        return OrderBody.Text(body, "venueOrderId") is { } id ? Forgotten(floor.Forget(id, now)) : Reply.Of(ApiError.BadRequest, "fraction or venueOrderId is missing.");
    });

    private static Reply Forgotten(IReadOnlyList<string> orders) => Reply.Of(orders, static (json, orders) =>
    {
        json.WriteStartArray("forgotten");
        foreach (var order in orders) json.WriteStringValue(order);
        json.WriteEndArray();
    });

    private Reply ForAccount(JsonElement body, Func<TradingDaemon.Exchange.OperatorDesk, string, DateTimeOffset, Refusal?> act) => floor.Enter((body, act), static (floor, what, now) =>
        OrderBody.Text(what.body, "account") is { } account && floor.Exchange.FindAccount(account) is not null
            ? Done(what.act(floor.Exchange.Operator, account, now))
            : Reply.Of(ApiError.BadRequest, "There is no such account."));

    private Reply ForInstrument(JsonElement body, Action<int, DateTimeOffset> act) => floor.Enter((body, act), static (floor, what, now) =>
    {
        var index = floor.Exchange.Instruments.IndexOf(OrderBody.Text(what.body, "symbol") ?? "");
        if (index < 0) return Reply.Of(ApiError.UnknownInstrument, "There is no such instrument.");
        what.act(index, now);
        return Done(null);
    });

    private static long SequenceOf(JsonElement body) => OrderBody.Amount(body, "sequence") is >= 0m and <= long.MaxValue and var sequence ? (long)sequence : 0;

    private static Reply Done(Refusal? refusal) => refusal is null
        ? Reply.Of(true, static (json, _) => json.WriteBoolean("done", true))
        : Reply.Of(Refusals.ToError(refusal.Code, refusal.Reason, null, null));
}
