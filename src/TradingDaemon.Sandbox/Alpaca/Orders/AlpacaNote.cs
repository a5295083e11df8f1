namespace TradingDaemon.Sandbox.Alpaca.Orders;

/// <summary>What Alpaca remembers of an order that the exchange does not.</summary>
/// <param name="Notional">Dollars it was asked for; null where a quantity was said.</param>
/// <param name="IsReplaced">Whether it ended, or is to end, because another takes its place.</param>
/// <param name="ReplacedBy">The order that took its place.</param>
/// <param name="Replaces">The order whose place it took.</param>
internal sealed record AlpacaNote(decimal? Notional, bool IsReplaced, string? ReplacedBy, string? Replaces)
{
    /// <summary>Nothing.</summary>
    public static AlpacaNote None { get; } = new(null, false, null, null);
}
