namespace TradingDaemon.Domain.Tilt;

/// <summary>An entry a trader decided.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Currency">Of what it was worth; sizes are compared within one currency only.</param>
/// <param name="NotionalQuote">What it was worth when decided, in that currency; above zero.</param>
public sealed record TiltEntry(DateTimeOffset At, string Currency, decimal NotionalQuote);
