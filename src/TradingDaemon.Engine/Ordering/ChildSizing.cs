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

    /// <summary>How large one slice is at least by the parent's own numbers, units of base; zero where they say nothing, and without a quote or rate.</summary>
    public static decimal LeastBase(TradingAccount account, AlgorithmSpec terms, Instrument instrument, in Quote? quote) =>
        terms.ChildNotionalMinAccount is { } worth && quote is { } known && account.Valuation.Rate(instrument) is > 0m and var rate ? worth / (instrument.Notional(known.Bid.QuotePerBase, 1m) * rate) : 0m;

    /// <summary>What a venue shows on the side an order would take, without a cap.</summary>
    public static ShownBook Shown(TradingAccount account, OrderSide side, Instrument instrument, in Quote quote)
    {
        var isBuy = side == OrderSide.Buy;
        var depth = account.Depths.Behind(quote);
        var fee = account.Setup.Routing.FeesOf(instrument.Venue, instrument.AssetClass).TakerFraction;
        return new ShownBook
        {
            Levels = isBuy ? depth?.Asks : depth?.Bids, TouchQuote = isBuy ? quote.Ask.QuotePerBase : quote.Bid.QuotePerBase, TouchBase = isBuy ? quote.AskSizeBase : quote.BidSizeBase,
            EffectivePerQuote = (account.Valuation.Rate(instrument) ?? 0m) * (1m + (side.Sign() * fee)),
        };
    }
}
