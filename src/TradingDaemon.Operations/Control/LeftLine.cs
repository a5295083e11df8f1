namespace TradingDaemon.Operations.Control;

/// <summary>Something that is still held.</summary>
/// <param name="Venue">Where.</param>
/// <param name="Symbol">Of what.</param>
/// <param name="NetBase">Signed.</param>
/// <param name="Why">Why, e.g. <c>dust</c> or <c>no_touch</c>.</param>
public sealed record LeftLine(string Venue, string Symbol, decimal NetBase, string Why);
