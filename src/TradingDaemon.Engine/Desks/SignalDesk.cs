using TradingDaemon.Domain.Account;
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
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Engine.Routing;
using TradingDaemon.Engine.Sizing;

namespace TradingDaemon.Engine.Desks;

/// <summary>Route ► size ► gate ► order: what becomes of a signal. Every order of the daemon comes through here.</summary>
/// <param name="account">The account.</param>
/// <param name="fallback">Where what exists in the simulation alone is closed.</param>
public sealed class SignalDesk(TradingAccount account, FallbackDesk fallback)
{
    /// <summary>Turns a signal into an order or a refusal.</summary>
    public void Take(Signal signal, DateTimeOffset now)
    {
        var instrument = account.Setup.Catalog[signal.Instrument];
        var wish = WishOf(signal);
        switch (signal.Kind)
        {
            case SignalKind.Hold:
                return;
            case SignalKind.CloseAll:
                foreach (var book in account.Books.Positions.Of(signal.Strategy).ToList())
                    if (account.Books.Positions.ClosableBase(book.Key) != 0m) Close(wish, Known(book.Key.Symbol), now);
                return;
            default:
                Act(wish, signal, instrument, now);
                return;
        }
    }

    /// <summary>Whether the signal is sound and would open or add to a position, by a strategy that may: everything else needs no weighing against others.</summary>
    public bool IsEntry(Signal signal, DateTimeOffset now)
    {
        if (signal.Kind is not (SignalKind.Buy or SignalKind.Sell)) return false;
        var instrument = account.Setup.Catalog[signal.Instrument];
        return !IsExit(signal, instrument) && Invalid(signal, isExit: false, now) is null && account.SpecOf(signal.Strategy) is { } spec && spec.Trades(instrument)
            && (signal.Kind == SignalKind.Buy || (spec.AllowShort && instrument.Shortable));
    }

    /// <summary>What an entry would buy or sell now, units of base; null while no price, rate or equity says.</summary>
    public decimal? WantedBase(Signal signal)
    {
        var instrument = account.Setup.Catalog[signal.Instrument];
        return account.SpecOf(signal.Strategy) is { } spec && account.Marks.Find(instrument.Id) is { } quote && account.Equity() is { } equity && account.Valuation.Rate(instrument) is { } rate
            ? SizeBase(signal, spec, instrument, quote, equity, rate)
            : null;
    }

    /// <summary>Stores that a signal became no order, and why.</summary>
    public void Refuse(Signal signal, in RiskRefusal refusal, DateTimeOffset now) => Refuse(WishOf(signal), account.Setup.Catalog[signal.Instrument], refusal, now);

    /// <summary>
    /// Closes one strategy's whole position, whoever asks: what exists in the simulation alone there and at once, the rest with an order. Of more than
    /// the venue takes in one order that is a piece: the next exit closes the next.
    /// </summary>
    /// <returns>True when an order was decided.</returns>
    public bool Close(in Wish wish, Instrument instrument, DateTimeOffset now)
    {
        var net = account.Books.Positions.ClosableBase(new PositionKey(wish.Strategy, instrument.Symbol));
        if (net == 0m) return Refuse(wish, instrument, new RiskRefusal(RiskRule.NothingToClose, 0m, 0m, "There is no position an order could close."), now);
        var left = instrument.FloorToLot(Math.Abs(net));
        var side = net > 0m ? OrderSide.Sell : OrderSide.Buy;
        var simulated = fallback.PartOf(instrument, side, left);
        if (simulated > 0m)
        {
            var isDecided = Propose(wish, instrument, FallbackBook.Venue, side, simulated, isReduceOnly: true, now);
            left -= simulated;
            if (!isDecided || instrument.IsDust(left, account.Marks.ExitPrice(instrument.Id, net))) return isDecided;
        }

        decimal? dearest = account.Marks.Find(instrument.Id) is { } quote ? instrument.CeilingToTick(quote.Ask.QuotePerBase) : null; // no exit names a higher price
        return Propose(wish, instrument, instrument.Venue, side, instrument.ExitPiece(left, dearest), isReduceOnly: true, now) || simulated > 0m;
    }

    private void Act(in Wish wish, Signal signal, Instrument instrument, DateTimeOffset now)
    {
        var exits = IsExit(signal, instrument);
        if (Invalid(signal, exits, now) is { } refusal) Refuse(wish, instrument, refusal, now);
        else if (exits) Close(wish, instrument, now);
        else Enter(wish, signal, instrument, now);
    }

