using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TradingDaemon.Operations.Funds;

namespace TradingDaemon.Operations.Status;

/// <summary>One venue as operators see it.</summary>
/// <param name="Venue">Its name.</param>
/// <param name="Kind">Which venue it is, e.g. <c>kraken</c>.</param>
/// <param name="Money"><c>live</c>, <c>paper</c>, or <c>none</c> where nothing is traded.</param>
/// <param name="Symbols">What is traded there.</param>
/// <param name="PricesOf">Whose prices come from there.</param>
/// <param name="Cash">Cash there by currency code.</param>
/// <param name="Note">Why nothing is traded there though instruments are meant to, and where they are; or what is traded there on coarser steps than configured; else null.</param>
public sealed record VenueStanding(
    string Venue, string Kind, string Money, ImmutableArray<string> Symbols, ImmutableArray<string> PricesOf, ImmutableSortedDictionary<string, decimal> Cash, string? Note)
{
    /// <summary>What it says itself may be spent; null where it tells none, or has told none yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BuyingPowerLine? BuyingPower { get; init; }
}
