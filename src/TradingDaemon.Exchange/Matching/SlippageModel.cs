namespace TradingDaemon.Exchange.Matching;

/// <summary>How the price of a taking order is found. Zero stays unassigned.</summary>
public enum SlippageModel : byte
{
    /// <summary>Level by level through the mirrored book; size is limited.</summary>
    BookWalking = 1,

    /// <summary>The whole quantity at the touch, made worse by notional ÷ equity × a coefficient; size is not limited.</summary>
    Impact,
}