    private static Wish WishOf(Signal signal) => new(signal.Strategy, signal.Kind, signal.Reasoning) { Signal = signal };

    private bool IsExit(Signal signal, Instrument instrument)
    {
        var net = account.Books.Positions.ClosableBase(new PositionKey(signal.Strategy, instrument.Symbol));
        return signal.Kind == SignalKind.Close || (signal.Kind == SignalKind.Buy && net < 0m) || (signal.Kind == SignalKind.Sell && net > 0m);
    }

    private void Enter(in Wish wish, Signal signal, Instrument instrument, DateTimeOffset now)
    {
        var side = signal.Kind == SignalKind.Buy ? OrderSide.Buy : OrderSide.Sell;
        if (account.SpecOf(signal.Strategy) is not { } spec || !spec.Trades(instrument)) // the room asks only strategies that do; this is a signal made before a switch
        {
            Refuse(wish, instrument, new RiskRefusal(RiskRule.StrategyEnabled, 1m, 0m, $"{signal.Strategy} is not loaded for {instrument.Symbol}."), now);
            return;
        }

        if (account.Marks.Find(instrument.Id) is { } quote
            && account.Equity() is { } equity && account.Valuation.Rate(instrument) is { } rate)
        {
            var quantity = SizeBase(signal, spec, instrument, quote, equity, rate);
            Propose(wish, instrument, instrument.Venue, side, quantity, isReduceOnly: false, now);
            return;
        }

        var unknown = account.Marks.Find(instrument.Id) is null
            ? new RiskRefusal(RiskRule.QuoteFresh, 0m, -1m, "No fresh quote: none was ever received.")
            : account.Valuation.Rate(instrument) is null
                ? new RiskRefusal(RiskRule.CurrencyConversion, 0m, 0m, $"No rate from {instrument.Quote} to the account currency.")
                : new RiskRefusal(RiskRule.EquityKnown, 0m, 0m, "Equity cannot be valued: a holding has no quote yet.");
        Refuse(wish, instrument, unknown, now);
    }

    private decimal SizeBase(Signal signal, StrategySpec spec, Instrument instrument, in Quote quote, decimal equity, decimal rate) => signal.QuantityBase is { } wanted
        ? instrument.FloorToLot(wanted)
        : EntrySize.Base(spec, account.Limits, instrument, signal.Kind == SignalKind.Buy ? quote.Ask.QuotePerBase : quote.Bid.QuotePerBase, equity, rate);

    private bool Propose(in Wish wish, Instrument instrument, string venue, OrderSide side, decimal quantityBase, bool isReduceOnly, DateTimeOffset now)
    {
        var gate = new SpreadGate(account.Setup.Spreads, account.Limits.QuoteAgeMax);
        var mark = account.Marks.Find(instrument.Id);
        if (gate.RefuseStale(mark, now) is { } stale) return Refuse(wish, instrument, stale, now);
        var quote = mark!.Value;
        if (!isReduceOnly && gate.RefuseWide(quote, instrument.AssetClass) is { } wide) return Refuse(wish, instrument, wide, now);
        if (Quantity.TryFrom(quantityBase) is not { } quantity)
            return Refuse(wish, instrument, new RiskRefusal(RiskRule.LotSize, instrument.LotSize, quantityBase, "The size rounds down to zero lots."), now);

        // An operator's exit, or the shutdown's, takes what is there: resting for a better price could outlive the daemon. In the simulation nothing rests.
        var isSimulated = venue == FallbackBook.Venue;
        var spec = wish.IsFromOperator || isSimulated ? null : account.SpecOf(wish.Strategy);
        var intent = Intent(wish, spec, instrument, side, quantity, quote, isReduceOnly, now) with { Venue = venue };
        var order = Case(intent, instrument, quote, now, wish.IsFromOperator);
        if (RiskRules.FirstRefusal(order) is { } refusal)
        {
            if (refusal.Rule == RiskRule.OrderRate) KeepBack(wish.Strategy, now);
            return Refuse(wish, instrument, refusal, now, order);
        }

        if (isSimulated)
        {
            fallback.Close(intent, now);
            return true;
        }

        account.Log.Emit(new ApprovedOrder(intent) { TickReceivedTimestamp = wish.Signal?.TickReceivedTimestamp ?? 0 }, now);
        account.Pace.Sent(wish.Strategy, venue, now);
        return true;
    }

