using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Pipeline;

/// <summary>What OrderExecution is to do at a venue: place a durable order, or cancel one.</summary>
/// <param name="Place">The order, or null for a cancel.</param>
/// <param name="Cancel">The order to cancel, or null for a placement.</param>
/// <param name="DurableTimestamp">When its fact became durable; of a cancel, when it was handed over.</param>
internal readonly record struct VenueRequest(DurableOrder? Place, OrderReference? Cancel, long DurableTimestamp);
