using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Ordering;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Engine.Sizing;

namespace TradingDaemon.Engine.Desks;

/// <summary>What an entry would be: how much it buys or sells, and what is to guard the position.</summary>
/// <param name="account">The account.</param>
public sealed class EntryPlan(TradingAccount account)
{
    /// <summary>Works both out.</summary>
    /// <param name="signal">What asks for it.</param>
    /// <param name="spec">Its strategy.</param>
    /// <param name="instrument">What would be traded: the signal's instrument, or the same thing under another name.</param>
    /// <param name="side">Buy or sell.</param>
    /// <param name="quote">The price the order would meet.</param>
    /// <param name="equity">Equity in account currency.</param>
    /// <param name="rate">Account currency per unit of quote currency; above zero.</param>
    /// <param name="now">The time (UTC).</param>
    /// <param name="quantityBase">Units of base, whole lots; zero when not even one is granted.</param>
    /// <param name="terms">What guards it; null for nothing.</param>
    /// <returns>Why there can be no such entry, or null.</returns>
    public RiskRefusal? Make(Signal signal, StrategySpec spec, Instrument instrument, OrderSide side, in Quote quote, decimal equity, decimal rate, DateTimeOffset now, out decimal quantityBase, out ProtectionTerms? terms)
    {
        (quantityBase, terms) = (0m, null);
        var touch = TouchOf(side, quote);
        if (WhyClosing(spec.Id, instrument) is { } closing) return closing;
        if (Guard(signal, spec, instrument, side, touch, out terms) is { } unguarded) return unguarded;
        if (signal.QuantityBase is { } wanted)
        {
            quantityBase = instrument.FloorToLot(wanted);
            return null;
        }

        return EntrySize.Of(
            new SizingCase(spec, account.Limits, instrument, touch, equity, rate)
            {
                StopDistanceQuote = terms?.StopDistanceQuote, Confidence = signal.Confidence, VolatilityFraction = signal.VolatilityFraction,
                DrawdownFraction = account.Books.Gauges.Trail.Drawdown(equity), Returns = account.Books.Gauges.Trades.ReturnsOf(spec.Id, now - spec.Sizing.KellyWindow),
            },
            out quantityBase);
    }

    /// <summary>The same of a part of an entry that was worked out before: it is as large as its algorithm wants and one part may be where it would go, and guarded as the whole is.</summary>
    public RiskRefusal? Continue(ChildWish child, Instrument instrument, OrderSide side, in Quote quote, out decimal quantityBase, out ProtectionTerms? terms)
    {
        (quantityBase, terms) = (instrument.FloorToLot(Math.Min(child.QuantityBase, ChildSizing.MostBase(account, child.Parent, instrument, quote))), child.Parent.Protection);
        if (WhyClosing(child.Parent.Strategy, instrument) is { } closing) return closing;
        if (terms is not null && instrument.Symbol != child.Parent.Symbol) terms = Scaled(terms, TouchOf(side, quote) / child.Parent.ArrivalTouch);
        return null;
    }

    // What its protection closes is not added to, until it is flat: the entry would be closed with it.
    private RiskRefusal? WhyClosing(StrategyId strategy, Instrument instrument)
    {
        foreach (var name in account.Groups.NamesOf(instrument))
        {
            var key = new PositionKey(strategy, name.Symbol);
            if (account.Books.Protections.Find(key) is { Triggered: { } kind } guarded && account.Books.Positions.ClosableBase(key) != 0m && account.IsFound(strategy, instrument, name))
                return new RiskRefusal(RiskRule.Protection, guarded.LevelOf(kind) ?? 0m, 0m, Texts.Of($"The position in {name.Symbol} is being closed: {kind} at {guarded.LevelOf(kind):0.########} was reached."));
        }

        return null;
    }

    // A signal names prices and ranges of its own instrument. Of the same thing under another name, in another currency maybe, the same share of the price guards.
    private RiskRefusal? Guard(Signal signal, StrategySpec spec, Instrument instrument, OrderSide side, decimal touch, out ProtectionTerms? terms)
    {
        if (signal.Instrument == instrument.Id) return ProtectionPlan.Make(spec, signal, side, touch, out terms, account.StopFactor(instrument));
        terms = null;
        if ((account.Marks.Find(signal.Instrument) ?? signal.Quote) is not { } meant)
            return new RiskRefusal(RiskRule.Protection, 0m, 0m, $"{account.Setup.Catalog[signal.Instrument].Symbol} has no quote, and what guards {spec.Id} is measured by it.");
        var meantTouch = TouchOf(side, meant);
        if (ProtectionPlan.Make(spec, signal, side, meantTouch, out terms, account.StopFactor(instrument)) is { } unguarded) return unguarded;
        if (terms is not null) terms = Scaled(terms, touch / meantTouch);
        return null;
    }

    private static ProtectionTerms Scaled(ProtectionTerms terms, decimal scale) =>
        terms with { StopDistanceQuote = terms.StopDistanceQuote * scale, TargetDistanceQuote = terms.TargetDistanceQuote * scale, TrailDistanceQuote = terms.TrailDistanceQuote * scale };

    private static decimal TouchOf(OrderSide side, in Quote quote) => side == OrderSide.Buy ? quote.Ask.QuotePerBase : quote.Bid.QuotePerBase;
}
