namespace TradingDaemon.Operations.Control;

/// <summary>Something that a venue still holds.</summary>
/// <param name="Venue">Where.</param>
/// <param name="Symbol">Of what.</param>
/// <param name="NetBase">Signed.</param>
/// <param name="Why">Why, e.g. <c>Kept</c>, <c>Dust</c>, <c>NoTouch</c> or <c>HeldBack</c>, which is followed by what held it back.</param>
public sealed record PositionLeft(string Venue, string Symbol, decimal NetBase, string Why);