    // The breaker: a strategy far beyond its pace is off until an operator acts; its exits pass.
    private void KeepBack(StrategyId strategy, DateTimeOffset now)
    {
        if (account.Pace.KeptBack(strategy, account.Limits, now))
            account.Log.Emit(new Fact.StrategyMoved(strategy, StrategyCondition.Disabled, $"A runaway: it wanted {OrderPace.RunawayFactor} times as many orders within a second as it may send."), now);
    }

    private OrderIntent Intent(in Wish wish, StrategySpec? spec, Instrument instrument, OrderSide side, Quantity quantity, in Quote quote, bool isReduceOnly, DateTimeOffset now)
    {
        var style = spec?.OrderStyle ?? OrderStyle.Market; // so is a strategy closed that is no longer loaded
        return new OrderIntent
        {
            ClientOrderId = ClientOrderId.From(wish.Strategy, account.Books.IntentSequence + 1, account.Books.Epoch),
            Strategy = wish.Strategy, Symbol = instrument.Symbol, Venue = instrument.Venue, Side = side,
            Terms = TermsChoice.For(style, side, quantity, quote, instrument),
            IsReduceOnly = isReduceOnly, Reason = wish.Reason, Origin = OriginOf(wish),
            DecisionBid = quote.Bid.QuotePerBase, DecisionAsk = quote.Ask.QuotePerBase, DecidedAt = now,
            CancelAt = TermsChoice.Rests(style) && spec is not null ? now + spec.OrderAgeMax : null,
            Uid = account.Setup.Uid, Tenant = account.Setup.Tenant,
        };
    }

    private RiskCase Case(OrderIntent intent, Instrument instrument, in Quote quote, DateTimeOffset now, bool isFromOperator) => new()
    {
        Intent = intent, Instrument = instrument, Catalog = account.Setup.Catalog, Spec = account.SpecOf(intent.Strategy), Quote = quote,
        Limits = account.Limits, Books = account.Books, Valuation = account.Valuation,
        EquityAccount = intent.IsReduceOnly ? null : account.Equity(), Now = now, IsFromOperator = isFromOperator, Pace = account.Pace, Rejects = account.Rejects,
        Offers = account.Offers, Greeks = account.Greeks, Uid = account.Setup.Uid, Tenant = account.Setup.Tenant,
    };

    private RiskRefusal? Invalid(Signal signal, bool isExit, DateTimeOffset now)
    {
        if (signal.Kind == SignalKind.Wait)
            return new RiskRefusal(RiskRule.SlippageMax, account.SpecOf(signal.Strategy)?.SlippageMaxFraction ?? 0m, signal.EstimatedSlippageFraction ?? 0m, signal.Reasoning);
        if (signal.Confidence is not (>= 0d and <= 1d))
            return new RiskRefusal(RiskRule.SignalValid, 1m, 0m, "The confidence is not between 0 and 1.");
        if (now >= signal.ExpiresAt)
            return new RiskRefusal(RiskRule.SignalValid, 0m, (decimal)(now - signal.ExpiresAt).TotalSeconds, Texts.Of($"The signal expired at {signal.ExpiresAt:O}."));
        var condition = account.Books.Conditions.GetValueOrDefault(signal.Strategy.Text, StrategyCondition.Running);
        return condition is StrategyCondition.Running or StrategyCondition.Starting || isExit
            ? null
            : new RiskRefusal(RiskRule.StrategyEnabled, (int)StrategyCondition.Running, (int)condition, $"{signal.Strategy} is {condition}.");
    }

    // Of the same refusal again and again one is kept: the others are counted, and cost neither memory nor a look at the other rules.
    private bool Refuse(in Wish wish, Instrument instrument, in RiskRefusal refusal, DateTimeOffset now, RiskCase? order = null)
    {
        if (account.Refusals.Admit(wish.Strategy, instrument.Symbol, refusal, now) is not { } text) return false;
        var further = order is null ? [] : RiskRules.AllRefusals(order)[1..];
        account.Log.Emit(
            new Fact.SignalRefused(wish.Strategy, instrument.Symbol, wish.Kind, refusal.Rule, refusal.Limit, refusal.Asked, text)
            {
                Origin = OriginOf(wish), Further = further.IsEmpty ? null : string.Join('\n', further.Select(static no => $"{no.Rule}: {no.Detail}")),
            },
            now);
        return false;
    }

    private SignalOrigin? OriginOf(in Wish wish) => wish.Signal is { } signal ? SignalOrigin.Of(signal, account.SpecOf(signal.Strategy)?.SlippageMaxFraction) : null;

    private Instrument Known(Symbol symbol) => account.Setup.Catalog.Find(symbol)
        ?? throw new InvalidDataException($"{symbol} is held but not in the catalogue.");
}
