using TradingDaemon.Domain.Algorithms;

namespace TradingDaemon.Engine.Ordering;

/// <summary>What an algorithm wants sent of a parent order.</summary>
/// <param name="Parent">The parent.</param>
/// <param name="Number">1, 2, 3… among its children.</param>
/// <param name="Slice">Which slice it belongs to.</param>
/// <param name="QuantityBase">How much, base.</param>
/// <param name="CancelAt">When it is cancelled where it rests (UTC).</param>
public sealed record ChildWish(ParentOrder Parent, int Number, int Slice, decimal QuantityBase, DateTimeOffset CancelAt);
