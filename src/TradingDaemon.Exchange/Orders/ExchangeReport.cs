namespace TradingDaemon.Exchange.Orders;

/// <summary>What the exchange tells an account of an order.</summary>
/// <param name="Account">Whom it tells.</param>
/// <param name="ClientOrderId">The client's name for the order; empty for one placed by hand.</param>
/// <param name="OrderId">The exchange's name for it; empty when it was never accepted.</param>
/// <param name="At">When it happened at the exchange (UTC), before the way back.</param>
public abstract record ExchangeReport(string Account, string ClientOrderId, string OrderId, DateTimeOffset At)
{
    /// <summary>The order works.</summary>
    public sealed record Accepted(string Account, string ClientOrderId, string OrderId, DateTimeOffset At) : ExchangeReport(Account, ClientOrderId, OrderId, At);

    /// <summary>The order was refused; or a stop was, when it triggered.</summary>
    public sealed record Refused(string Account, string ClientOrderId, string OrderId, RefusalCode Code, string Reason, DateTimeOffset At)
        : ExchangeReport(Account, ClientOrderId, OrderId, At);

    /// <summary>The order traded.</summary>
    public sealed record Executed(Execution Execution) : ExchangeReport(Execution.Account, Execution.ClientOrderId, Execution.OrderId, Execution.At);

    /// <summary>An execution was busted: this one reverses it. The order stays as it was.</summary>
    public sealed record Reversed(Execution Execution) : ExchangeReport(Execution.Account, Execution.ClientOrderId, Execution.OrderId, Execution.At);

    /// <summary>Fee of an execution was given back by this one.</summary>
    public sealed record Rebated(Execution Execution) : ExchangeReport(Execution.Account, Execution.ClientOrderId, Execution.OrderId, Execution.At);

    /// <summary>What was left was cancelled.</summary>
    public sealed record Cancelled(string Account, string ClientOrderId, string OrderId, string Reason, DateTimeOffset At) : ExchangeReport(Account, ClientOrderId, OrderId, At)
    {
        /// <summary>What it matched in all, in units of base; zero up to the ordered quantity.</summary>
        public required decimal Filled { get; init; }
    }

    /// <summary>There was nothing to cancel.</summary>
    public sealed record CancelRefused(string Account, string ClientOrderId, string OrderId, RefusalCode Code, string Reason, DateTimeOffset At)
        : ExchangeReport(Account, ClientOrderId, OrderId, At);

    /// <summary>What was left expired.</summary>
    public sealed record Expired(string Account, string ClientOrderId, string OrderId, string Reason, DateTimeOffset At) : ExchangeReport(Account, ClientOrderId, OrderId, At)
    {
        /// <summary>What it matched in all, in units of base; zero up to the ordered quantity.</summary>
        public required decimal Filled { get; init; }
    }

    /// <summary>The order works on with these terms.</summary>
    public sealed record Replaced(string Account, string ClientOrderId, string OrderId, decimal Quantity, decimal Price, DateTimeOffset At)
        : ExchangeReport(Account, ClientOrderId, OrderId, At);

    /// <summary>The order stays as it is; <see cref="RefusalCode.OrderFilled"/> when a fill came first.</summary>
    public sealed record ReplaceRefused(string Account, string ClientOrderId, string OrderId, RefusalCode Code, string Reason, DateTimeOffset At)
        : ExchangeReport(Account, ClientOrderId, OrderId, At);
}
