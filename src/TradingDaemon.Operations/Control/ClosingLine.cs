namespace TradingDaemon.Operations.Control;

/// <summary>One closing order, planned or sent.</summary>
/// <param name="ClientOrderId">Our id; empty while only planned.</param>
/// <param name="Venue">Where.</param>
/// <param name="Symbol">Of what.</param>
/// <param name="Side">buy or sell.</param>
/// <param name="QuantityBase">Ordered.</param>
/// <param name="LimitQuote">The worst price; null for a market order.</param>
/// <param name="FilledBase">What the venue says was filled.</param>
/// <param name="Outcome">What became of it, e.g. <c>filled</c>.</param>
public sealed record ClosingLine(string ClientOrderId, string Venue, string Symbol, string Side, decimal QuantityBase, decimal? LimitQuote, decimal FilledBase, string Outcome)
{
    /// <summary>The outcome of one that is under way.</summary>
    public const string Sent = "sent";

    /// <summary>Why, in the words of whoever refused it or held it back, with until when where that was said; empty where nobody did.</summary>
    public string Why { get; init; } = "";
}
