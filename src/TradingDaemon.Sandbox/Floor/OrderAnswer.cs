using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Floor;

/// <summary>What came of something asked about one order.</summary>
/// <param name="Order">As it is now; null when it was refused.</param>
/// <param name="Error">Why it was refused.</param>
internal readonly record struct OrderAnswer(OrderView? Order, ApiError? Error)
{
    public static OrderAnswer Of(OrderView order) => new(order, null);

    public static OrderAnswer Of(ApiError error) => new(null, error);
}
