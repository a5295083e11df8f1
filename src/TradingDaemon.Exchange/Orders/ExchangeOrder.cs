namespace TradingDaemon.Exchange.Orders;

/// <summary>An order the exchange accepted. Live: the exchange moves it on, so read what you need before the next call.</summary>
public sealed class ExchangeOrder
{
    internal ExchangeOrder(OrderRequest request, long sequence, string orderId, DateTimeOffset acceptedAt, DateTimeOffset? expiresAt)
    {
        Request = request;
        Sequence = sequence;
        OrderId = orderId;
        AcceptedAt = acceptedAt;
        ExpiresAt = expiresAt;
    }

    /// <summary>What was asked.</summary>
    public OrderRequest Request { get; }

    /// <summary>1, 2, 3… in order of acceptance: the time of price-time priority.</summary>
    public long Sequence { get; }

    /// <summary>The exchange's name for it.</summary>
    public string OrderId { get; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset AcceptedAt { get; }

    /// <summary>When a day order ends, else null.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Where it is.</summary>
    public OrderCondition Condition { get; private set; } = OrderCondition.Open;

    /// <summary>Σ of its executions; zero up to the ordered quantity.</summary>
    public decimal Filled { get; private set; }

    /// <summary>Ordered minus filled; zero or more.</summary>
    public decimal Remaining => Request.Quantity - Filled;

    /// <summary>Whether it still works.</summary>
    public bool IsOpen => Condition is OrderCondition.Open or OrderCondition.PartiallyFilled;

    /// <summary>Whether only a restart can have left it open: it should have ended in the call that began to execute it.</summary>
    internal bool IsInterrupted => IsOpen && Request.Kind switch
    {
        OrderKind.Market => true,
        OrderKind.Limit => Request.Lifetime == Lifetime.ImmediateOrCancel,
        _ => Filled > 0m,
    };

    internal void Fill(decimal quantity)
    {
        if (!IsOpen || quantity <= 0m || quantity > Remaining)
            throw new InvalidOperationException($"Order {OrderId} ({Condition}, {Remaining} left) cannot fill {quantity}.");
        Filled += quantity;
        Condition = Remaining == 0m ? OrderCondition.Filled : OrderCondition.PartiallyFilled;
    }

    internal void End(OrderCondition condition)
    {
        if (!IsOpen) throw new InvalidOperationException($"Order {OrderId} is {Condition} and cannot become {condition}.");
        Condition = condition;
    }
}
