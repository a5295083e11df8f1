using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Gatekeeping;
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Engine.Routing;
using TradingDaemon.Engine.Sizing;

namespace TradingDaemon.Engine.Ordering;

/// <summary>Wish ► gate ► order or stored refusal: the one way an order of the daemon is made, its own or a parent's child.</summary>
/// <param name="account">The account.</param>
public sealed class OrderMaking(TradingAccount account)
{
    /// <summary>Makes the order and asks the gate, which may shrink an entry where its strategy says so.</summary>
    public Judged Judge(in Wish wish, Instrument instrument, string venue, OrderSide side, decimal quantityBase, in Quote quote, OrderStyle style, bool isReduceOnly, DateTimeOffset now)
    {
        if (Quantity.TryFrom(quantityBase) is not { } quantity)
            return new Judged(null, new RiskRefusal(RiskRule.LotSize, instrument.LotSize, quantityBase, "The size rounds down to zero lots."));
        var order = Case(Intent(wish, style, instrument, side, quantity, quote, isReduceOnly, now) with { Venue = venue }, instrument, quote, now, wish.IsFromOperator);
        if (!isReduceOnly && order.Spec?.Sizing.OnCap == CapPolicy.Shrink) order = CapFit.Shrink(order);
        return new Judged(order, RiskRules.FirstRefusal(order));
    }

    /// <summary>Decides an order the gate let pass.</summary>
    public void Send(in Wish wish, OrderIntent intent, DateTimeOffset now)
    {
        account.Log.Emit(new ApprovedOrder(intent) { TickReceivedTimestamp = wish.Signal?.TickReceivedTimestamp ?? 0 }, now);
        account.Pace.Sent(intent.Strategy, intent.Venue, now);
    }

    /// <summary>Stores that a wish became no order, and why; what only its pace keeps back again and again is switched off.</summary>
    /// <returns>False.</returns>
    public bool Refuse(in Wish wish, Instrument instrument, in Judged judged, DateTimeOffset now)
    {
        var judgedAt = account.Books.Sequence;
        if (judged.Refusal!.Value.Rule == RiskRule.OrderRate) KeepBack(wish.Strategy, now);
        return Store(wish, instrument, judged.Refusal.Value, now, judged.Case, judgedAt);
    }

    /// <summary>The same of a refusal. Of the same again and again one is kept: the others are counted, and cost neither memory nor a look at the other rules.</summary>
    /// <returns>False.</returns>
    public bool Refuse(in Wish wish, Instrument instrument, in RiskRefusal refusal, DateTimeOffset now) => Store(wish, instrument, refusal, now, order: null, account.Books.Sequence);

    private bool Store(in Wish wish, Instrument instrument, in RiskRefusal refusal, DateTimeOffset now, RiskCase? order, long judgedAt)
    {
        var isAnswered = wish.Signal is { AgentSignal: not null }; // whoever sent it asks what became of this very one
        if ((isAnswered ? refusal.Detail : account.Refusals.Admit(wish.Strategy, instrument.Symbol, refusal, now)) is not { } text) return false;
        var further = order is null ? [] : RiskRules.AllRefusals(order)[1..];
        account.Log.Emit(
            new Fact.SignalRefused(wish.Strategy, instrument.Symbol, wish.Kind, refusal.Rule, refusal.Limit, refusal.Asked, text)
            {
                Origin = RefusedOrigin(wish, order), Route = wish.Route, Further = further.IsEmpty ? null : string.Join('\n', further.Select(static no => $"{no.Rule}: {no.Detail}")),
                Inputs = InputsOf.Refused(account, wish, instrument, order, judgedAt),
            },
            now);
        return false;
    }

    /// <summary>The signal an entry goes back to, with what the market is like and the gatekeeper's score of it; a child has its parent's. Null when nobody's asked for it.</summary>
    public SignalOrigin? ScoredOrigin(in Wish wish, Instrument instrument, OrderSide side, decimal quantityBase, in Quote quote, DateTimeOffset now)
    {
        var origin = OriginOf(wish);
        if (origin is null || wish.Child is not null) return origin;
        if (wish.SizeFactor is { } factor) origin = origin with { SizeFactor = factor };
        if (account.Market(instrument) is { } market) origin = origin with { Market = market };
        return account.Setup.Gatekeeper is { } policy && EntryScoring.Of(policy, new EntryView(account, wish.Signal!, instrument, side, quantityBase, quote, now)) is { } score ? origin with { Gatekeeper = score } : origin;
    }

    /// <summary>The signal a wish goes back to; null when nobody's asked for it.</summary>
    public SignalOrigin? OriginOf(in Wish wish) => wish.Child is { } child ? child.Parent.Origin : wish.Signal is { } signal ? SignalOrigin.Of(signal, account.SpecOf(signal.Strategy)?.SlippageMaxFraction) : null;

