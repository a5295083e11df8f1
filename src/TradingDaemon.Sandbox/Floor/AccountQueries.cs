using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Floor;

/// <summary>What an account asks about itself. Orders a fault hides are in none of these lists.</summary>
internal sealed class AccountQueries(ExchangeFloor floor, HiddenOrders hidden)
{
    /// <summary>Every order with a client id, newest first.</summary>
    public IReadOnlyList<OrderView> OrdersOf(string account, string clientOrderId) => floor.Enter((account, clientOrderId), (floor, what, now) =>
        Seen(floor.Exchange.Account(what.account).OrdersOf(what.clientOrderId).Reverse(), now));

    /// <summary>One order by the exchange's own name; null when there is none.</summary>
    public OrderView? Order(string account, string venueOrderId) => floor.Enter((account, venueOrderId), (floor, what, now) =>
        floor.Exchange.Account(what.account).FindOrder(OrderName.Venue(what.venueOrderId)) is { } order && Seen([order], now) is [var seen] ? seen : (OrderView?)null);

    /// <summary>Every working order, oldest first.</summary>
    public IReadOnlyList<OrderView> OpenOrders(string account) => floor.Enter(account, (floor, account, now) => Seen(floor.Exchange.Account(account).OpenOrders(), now));

    /// <summary>The orders that ended last, the newest first.</summary>
    public IReadOnlyList<OrderView> ClosedOrders(string account, int countMax) => floor.Enter((account, countMax), (floor, what, now) =>
        floor.Exchange.Account(what.account) is var desk ? Seen(desk.ClosedOrdersSince(Math.Max(0, desk.LastClosedSequence - what.countMax), what.countMax).Reverse(), now) : []);

    /// <summary>Executions after a sequence, oldest first.</summary>
    public IReadOnlyList<Execution> Executions(string account, long after, int countMax) => floor.Enter((account, after, countMax), static (floor, what, _) =>
        floor.Exchange.Account(what.account).ExecutionsSince(what.after, what.countMax));

    /// <summary>The newest executions, the newest first.</summary>
    public IReadOnlyList<Execution> NewestExecutions(string account, int countMax) => floor.Enter((account, countMax), static (floor, what, _) =>
        floor.Exchange.Account(what.account) is var desk ? (IReadOnlyList<Execution>)[.. desk.ExecutionsSince(Math.Max(0, desk.LastExecutionSequence - what.countMax), what.countMax).Reverse()] : []);

    /// <summary>Deposits and withdrawals after a sequence, oldest first.</summary>
    public IReadOnlyList<BalanceMovement> Movements(string account, long after, int countMax) => floor.Enter((account, after, countMax), static (floor, what, _) =>
        floor.Exchange.Account(what.account).MovementsSince(what.after, what.countMax));

    /// <summary>Cash and holdings, and how far the history goes that made them.</summary>
    public AccountBalances Balances(string account) => floor.Enter(account, static (floor, account, _) => floor.Exchange.Account(account).Balances());

    /// <summary>How an account pays its fees of an instrument.</summary>
    public FeePayment PaymentFor(string account, ExchangeInstrument instrument) => floor.Enter((account, instrument), static (floor, what, _) => floor.Exchange.Account(what.account).PaymentFor(what.instrument));

    private OrderView[] Seen(IEnumerable<ExchangeOrder> orders, DateTimeOffset now) =>
        [.. orders.Where(order => !hidden.IsHidden(order.OrderId, now)).Select(order => OrderView.Of(order, floor.ClockOffset))];
}
