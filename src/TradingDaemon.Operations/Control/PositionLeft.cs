namespace TradingDaemon.Operations.Control;

/// <summary>Something that a venue still holds.</summary>
/// <param name="Venue">Where.</param>
/// <param name="Symbol">Of what.</param>
/// <param name="NetBase">Signed.</param>
/// <param name="Why">Why, e.g. <c>Kept</c>, <c>Dust</c> or <c>NoTouch</c>.</param>
public sealed record PositionLeft(string Venue, string Symbol, decimal NetBase, string Why);
