using System.Globalization;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Kraken.Orders;

/// <summary>What is done with orders, whichever way it was asked: what Kraken counts and checks, and then the exchange.</summary>
internal sealed class KrakenDesk(ExchangeParts exchange, KrakenLimits limits)
{
    private const int UserRefsMax = 10_000; // the oldest go; none survives a restart

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _userRefs = new(StringComparer.Ordinal);
    private readonly Queue<string> _userRefOrder = new();
    private long _amendments;

    /// <summary>Places an order, or only checks its form; both null: it was in form.</summary>
    public (OrderView? Order, string? Error) Place(string account, KrakenOrder asked)
    {
        var (request, error) = asked.Read(exchange.Now);
        if (request is null) return (null, error);
        if (asked.FeeFlag is { } flag && flag != KrakenOrderForm.FeeFlagOf(exchange.Accounts.PaymentFor(account, asked.Pair!.Rules), request.Side)) return (null, KrakenErrors.Argument("oflags"));
        if (IsLimited && !limits.TakeOrder(account, request.Symbol)) return (null, KrakenErrors.OrderRateExceeded);
        if (asked.IsForCheck) return (null, null);
        var (order, refused) = Told(exchange.Entry.Place(account, request));
        if (order is { } placed && asked.UserRef is { } reference) Remember(placed.Order.OrderId, int.Parse(reference, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return (order, refused);
    }

    /// <summary>Changes an order in place; one that would be smaller than what it filled is cancelled.</summary>
    public (OrderView? Order, string? Error) Amend(string account, OrderName name, decimal? quantity, decimal? price)
    {
        if (quantity is null && price is null) return (null, KrakenErrors.InvalidArguments);
        if (Find(account, name) is not { Order.IsOpen: true } order) return (null, KrakenErrors.UnknownOrder);
        if (IsLimited && !limits.TakeAmend(account, order.Order.Request.Symbol, order.Order.AcceptedAt)) return (null, KrakenErrors.OrderRateExceeded);
        return Told(quantity <= order.Filled ? exchange.Entry.Cancel(account, name) : exchange.Entry.Replace(account, name, quantity, price));
    }

    /// <summary>Cancels one order.</summary>
    public (OrderView? Order, string? Error) Cancel(string account, OrderName name)
    {
        var (order, error) = Told(exchange.Entry.Cancel(account, name));
        if (order is { } gone) limits.CountCancel(account, gone.Order.Request.Symbol, gone.Order.AcceptedAt);
        return (order, error);
    }

    /// <summary>Cancels everything; says how many there were.</summary>
    public int CancelAll(string account)
    {
        foreach (var order in exchange.Accounts.OpenOrders(account)) limits.CountCancel(account, order.Order.Request.Symbol, order.Order.AcceptedAt);
        return exchange.Entry.CancelAll(account);
    }

    /// <summary>Cancels every open order with a reference; says how many there were.</summary>
    public int CancelOf(string account, int userRef) =>
        exchange.Accounts.OpenOrders(account).Count(order => UserRefOf(order.Order.OrderId) == userRef && Cancel(account, OrderName.Venue(order.Order.OrderId)).Error is null);

    /// <summary>Which order a client means by one of its names; null when none can be called so.</summary>
    public static OrderName? NameOf(string? orderId, string? clientOrderId) => KrakenNames.OrderId(orderId) is { } id ? OrderName.Venue(id) : orderId is null && clientOrderId is not null ? OrderName.Client(clientOrderId) : null;

    /// <summary>The reference an order was placed with; 0 for none.</summary>
    public int UserRefOf(string orderId)
    {
        lock (_gate) return _userRefs.GetValueOrDefault(orderId);
    }

    /// <summary>A name for the next change of an order.</summary>
    public string NextAmendment() => KrakenNames.Amendment(Interlocked.Increment(ref _amendments));

    private bool IsLimited => exchange.Faults.Standing(FaultKind.RateLimit) is null;

    private OrderView? Find(string account, OrderName name) => exchange.Floor.Enter((account, name), static (floor, what, _) =>
        floor.Exchange.Account(what.account).FindOrder(what.name) is { } order ? OrderView.Of(order, floor.ClockOffset) : (OrderView?)null);

    private static (OrderView? Order, string? Error) Told(OrderAnswer answer) => (answer.Order, answer.Error is null ? null : KrakenErrors.TextOf(answer.Error));

    private void Remember(string orderId, int userRef)
    {
        lock (_gate)
        {
            _userRefs[orderId] = userRef;
            _userRefOrder.Enqueue(orderId);
            if (_userRefOrder.Count > UserRefsMax) _userRefs.Remove(_userRefOrder.Dequeue());
        }
    }
}
