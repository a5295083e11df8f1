using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Engine.Routing;

/// <summary>Which kind of order fits the moment, where a strategy leaves that to the market. The first line that fits wins:
/// urgent → market; tight → market, or immediate-or-cancel when thin; wide → post-only when it may wait, else limit; volatile → immediate-or-cancel, or
/// fill-or-kill when thin; may wait → post-only; else limit. Fill-or-kill the venue does not take becomes immediate-or-cancel, any other kind a market order.</summary>
public static class StyleChoice
{
    /// <summary>At or below it a spread is tight, as a fraction of mid.</summary>
    public const decimal TightFraction = 0.0005m;

    /// <summary>At or above it a spread is wide, as a fraction of mid.</summary>
    public const decimal WideFraction = 0.002m;

    /// <summary>Below so many times the order the touch is thin.</summary>
    public const decimal ThinMultiple = 2m;

    /// <summary>The style.</summary>
    /// <param name="side">Buy or sell.</param>
    /// <param name="quantityBase">How much.</param>
    /// <param name="quote">The touch; a size nobody told counts as thin.</param>
    /// <param name="isVolatile">Whether the market is clearly wilder than usual.</param>
    /// <param name="urgency">How soon; exits are of high urgency.</param>
    /// <param name="taken">What kinds the venue takes.</param>
    public static OrderStyle For(OrderSide side, decimal quantityBase, in Quote quote, bool isVolatile, Urgency urgency, OrderKinds taken)
    {
        var spread = quote.SpreadFraction;
        var shown = side == OrderSide.Buy ? quote.AskSizeBase : quote.BidSizeBase;
        var isThin = !(shown >= quantityBase * ThinMultiple);
        var style = urgency == Urgency.High ? OrderStyle.Market
            : spread <= TightFraction ? isThin ? OrderStyle.ImmediateOrCancel : OrderStyle.Market
            : spread >= WideFraction ? urgency == Urgency.Low ? OrderStyle.PostOnly : OrderStyle.Limit
            : isVolatile ? isThin && taken.HasFlag(OrderKinds.FillOrKill) ? OrderStyle.FillOrKill : OrderStyle.ImmediateOrCancel
            : urgency == Urgency.Low ? OrderStyle.PostOnly
            : OrderStyle.Limit;
        return taken.HasFlag(KindOf(style)) ? style : OrderStyle.Market;
    }

    private static OrderKinds KindOf(OrderStyle style) => style switch
    {
        OrderStyle.ImmediateOrCancel => OrderKinds.ImmediateOrCancel,
        OrderStyle.FillOrKill => OrderKinds.FillOrKill,
        OrderStyle.Limit => OrderKinds.Limit,
        OrderStyle.PostOnly => OrderKinds.PostOnly,
        _ => OrderKinds.Market,
    };
}
