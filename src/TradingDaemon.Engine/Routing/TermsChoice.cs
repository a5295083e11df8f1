using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Engine.Routing;

/// <summary>Turns a wanted side and size into order terms, by the strategy's style and the quote of the moment.</summary>
public static class TermsChoice
{
    /// <summary>The terms; limit prices are put on the tick grid on the side that is never worse than the touch by more than one tick.</summary>
    public static OrderTerms For(OrderStyle style, OrderSide side, Quantity quantity, in Quote quote, Instrument instrument) => style switch
    {
        OrderStyle.Market => new OrderTerms.Market(quantity),
        OrderStyle.ImmediateOrCancel => new OrderTerms.Limit(quantity, Taking(side, quote, instrument), TimeInForce.ImmediateOrCancel, PostOnly: false),
        OrderStyle.FillOrKill => new OrderTerms.Limit(quantity, Taking(side, quote, instrument), TimeInForce.FillOrKill, PostOnly: false),
        OrderStyle.Limit => new OrderTerms.Limit(quantity, Taking(side, quote, instrument), TimeInForce.GoodTilCancelled, PostOnly: false),
        OrderStyle.PostOnly => new OrderTerms.Limit(quantity, Resting(side, quote, instrument), TimeInForce.GoodTilCancelled, PostOnly: true),
        _ => throw new ArgumentOutOfRangeException(nameof(style), style, "Unknown order style."),
    };

    /// <summary>Whether an order of this style may rest and so needs an age limit.</summary>
    public static bool Rests(OrderStyle style) => style is OrderStyle.Limit or OrderStyle.PostOnly;

    // The far touch, rounded outwards so that rounding never turns a taking order into a resting one.
    private static Price Taking(OrderSide side, in Quote quote, Instrument instrument) => Price.From(
        side == OrderSide.Buy ? instrument.CeilingToTick(quote.Ask.QuotePerBase) : Math.Max(instrument.FloorToTick(quote.Bid.QuotePerBase), instrument.TickSize));

    // The own touch, rounded inwards: away from the spread.
    private static Price Resting(OrderSide side, in Quote quote, Instrument instrument) => Price.From(
        side == OrderSide.Buy ? Math.Max(instrument.FloorToTick(quote.Bid.QuotePerBase), instrument.TickSize) : instrument.CeilingToTick(quote.Ask.QuotePerBase));
}
