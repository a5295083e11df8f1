using System.Text.Json.Serialization;

namespace TradingDaemon.Domain.Orders;

/// <summary>Which part of a parent order an order is.</summary>
/// <param name="Parent">The parent.</param>
/// <param name="Number">1, 2, 3… among the parent's children, in the order they were decided.</param>
/// <param name="Slice">Which slice of its schedule it belongs to, from 0 on; where there is no schedule, the round it was sent in.</param>
public sealed record ChildOf(ParentId Parent, int Number, int Slice)
{
    /// <summary>The middle the parent was decided on, in the quote currency of the order's own instrument; null where that is the parent's, where its shortfall is not bounded, and where no rate told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? ArrivalQuote { get; init; }
}
