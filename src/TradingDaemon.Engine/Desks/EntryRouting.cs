using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Ordering;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Engine.Routing;

namespace TradingDaemon.Engine.Desks;

/// <summary>Where an entry could go and what it would cost there. While routing is off there is one way, the instrument's own, and nobody asks what it costs.</summary>
/// <param name="account">The account.</param>
/// <param name="plan">How much an entry is, and what guards it.</param>
public sealed class EntryRouting(TradingAccount account, EntryPlan plan)
{
    private readonly RoutingPolicy _policy = account.Setup.Routing;
    private RouteOffer[] _offers = new RouteOffer[1];
    private (long Books, int Quoted, string Text) _unvalued = (-1, 0, "");

    /// <summary>The ways, best first; at least one. Good until the next call.</summary>
    /// <param name="wish">Who wants it, with the signal.</param>
    /// <param name="spec">The strategy.</param>
    /// <param name="instrument">What the signal names.</param>
    /// <param name="side">Buy or sell.</param>
    /// <param name="now">The engine's time.</param>
    public ReadOnlySpan<RouteOffer> Offers(in Wish wish, StrategySpec spec, Instrument instrument, OrderSide side, DateTimeOffset now)
    {
        var same = account.Groups.SameAs(instrument);
        var (count, equity) = (0, account.Equity());
        if (_offers.Length < same.Length) _offers = new RouteOffer[same.Length];
        _offers[count++] = Offer(wish, spec, instrument, side, equity, now);
        var isAnyUnderWay = same.Length > 1 && account.Books.Orders.Open.Count > 0;
        foreach (var member in same)
        {
            var isUnderWay = isAnyUnderWay && account.Books.Orders.InFlightBase(member.Symbol, side, spec.Id) != 0m; // on this side: an exit under way is nothing that is sent again
            if (isUnderWay) // the same thing is under way already, under whichever name: the gate is asked there and knows of it
            {
                (_offers[0], count) = (Offer(wish, spec, member, side, equity, now), 1);
                break;
            }

            if (member.Id != instrument.Id && !spec.DisabledSymbols.Contains(member.Symbol.Text)) _offers[count++] = Offer(wish, spec, member, side, equity, now);
        }

        var offers = _offers.AsSpan(0, count);
        RouteRanking.Sort(offers, side);
        return offers;
    }

    /// <summary>One way alone, whatever else there is.</summary>
    public ReadOnlySpan<RouteOffer> Only(in Wish wish, StrategySpec spec, Instrument instrument, OrderSide side, DateTimeOffset now)
    {
        _offers[0] = Offer(wish, spec, instrument, side, account.Equity(), now);
        return _offers.AsSpan(0, 1);
    }

    /// <summary>What routing found of one of the ways, for the records; null while routing is off.</summary>
    /// <param name="offers">All of them.</param>
    /// <param name="chosen">Which one.</param>
    /// <param name="meant">What the signal names.</param>
    /// <param name="side">Buy or sell.</param>
    /// <param name="isSent">Whether it becomes an order.</param>
    public RouteTaken? Taken(ReadOnlySpan<RouteOffer> offers, int chosen, Instrument meant, OrderSide side, bool isSent)
    {
        if (!_policy.IsSmart) return null;
        ref readonly var offer = ref offers[chosen];
        var isElsewhere = offer.Instrument.Id != meant.Id;
        return new RouteTaken
        {
            AssetClass = offer.Instrument.AssetClass, Source = offer.Source, SpreadFraction = offer.SpreadFraction, SpreadMaxFraction = offer.SpreadMaxFraction,
            ImpactFraction = isSent ? offer.Cost.ImpactFraction : null, FeeFraction = isSent ? offer.Cost.FeeFraction : null, CostFraction = isSent ? offer.Cost.TotalFraction : null,
            NotionalAccount = isSent ? offer.Instrument.Notional(offer.EffectiveAccount, offer.QuantityBase) : null,
            InsteadOf = isElsewhere ? meant.Symbol.Text : null, SavedAccount = isSent && isElsewhere ? Saved(offers, offer, meant, side) : null,
        };
    }

