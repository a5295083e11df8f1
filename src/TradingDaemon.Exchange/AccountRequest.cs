using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange;

/// <summary>What an account can ask for.</summary>
internal abstract record AccountRequest
{
    private AccountRequest()
    {
    }

    /// <summary>A new order.</summary>
    public sealed record Submit(OrderRequest Order) : AccountRequest;

    /// <summary>The end of one.</summary>
    public sealed record Cancel(OrderName Order) : AccountRequest;

    /// <summary>The end of all.</summary>
    public sealed record CancelAll : AccountRequest;

    /// <summary>Other terms for one.</summary>
    public sealed record Replace(ReplaceRequest Change) : AccountRequest;

    /// <summary>More time before all are ended.</summary>
    public sealed record RenewSwitch(TimeSpan Within) : AccountRequest;
}
