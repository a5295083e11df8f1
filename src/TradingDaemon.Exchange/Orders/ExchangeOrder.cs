namespace TradingDaemon.Exchange.Orders;

/// <summary>An order the exchange accepted. Live: the exchange moves it on, so read what you need before the next call.</summary>
public sealed class ExchangeOrder
{
    internal ExchangeOrder(string account, OrderRequest request, long sequence, string orderId, DateTimeOffset acceptedAt, DateTimeOffset? expiresAt)
    {
        Account = account;
        Request = request;
        Sequence = sequence;
        OrderId = orderId;
        AcceptedAt = acceptedAt;
        ExpiresAt = expiresAt;
    }

    /// <summary>Whose it is.</summary>
    public string Account { get; }

    /// <summary>What was asked, as last replaced.</summary>
    public OrderRequest Request { get; private set; }

    /// <summary>1, 2, 3… in order of acceptance over all accounts.</summary>
    public long Sequence { get; }

    /// <summary>The exchange's name for it.</summary>
    public string OrderId { get; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset AcceptedAt { get; }

    /// <summary>When a day order ends, else null.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Where it is.</summary>
    public OrderCondition Condition { get; private set; } = OrderCondition.Open;

    /// <summary>1, 2, 3… in order of closing over the life of the account; 0 while it works.</summary>
    public long ClosedSequence { get; private set; }

    /// <summary>When it ended; null while it works.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Σ price × quantity of what it matched.</summary>
    internal decimal FilledValue { get; private set; }

    /// <summary>The time of price-time priority: lower came earlier.</summary>
    internal long Priority { get; set; }

    /// <summary>What it matched, whether or not busted later; zero up to the ordered quantity.</summary>
    public decimal Filled { get; private set; }

    /// <summary>Quantity-weighted price of what it matched, in quote currency; 0 while nothing.</summary>
    public decimal AveragePrice => Filled == 0m ? 0m : FilledValue / Filled;

    /// <summary>Why it ended without being completely filled, in one sentence; else empty.</summary>
    public string EndReason { get; private set; } = "";

    /// <summary>Ordered minus filled; zero or more.</summary>
    public decimal Remaining => Request.Quantity - Filled;

    /// <summary>Whether it still works.</summary>
    public bool IsOpen => Condition is OrderCondition.Open or OrderCondition.PartiallyFilled;

    /// <summary>Whether only a restart can have left it open: it should have ended in the call that began to execute it.</summary>
    internal bool IsInterrupted => IsOpen && Request.Kind switch
    {
        OrderKind.Market => true,
        OrderKind.Limit => Request.Lifetime is Lifetime.ImmediateOrCancel or Lifetime.FillOrKill,
        _ => Filled > 0m,
    };

    internal void Fill(decimal price, decimal quantity)
    {
        if (!IsOpen || quantity <= 0m || quantity > Remaining)
            throw new InvalidOperationException($"Order {OrderId} ({Condition}, {Remaining} left) cannot fill {quantity}.");
        Filled += quantity;
        FilledValue += price * quantity;
        Condition = Remaining == 0m ? OrderCondition.Filled : OrderCondition.PartiallyFilled;
    }

    internal void End(OrderCondition condition, string reason)
    {
        if (!IsOpen) throw new InvalidOperationException($"Order {OrderId} is {Condition} and cannot become {condition}.");
        (Condition, EndReason) = (condition, reason);
    }

    internal void Replace(decimal quantity, decimal price)
    {
        if (!IsOpen || quantity <= Filled)
            throw new InvalidOperationException($"Order {OrderId} ({Condition}, {Filled} filled) cannot be replaced by one of {quantity}.");
        Request = Request with { Quantity = quantity, Price = price };
    }

    internal void Close(long closedSequence, DateTimeOffset at) => (ClosedSequence, ClosedAt) = (closedSequence, at);
}
