using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Routing;

namespace TradingDaemon.Engine.Ordering;

/// <summary>Kind and price of a parent's child: its strategy's style, but never beyond the parent's cap; an iceberg's rests at its own touch.</summary>
public static class ChildTerms
{
    /// <summary>The price no child of the parent may be beyond, in the instrument's own quote currency; null for none. The same thing under another name has the same cap in account currency.</summary>
    /// <param name="account">The account, for rates.</param>
    /// <param name="parent">The parent.</param>
    /// <param name="instrument">Where the child would go.</param>
    /// <param name="quote">The newest quote there.</param>
    public static decimal? CapOf(TradingAccount account, ParentOrder parent, Instrument instrument, in Quote quote)
    {
        if (parent is not { CapQuote: { } cap, Terms.CapFraction: { } fraction }) return null;
        if (instrument.Symbol != parent.Symbol)
        {
            var there = account.Valuation.Rate(instrument);
            var here = account.Setup.Catalog.Find(parent.Symbol) is { } own ? account.Valuation.Rate(own) : null;
            cap = there is > 0m && here is { } rate ? cap * rate / there.Value : parent.Side == OrderSide.Buy ? 0m : 2m * quote.Ask.QuotePerBase; // what nobody can compare is beyond it
        }

        // A market that came the parent's way is not walked back to the cap at once: as far beyond the touch as was granted at the beginning, and no farther.
        return parent.Side == OrderSide.Buy ? Math.Min(cap, quote.Ask.QuotePerBase * (1m + fraction)) : Math.Max(cap, quote.Bid.QuotePerBase * (1m - fraction));
    }

    /// <summary>The middle the parent was decided on in the instrument's own quote currency, for whoever measures its shortfall; null under its own name, where nobody does, and without a rate.</summary>
    public static decimal? ArrivalOf(TradingAccount account, ParentOrder parent, Instrument instrument) =>
        parent.Terms.ShortfallMaxFraction is not null && instrument.Symbol != parent.Symbol && account.Valuation.Rate(instrument) is > 0m and var there
        && account.Setup.Catalog.Find(parent.Symbol) is { } own && account.Valuation.Rate(own) is { } here ? parent.ArrivalMid * here / there : null;

    /// <summary>Whether a child that takes would be beyond the cap.</summary>
    public static bool IsBeyond(OrderSide side, in Quote quote, decimal? cap) =>
        cap is { } most && (side == OrderSide.Buy ? quote.Ask.QuotePerBase > most : quote.Bid.QuotePerBase < most);

    /// <summary>The terms.</summary>
    /// <param name="style">How the strategy sends its orders.</param>
    /// <param name="parent">The parent.</param>
    /// <param name="quantity">How much.</param>
    /// <param name="quote">The quote of the moment.</param>
    /// <param name="instrument">What is traded.</param>
    /// <param name="cap">As <see cref="CapOf"/> tells it.</param>
    /// <param name="taken">What kinds the venue takes.</param>
    public static OrderTerms For(OrderStyle style, ParentOrder parent, Quantity quantity, in Quote quote, Instrument instrument, decimal? cap, OrderKinds taken)
    {
        if (parent.Terms.Algorithm == ExecutionAlgorithm.Iceberg)
            return new OrderTerms.Limit(quantity, Shown(parent, quote, instrument, cap), TimeInForce.GoodTilCancelled, taken.HasFlag(OrderKinds.PostOnly));
        var terms = TermsChoice.For(style, parent.Side, quantity, quote, instrument);
        if (cap is not { } most) return terms;
        var within = Inward(parent.Side, most, instrument);
        return terms switch
        {
            OrderTerms.Limit limit => limit with { Price = Better(parent.Side, limit.Price, within) },
            _ => new OrderTerms.Limit(quantity, within, taken.HasFlag(OrderKinds.ImmediateOrCancel) ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTilCancelled, PostOnly: false),
        };
    }

    /// <summary>Where an iceberg shows its next part: at its own touch, or at the cap where that is not as far.</summary>
    public static Price Shown(ParentOrder parent, in Quote quote, Instrument instrument, decimal? cap)
    {
        var touch = Inward(parent.Side, parent.Side == OrderSide.Buy ? quote.Bid.QuotePerBase : quote.Ask.QuotePerBase, instrument);
        return cap is { } most ? Better(parent.Side, touch, Inward(parent.Side, most, instrument)) : touch;
    }

    private static Price Better(OrderSide side, Price left, Price right) => side == OrderSide.Buy == left.QuotePerBase <= right.QuotePerBase ? left : right;

    private static Price Inward(OrderSide side, decimal priceQuote, Instrument instrument) =>
        Price.From(side == OrderSide.Buy ? Math.Max(instrument.FloorToTick(priceQuote), instrument.TickSize) : instrument.CeilingToTick(priceQuote));
}
