namespace TradingDaemon.Engine.Stakes;

/// <summary>What buys in flight at one venue speak for in one currency.</summary>
internal sealed class ReservedQuote
{
    /// <summary>Quote currency; zero or more.</summary>
    public decimal AmountQuote { get; set; }
}
