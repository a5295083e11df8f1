namespace TradingDaemon.Exchange.Orders;

/// <summary>What happens when an incoming order meets a resting order of its own account; they never trade. Zero stays unassigned.</summary>
public enum SelfTradePrevention : byte
{
    /// <summary>The own resting order is passed over as if it were not there; both live on.</summary>
    PassOver = 1,

    /// <summary>What is left of the incoming order is cancelled.</summary>
    CancelNewest,

    /// <summary>The resting order is cancelled and the incoming one goes on.</summary>
    CancelOldest,

    /// <summary>Both are cancelled.</summary>
    CancelBoth,
}
