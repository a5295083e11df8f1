using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Operations.Status;

/// <summary>One order that can still change, as shown to operators.</summary>
/// <param name="ClientOrderId">Our name for it.</param>
/// <param name="Strategy">Whose.</param>
/// <param name="Symbol">On what.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="QuantityBase">Asked for.</param>
/// <param name="FilledBase">Filled so far.</param>
/// <param name="LimitPriceQuote">Limit or stop price, or null for a market order.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="At">When it was decided (UTC).</param>
public sealed record OrderLine(
    string ClientOrderId, string Strategy, string Symbol, OrderSide Side, decimal QuantityBase, decimal FilledBase,
    decimal? LimitPriceQuote, OrderStatus Status, DateTimeOffset At);
