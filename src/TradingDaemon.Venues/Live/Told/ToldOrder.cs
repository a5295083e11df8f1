using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Live.Told;

/// <summary>What a venue told of an order, kept beyond the call; null is what it did not tell.</summary>
internal sealed record ToldOrder(string? ClientOrderId, string? VenueOrderId, Symbol? Symbol, OrderSide? Side, OrderStatus? Status, decimal? Quantity, decimal? Filled)
{
    private static readonly Symbol Unnamed = new("(several)");

    /// <summary>The limit, or the trigger of a stop.</summary>
    public decimal? PriceQuote { get; init; }

    /// <summary>What its fees are taken in.</summary>
    public string? FeeCurrency { get; init; }

    /// <summary>Why it ended.</summary>
    public string? Reason { get; init; }

    /// <summary>When the venue says it became so (UTC).</summary>
    public DateTimeOffset? At { get; init; }

    public static ToldOrder Of(in OrderTold order) => new(
        order.ClientOrderId, order.VenueOrderId, order.Symbol is { } symbol ? new Symbol(symbol) : null, order.Side, order.Status, Number(order.Quantity), Number(order.Filled))
    {
        PriceQuote = Number(order.LimitPrice) ?? Number(order.StopPrice), FeeCurrency = order.FeeCurrency, Reason = order.Reason, At = order.At?.Moment,
    };

    /// <summary>
    /// The order as the venue's answer; throws <see cref="VenueException"/> when one of ours leaves out what an order is. Of another's, which can be of kinds that nobody here places
    /// (by value, of several legs), as much is told as there is, so that it hides none of ours. In a state without a name here, whosever it is, it works until something else is told of it.
    /// </summary>
    public OrderReport ToReport() => new(
        new ClientOrderId(ClientOrderId ?? ""), VenueOrderId ?? throw Lacks("id"), Symbol ?? OfOthers(Unnamed, "symbol"), Side ?? OfOthers(OrderSide.Buy, "side"),
        Status is { } status and not OrderStatus.PendingAck ? status : OrderStatus.Open, Quantity ?? OfOthers(Filled ?? 0m, "quantity"), Filled ?? 0m)
    {
        PriceQuote = PriceQuote,
    };

    /// <summary>The one with an id of ours among orders, the newest first; null when it is not among them. Several are a second send that met a quick fill: the one that still works is the one to deal with.</summary>
    public static OrderReport? Find(IEnumerable<ToldOrder> newestFirst, ClientOrderId id)
    {
        OrderReport[] ours = [.. newestFirst.Where(order => order.ClientOrderId == id.Text).Select(static order => order.ToReport())];
        return ours.FirstOrDefault(static order => order.Status is OrderStatus.Open or OrderStatus.PartiallyFilled) ?? ours.FirstOrDefault();
    }

    /// <summary>The event it stands for; null where the executions tell it, and for an order that is not ours.</summary>
    public VenueEvent? ToEvent(DateTimeOffset now)
    {
        if (ClientOrderId is not { Length: > 0 } text) return null;
        var (id, at) = (new ClientOrderId(text), At ?? now);
        return Status switch
        {
            OrderStatus.Open when VenueOrderId is not null => new VenueEvent.Accepted(id, VenueOrderId, at),
            OrderStatus.Cancelled => new VenueEvent.CancelDone(id, Reason ?? "cancelled", at) { FilledBase = Filled },
            OrderStatus.Expired => new VenueEvent.Expired(id, Reason ?? "expired", at) { FilledBase = Filled },
            OrderStatus.Rejected when Filled > 0m => new VenueEvent.CancelDone(id, Reason ?? "failed after a part", at) { FilledBase = Filled },
            OrderStatus.Rejected => new VenueEvent.Refused(id, VenueRefusal.Other, Reason ?? "rejected", at),
            _ => null,
        };
    }

    private T OfOthers<T>(T otherwise, string what) => new ClientOrderId(ClientOrderId ?? "").TryRead(out _, out _) ? throw Lacks(what) : otherwise;

    private static decimal? Number(ReadOnlySpan<byte> text) => text.IsEmpty ? null : WireNumber.Parse(text);

    private VenueException Lacks(string what) => new(new VenueFault(VenueFaultKind.Retry, "GARBLED", $"The venue told an order without its {what}: {VenueOrderId ?? ClientOrderId ?? "nameless"}."));
}
