namespace TradingDaemon.Configuration.Sections;

/// <summary>How the simulated venue prices a taking order. Zero stays unassigned.</summary>
internal enum SlippageModel : byte
{
    /// <summary>The order walks the displayed book.</summary>
    BookWalking = 1,

    /// <summary>The price moves by notional / equity × the impact factor.</summary>
    Impact,
}
