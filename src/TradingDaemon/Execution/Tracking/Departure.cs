using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Execution.Tracking;

/// <summary>An order that left for its venue.</summary>
/// <param name="Order">Which.</param>
/// <param name="Ago">How long ago a request that may have placed it was last under way; zero while one is.</param>
/// <param name="IsUnderWay">Whether a request that may place it is still without an answer.</param>
internal readonly record struct Departure(OrderReference Order, TimeSpan Ago, bool IsUnderWay);
