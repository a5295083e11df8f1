namespace TradingDaemon.Exchange.Orders;

/// <summary>What the exchange tells its client of an order.</summary>
/// <param name="ClientOrderId">The client's name for the order.</param>
/// <param name="At">When it happened at the exchange (UTC), before the way back.</param>
public abstract record ExchangeReport(string ClientOrderId, DateTimeOffset At)
{
    /// <summary>The order works.</summary>
    public sealed record Accepted(string ClientOrderId, string OrderId, DateTimeOffset At) : ExchangeReport(ClientOrderId, At);

    /// <summary>The order was refused; or a stop was, when it triggered.</summary>
    public sealed record Refused(string ClientOrderId, RefusalCode Code, string Reason, DateTimeOffset At) : ExchangeReport(ClientOrderId, At);

    /// <summary>The order traded.</summary>
    public sealed record Executed(Execution Execution) : ExchangeReport(Execution.ClientOrderId, Execution.At);

    /// <summary>What was left was cancelled.</summary>
    public sealed record Cancelled(string ClientOrderId, string Reason, DateTimeOffset At) : ExchangeReport(ClientOrderId, At);

    /// <summary>There was nothing to cancel.</summary>
    public sealed record CancelRefused(string ClientOrderId, string Reason, DateTimeOffset At) : ExchangeReport(ClientOrderId, At);

    /// <summary>What was left expired.</summary>
    public sealed record Expired(string ClientOrderId, string Reason, DateTimeOffset At) : ExchangeReport(ClientOrderId, At);
}
