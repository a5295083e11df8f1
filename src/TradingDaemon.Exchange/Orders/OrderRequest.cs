namespace TradingDaemon.Exchange.Orders;

/// <summary>What a client asks for. Unchecked: the exchange answers with an acceptance or a refusal.</summary>
/// <param name="ClientOrderId">The client's name for it; empty for an order placed by hand, which has none.</param>
/// <param name="Symbol">The instrument.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Kind">Market, limit or stop.</param>
/// <param name="Quantity">Units of base.</param>
/// <param name="Price">Limit price, or trigger of a stop, in quote currency; 0 for a market order.</param>
/// <param name="Lifetime">How long a limit order lives; stops are always good until cancelled.</param>
/// <param name="PostOnly">True: refuse it rather than let it take.</param>
public sealed record OrderRequest(
    string ClientOrderId, string Symbol, Side Side, OrderKind Kind, decimal Quantity, decimal Price, Lifetime Lifetime, bool PostOnly)
{
    /// <summary>What happens when it meets an order of its own account; null leaves it to the account.</summary>
    public SelfTradePrevention? SelfTrade { get; init; }

    /// <summary>An order that takes at once.</summary>
    public static OrderRequest Market(string clientOrderId, string symbol, Side side, decimal quantity) =>
        new(clientOrderId, symbol, side, OrderKind.Market, quantity, 0m, Lifetime.ImmediateOrCancel, false);

    /// <summary>An order that is never executed worse than <paramref name="price"/>.</summary>
    public static OrderRequest Limit(
        string clientOrderId, string symbol, Side side, decimal quantity, decimal price, Lifetime lifetime = Lifetime.GoodTilCancelled, bool postOnly = false) =>
        new(clientOrderId, symbol, side, OrderKind.Limit, quantity, price, lifetime, postOnly);

    /// <summary>A market order that wakes at <paramref name="trigger"/>: at or above it for a buy, at or below for a sell.</summary>
    public static OrderRequest Stop(string clientOrderId, string symbol, Side side, decimal quantity, decimal trigger) =>
        new(clientOrderId, symbol, side, OrderKind.Stop, quantity, trigger, Lifetime.GoodTilCancelled, false);
}