    /// <summary>The same of an exit, which goes to where the position is whatever that costs; null while routing is off.</summary>
    public RouteTaken? TakenByExit(Instrument instrument, in Quote quote, decimal quantityBase) => _policy.IsSmart
        ? new RouteTaken
        {
            AssetClass = instrument.AssetClass, Source = SpreadSource.Quote, SpreadFraction = quote.SpreadFraction,
            NotionalAccount = account.Valuation.Rate(instrument) is { } rate ? instrument.Notional(quote.Mid * rate, quantityBase) : null,
        }
        : null;

    // Like with like: taking here against taking there. Where the order could not have gone where its signal named, or would have been cheaper there, nothing was saved.
    private static decimal? Saved(ReadOnlySpan<RouteOffer> offers, in RouteOffer chosen, Instrument meant, OrderSide side)
    {
        foreach (ref readonly var offer in offers)
        {
            if (offer.Instrument.Id != meant.Id) continue;
            var less = side.Sign() * (offer.TakingAccount - chosen.TakingAccount);
            return offer.Refusal is null && less > 0m ? less * chosen.Instrument.Notional(1m, chosen.QuantityBase) : null;
        }

        return null;
    }

    private RouteOffer Offer(in Wish wish, StrategySpec spec, Instrument instrument, OrderSide side, decimal? equity, DateTimeOffset now)
    {
        var offer = new RouteOffer { Instrument = instrument, Source = SpreadSource.None };
        if (QuoteOf(wish, instrument, now) is not { } quote) return offer with { Refusal = new RiskRefusal(RiskRule.QuoteFresh, 0m, -1m, "No fresh quote: none was ever received.") };
        if (account.Valuation.Rate(instrument) is not { } rate) return offer with { Refusal = new RiskRefusal(RiskRule.CurrencyConversion, 0m, 0m, $"No rate from {instrument.Quote} to the account currency.") };
        if (equity is not { } worth) return offer with { Refusal = new RiskRefusal(RiskRule.EquityKnown, 0m, 0m, WhyUnvalued()) };
        var gate = new SpreadGate(account.Setup.Spreads, account.Limits.QuoteAgeMax);
        if (gate.RefuseStale(quote, now) is { } stale) return offer with { Quote = quote, Refusal = stale };

        var (told, spread) = (ToldSpread(wish, quote), quote.SpreadFraction);
        var child = wish.Child;
        if (child is not null && WhyNow(child, instrument, quote) is { } beyond) return offer with { Quote = quote, Refusal = beyond };
        var unplanned = child is null
            ? plan.Make(wish.Signal!, spec, instrument, side, quote, worth, rate, now, out var whole, out var protection)
            : plan.Continue(child, instrument, side, quote, out whole, out protection);
        var factor = child is null ? account.EntryFactor(spec.Id, instrument, worth, now) : 1m; // of the whole it was asked when that was decided
        var quantity = factor != 1m ? instrument.FloorToLot(whole * factor) : whole;
        offer = offer with
        {
            Quote = quote, QuantityBase = quantity, SizeFactor = factor == 1m ? null : factor, Protection = protection, SpreadFraction = told ?? spread, Style = StyleOf(wish, spec, instrument, side, quantity, quote),
            Source = wish.IsAwaited ? SpreadSource.Awaited : told is null ? SpreadSource.Quote : SpreadSource.Strategy,
        };
        if (!_policy.IsSmart) return offer with { Refusal = gate.RefuseWide(spread, instrument.AssetClass) ?? WhyDear(child, spread, spec) ?? unplanned };
        var most = account.Setup.Spreads.IsEnabled ? Math.Min(account.Setup.Spreads.For(instrument.AssetClass), spec.SlippageMaxFraction) : spec.SlippageMaxFraction;
        var refusal = gate.RefuseWide(offer.SpreadFraction.Value, instrument.AssetClass) ?? SpreadGate.RefuseCost(offer.SpreadFraction.Value, spec) ?? unplanned;
        var fees = _policy.FeesOf(instrument.Venue, instrument.AssetClass);
        var taking = ExpectedCost.Taking(side, Math.Max(quantity, instrument.LotSize), quote, account.Depths.Behind(quote), spec.OrderStyle == OrderStyle.PostOnly ? fees with { TakerFraction = fees.MakerFraction } : fees);
        var cost = offer.Style == OrderStyle.PostOnly ? ExpectedCost.Resting(side, quote, fees) : taking;
        return offer with { SpreadMaxFraction = most, Refusal = refusal, Cost = cost, EffectiveAccount = cost.EffectivePriceQuote * rate, TakingAccount = taking.EffectivePriceQuote * rate };
    }

