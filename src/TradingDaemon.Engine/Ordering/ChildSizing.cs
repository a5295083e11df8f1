using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Algorithms;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Ordering;

/// <summary>How large one child may be at most: by the parent's own numbers, by what the venue takes in one order, and by what the gate lets one order be worth.</summary>
public static class ChildSizing
{
    /// <summary>Units of base, zero or more; without a quote only quantities count.</summary>
    public static decimal MostBase(TradingAccount account, ParentOrder parent, Instrument instrument, in Quote? quote)
    {
        var most = Math.Min(parent.QuantityBase, instrument.QuantityMax ?? parent.QuantityBase);
        if (quote is not { } known || account.Valuation.Rate(instrument) is not { } rate) return most;
        var dearest = instrument.CeilingToTick(Math.Max(known.Ask.QuotePerBase, ChildTerms.CapOf(account, parent, instrument, known) ?? 0m)); // a sale is shown at its cap where the market fell through it
        var unit = instrument.Notional(dearest, 1m);
        if (instrument.NotionalMax is { } taken) most = Math.Min(most, taken / unit);
        var worth = Math.Min(parent.Terms.ChildNotionalMaxAccount ?? decimal.MaxValue, account.Limits.OrderNotionalMaxAccount * account.IndexFactor);
        return Math.Min(most, worth / (unit * rate));
    }

    /// <summary>What a venue shows on the side an order of the parent would take.</summary>
    public static ShownBook Shown(TradingAccount account, ParentOrder parent, Instrument instrument, in Quote quote)
    {
        var isBuy = parent.Side == OrderSide.Buy;
        var depth = account.Depths.Behind(quote);
        var fee = account.Setup.Routing.FeesOf(instrument.Venue, instrument.AssetClass).TakerFraction;
        return new ShownBook
        {
            Levels = isBuy ? depth?.Asks : depth?.Bids, TouchQuote = isBuy ? quote.Ask.QuotePerBase : quote.Bid.QuotePerBase, TouchBase = isBuy ? quote.AskSizeBase : quote.BidSizeBase,
            CapQuote = ChildTerms.CapOf(account, parent, instrument, quote), EffectivePerQuote = (account.Valuation.Rate(instrument) ?? 0m) * (1m + (parent.Side.Sign() * fee)),
        };
    }
}
