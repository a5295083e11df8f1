using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Execution.Tracking;

/// <summary>What a session remembers of one order beyond the books. Changed by <see cref="SentOrders"/> alone.</summary>
internal sealed class SentOrder(OrderIntent intent, long number)
{
    /// <summary>What is sent.</summary>
    public OrderIntent Intent { get; } = intent;

    /// <summary>1, 2, 3… in the order they were begun.</summary>
    public long Number { get; } = number;

    /// <summary>A method is at work on it: nobody else asks after it or concludes anything.</summary>
    public bool IsUnderWay { get; set; }

    /// <summary>The venue has shown that it has it, or has said what became of it.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>The venue has said that it ended, other than by fills.</summary>
    public bool IsEnded { get; set; }

    /// <summary>It is to be cancelled: it must not be sent again.</summary>
    public bool IsCancelWanted { get; set; }

    /// <summary>Market timestamp when a request that could have placed it may have left for the last time.</summary>
    public long LastSentAt { get; set; }

    /// <summary>Real timestamp of the newest news of it, or of the last question after it.</summary>
    public long LastNewsAt { get; set; }
}