    // Each entry is refused by it while it is so: made once, for it stays as long as the books and what has a quote do.
    private string WhyUnvalued()
    {
        if (_unvalued.Books != account.Books.Sequence || _unvalued.Quoted != account.Marks.KnownCount)
            _unvalued = (account.Books.Sequence, account.Marks.KnownCount, Unvalued.Text(account.Books, account.Setup.Catalog, account.Valuation));
        return _unvalued.Text;
    }

    // The signal may be hours old by the last child: each is judged by what is so now. What rests is never beyond its cap; what takes waits until the market is within it.
    private RiskRefusal? WhyNow(ChildWish child, Instrument instrument, in Quote quote)
    {
        if (StrategyStanding.WhyOff(account, child.Parent.Strategy) is { } off) return off;
        if (child.Parent.Terms.Algorithm == ExecutionAlgorithm.Iceberg) return null;
        var cap = ChildTerms.CapOf(account, child.Parent, instrument, quote);
        var touch = child.Parent.Side == OrderSide.Buy ? quote.Ask.QuotePerBase : quote.Bid.QuotePerBase;
        return ChildTerms.IsBeyond(child.Parent.Side, quote, cap) ? new RiskRefusal(RiskRule.SlippageMax, cap!.Value, touch, Texts.Of($"Wait: {touch:0.########} is beyond the parent order's cap, {cap:0.########}.")) : null;
    }

    // Of an entry that goes whole the strategy's own most was asked with its signal.
    private static RiskRefusal? WhyDear(ChildWish? child, decimal spreadFraction, StrategySpec spec) =>
        child is null or { Parent.Terms.Algorithm: ExecutionAlgorithm.Iceberg } ? null : SpreadGate.RefuseCost(spreadFraction, spec);

    private OrderStyle StyleOf(in Wish wish, StrategySpec spec, Instrument instrument, OrderSide side, decimal quantity, in Quote quote) =>
        wish.Child is { Parent.Terms.Algorithm: ExecutionAlgorithm.Iceberg } ? OrderStyle.PostOnly
        : spec.OrderStyle == OrderStyle.Auto
        ? StyleChoice.For(side, quantity, quote, wish.Signal?.IsVolatile ?? false, spec.Urgency, account.Offers.Of(instrument.Venue))
        : spec.OrderStyle;

    // The newest the account knows; where that is too old, or none, the one the strategy saw itself may still be fresh. Off, the account's alone counts.
    private Quote? QuoteOf(in Wish wish, Instrument instrument, DateTimeOffset now)
    {
        var mark = account.Marks.Find(instrument.Id);
        if (!_policy.IsSmart || wish.Signal is not { Quote: { } seen } || seen.Instrument != instrument.Id) return mark;
        return mark is { } known && known.AgeAt(now) <= seen.AgeAt(now) ? mark : seen;
    }

    // A spread the strategy computed holds as long as its quote is the newest there is; one that was overtaken is of another market.
    private decimal? ToldSpread(in Wish wish, in Quote quote) =>
        _policy.IsSmart && wish.Signal is { EstimatedSlippageFraction: { } told, Quote: { } seen } && seen.Instrument == quote.Instrument && seen.ReceivedTime >= quote.ReceivedTime ? told : null;
}
