using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Floor;

/// <summary>What an account asks about itself.</summary>
internal sealed class AccountQueries(ExchangeFloor floor, HiddenOrders hidden)
{
    /// <summary>Every order with a client id, newest first.</summary>
    public Reply OrdersOf(string account, string clientOrderId) => floor.Enter((account, clientOrderId), (floor, what, now) =>
        Orders(floor, floor.Exchange.Account(what.account).OrdersOf(what.clientOrderId).Reverse(), now));

    /// <summary>Every working order, oldest first.</summary>
    public Reply OpenOrders(string account) => floor.Enter(account, (floor, account, now) => Orders(floor, floor.Exchange.Account(account).OpenOrders(), now));

    /// <summary>Executions after a sequence, oldest first.</summary>
    public Reply Executions(string account, long after, int countMax) => floor.Enter((account, after, countMax), static (floor, what, _) =>
        Reply.Of((Items: floor.Exchange.Account(what.account).ExecutionsSince(what.after, what.countMax), floor.ClockOffset), static (json, page) =>
            json.WriteEach("executions", page.Items, execution => ExecutionView.Write(json, execution, page.ClockOffset))));

    /// <summary>Deposits, withdrawals and rebates after a sequence, oldest first.</summary>
    public Reply Movements(string account, long after, int countMax) => floor.Enter((account, after, countMax), static (floor, what, _) =>
        Reply.Of((Items: floor.Exchange.Account(what.account).MovementsSince(what.after, what.countMax), floor.ClockOffset), static (json, page) =>
            json.WriteEach("movements", page.Items, movement => MovementView.Write(json, movement, page.ClockOffset))));

    /// <summary>Cash and holdings, and how far the history goes that made them.</summary>
    public Reply Balances(string account) => floor.Enter(account, static (floor, account, _) => Reply.Of(floor.Exchange.Account(account).Balances(), static (json, owned) =>
    {
        json.WriteNumber("executionSequence", owned.ExecutionSequence);
        json.WriteNumber("movementSequence", owned.MovementSequence);
        WriteAmounts(json, "cash", owned.Cash);
        WriteAmounts(json, "freeCash", owned.FreeCash);
        WriteAmounts(json, "holdings", owned.Holdings);
    }));

    /// <summary>Amounts by name, in the names' order.</summary>
    public static void WriteAmounts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, decimal> amounts)
    {
        json.WriteStartObject(name);
        foreach (var (asset, amount) in amounts.OrderBy(static pair => pair.Key, StringComparer.Ordinal)) json.WriteAmount(asset, amount);
        json.WriteEndObject();
    }

    private Reply Orders(ExchangeFloor floor, IEnumerable<ExchangeOrder> orders, DateTimeOffset now) =>
        Reply.Of(orders.Where(order => !hidden.IsHidden(order.OrderId, now)).Select(order => OrderView.Of(order, floor.ClockOffset)), static (json, views) => json.WriteEach("orders", views, view => view.Write(json)));
}
