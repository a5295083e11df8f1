namespace TradingDaemon.Operations.Status;

/// <summary>An amount of account currency, or why there is none. A missing price is never a zero.</summary>
/// <param name="Amount">Signed; null when it cannot be valued.</param>
/// <param name="Reason">Why it cannot, or null when it can.</param>
public readonly record struct Valuation(decimal? Amount, string? Reason)
{
    /// <summary>A known amount.</summary>
    public static Valuation Of(decimal amount) => new(amount, null);

    /// <summary>No amount, because.</summary>
    public static Valuation Missing(string reason) => new(null, reason);
}