    // The score stands with the entry's one decision: a part that has to wait is none.
    private SignalOrigin? RefusedOrigin(in Wish wish, RiskCase? order) =>
        wish.Child is { Parent.Origin: { } whole } ? whole with { Gatekeeper = null } : order is { Intent.IsReduceOnly: false } ? order.Intent.Origin : OriginOf(wish);

    // The breaker: a strategy far beyond its pace is off until an operator acts; its exits pass.
    private void KeepBack(StrategyId strategy, DateTimeOffset now)
    {
        if (account.Pace.KeptBack(strategy, account.Limits, now))
            account.Log.Emit(new Fact.StrategyMoved(strategy, StrategyCondition.Disabled, $"A runaway: it wanted {OrderPace.RunawayFactor} times as many orders within a second as it may send."), now);
    }

    private OrderIntent Intent(in Wish wish, OrderStyle style, Instrument instrument, OrderSide side, Quantity quantity, in Quote quote, bool isReduceOnly, DateTimeOffset now)
    {
        var intent = Own(wish, style, instrument, side, quantity, quote, isReduceOnly, now);
        if (wish.Child is not { } child) return intent;
        var terms = ChildTerms.For(style, child.Parent, quantity, quote, instrument, ChildTerms.CapOf(account, child.Parent, instrument, quote), account.Offers.Of(instrument.Venue));
        return intent with
        {
            Terms = terms, Origin = child.Parent.Origin?.OfPart(), Child = new ChildOf(child.Parent.Id, child.Number, child.Slice) { ArrivalQuote = ChildTerms.ArrivalOf(account, child.Parent, instrument) },
            CancelAt = terms is OrderTerms.Limit limit && limit.MayRest() ? child.CancelAt : null,
        };
    }

    private OrderIntent Own(in Wish wish, OrderStyle style, Instrument instrument, OrderSide side, Quantity quantity, in Quote quote, bool isReduceOnly, DateTimeOffset now) => new()
    {
        ClientOrderId = ClientOrderId.From(wish.Strategy, account.Books.IntentSequence + 1, account.Books.Epoch),
        Strategy = wish.Strategy, Symbol = instrument.Symbol, Venue = instrument.Venue, Side = side,
        Terms = wish.Quote is { } wanted ? new OrderTerms.Limit(quantity, Price.From(wanted.PriceQuote), TimeInForce.GoodTilCancelled, PostOnly: true) : TermsChoice.For(style, side, quantity, quote, instrument),
        QuoteOf = wish.Quote is { } layered ? new QuoteOf(layered.Layer) : null,
        IsReduceOnly = isReduceOnly, Reason = wish.Reason, Origin = isReduceOnly ? OriginOf(wish) : ScoredOrigin(wish, instrument, side, quantity.Base, quote, now),
        DecisionBid = quote.Bid.QuotePerBase, DecisionAsk = quote.Ask.QuotePerBase, DecidedAt = now,
        CancelAt = TermsChoice.Rests(style) && account.SpecOf(wish.Strategy) is { } spec ? now + spec.OrderAgeMax : null, Route = wish.Route,
        Uid = account.Setup.Uid, Tenant = account.Setup.Tenant, Protection = isReduceOnly ? null : wish.Protection,
    };

    private RiskCase Case(OrderIntent intent, Instrument instrument, in Quote quote, DateTimeOffset now, bool isFromOperator)
    {
        var spec = account.SpecOf(intent.Strategy);
        return new()
        {
            Intent = intent, Instrument = instrument, Catalog = account.Setup.Catalog, Groups = account.Groups, Spec = spec, Quote = quote,
            Limits = account.Limits, PositionsFactor = intent.IsReduceOnly ? 1m : account.PositionsFactorOn(instrument), Books = account.Books, Valuation = account.Valuation,
            EquityAccount = intent.IsReduceOnly ? null : account.Equity(), Now = now, IsFromOperator = isFromOperator, Pace = account.Pace, Rejects = account.Rejects,
            Offers = account.Offers, BuyingPowerAgeMax = account.Setup.BuyingPowerAgeMax, Greeks = account.Greeks, TakerFraction = account.Setup.Routing.FeesOf(instrument.Venue, instrument.AssetClass).TakerFraction,
            JudgesTilt = account.Setup.Tilt is not null, Gatekeeper = account.Setup.Gatekeeper,
            Regimes = account.Markets is null ? null : account.Tier.Regimes, Regime = account.RegimeOf(instrument),
            CapitalShare = intent.IsReduceOnly ? null : account.CapitalShareOf(intent.Strategy), Lacks = intent.IsReduceOnly ? null : account.LackOf(spec),
            Uid = account.Setup.Uid, Tenant = account.Setup.Tenant,
        };
    }
}
