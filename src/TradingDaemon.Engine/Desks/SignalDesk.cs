using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.MarketMaking;
using TradingDaemon.Engine.Ordering;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Engine.Routing;

namespace TradingDaemon.Engine.Desks;

/// <summary>Route ► size ► gate ► order: what becomes of a signal. Every order of the daemon comes through here.</summary>
/// <param name="account">The account.</param>
/// <param name="fallback">Where what exists in the simulation alone is closed.</param>
/// <param name="plan">How much an entry is, and what guards it.</param>
/// <param name="algorithms">Where entries are executed that go by an algorithm.</param>
/// <param name="quotes">Where market makers' quotes are taken back before their position is closed.</param>
public sealed class SignalDesk(TradingAccount account, FallbackDesk fallback, EntryPlan plan, AlgorithmDesk algorithms, QuoteDesk quotes)
{
    private readonly OrderMaking _making = new(account);
    private readonly EntryRouting _routing = new(account, plan);
    private readonly WaitingEntries _waiting = new(account.Setup.Routing is { IsSmart: true } policy ? policy.WaitingEntriesMax : 0);

    /// <summary>No entry waits for a quote.</summary>
    public bool IsNobodyWaiting => _waiting.IsEmpty;

    /// <summary>The instruments whose quotes are waited for, each once, in the order they were asked for.</summary>
    public IReadOnlyList<InstrumentId> QuotesWanted => _waiting.IsEmpty ? [] : [.. _waiting.Signals.Select(static signal => signal.Instrument).Distinct()];

    /// <summary>Turns a signal into an order or a refusal; or lets an entry without a fresh quote wait for one.</summary>
    public void Take(Signal signal, DateTimeOffset now)
    {
        if (!_waiting.IsEmpty) Overtake(signal, now);
        Take(signal, isAwaited: false, now);
    }

    /// <summary>A quote came: what waited for it is decided now. What waited longer than it was worth is refused.</summary>
    public void Release(InstrumentId quoted, DateTimeOffset now)
    {
        var instrument = account.Setup.Catalog[quoted];
        List<(Signal Signal, RiskRefusal Missing)> released = []; // first all of them, for one that has to wait on waits again
        while (_waiting.TryTake(one => account.Groups.AreSame(instrument, one.Instrument), out var signal, out var missing)) released.Add((signal, missing));
        foreach (var (signal, missing) in released)
            if (now >= signal.ExpiresAt) RefuseWaiting(signal, missing, now);
            else Take(signal, isAwaited: true, now);
    }

    /// <summary>Refuses what waited longer than it was worth.</summary>
    public void Expire(DateTimeOffset now)
    {
        while (_waiting.TryTake(one => now >= one.ExpiresAt, out var signal, out var missing)) RefuseWaiting(signal, missing, now);
    }

    private void Overtake(Signal signal, DateTimeOffset now)
    {
        var instrument = account.Setup.Catalog[signal.Instrument];
        while (_waiting.TryTake(one => one.Strategy == signal.Strategy && (signal.Kind == SignalKind.CloseAll || account.Groups.AreSame(instrument, one.Instrument)), out var overtaken, out var missing))
            RefuseWaiting(overtaken, missing, now);
    }

    private void Take(Signal signal, bool isAwaited, DateTimeOffset now)
    {
        var instrument = account.Setup.Catalog[signal.Instrument];
        var wish = WishOf(signal) with { IsAwaited = isAwaited };
        switch (signal.Kind)
        {
            case SignalKind.Hold:
                return;
            case SignalKind.CloseAll:
                if (account.Books.Parents.Count > 0) ParentClosing.EndAll(account, signal.Strategy, ParentEnd.Withdrawn, $"{signal.Strategy} wants out: {signal.Reasoning}", now);
                quotes.TakeBack(signal.Strategy, instrument: null, signal.Reasoning, now);
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

    /// <summary>What an entry would buy or sell now, units of base, before anything makes it smaller; null while no price, rate or equity says.</summary>
    public decimal? WantedBase(Signal signal, DateTimeOffset now)
    {
        var instrument = account.Setup.Catalog[signal.Instrument];
        return account.SpecOf(signal.Strategy) is { } spec && account.Marks.Find(instrument.Id) is { } quote && account.Equity() is { } equity && account.Valuation.Rate(instrument) is { } rate
            && plan.Make(signal, spec, instrument, signal.Kind == SignalKind.Buy ? OrderSide.Buy : OrderSide.Sell, quote, equity, rate, now, out var quantity, out _) is null ? quantity : null;
    }

    // Parts of what is worth little cost more than the market would mind the whole.
    private bool IsDirect(StrategySpec spec, in RouteOffer offer, OrderSide side)
    {
        if (spec.Execution.Algorithm == ExecutionAlgorithm.Direct) return true;
        if (spec.Execution.DirectMaxAccount is not { } most || offer.Quote is not { } quote) return false;
        var touch = side == OrderSide.Buy ? quote.Ask.QuotePerBase : quote.Bid.QuotePerBase;
        return account.Valuation.Rate(offer.Instrument) is { } rate && offer.Instrument.Notional(touch, offer.QuantityBase) * rate <= most;
    }

    /// <summary>Stores that a signal became no order, and why.</summary>
    public void Refuse(Signal signal, in RiskRefusal refusal, DateTimeOffset now) => _making.Refuse(WishOf(signal), account.Setup.Catalog[signal.Instrument], refusal, now);

    /// <summary>
    /// Closes one strategy's whole position, whoever asks: what exists in the simulation alone there and at once, the rest with an order. Of more than
    /// the venue takes in one order that is a piece: the next exit closes the next.
    /// </summary>
    /// <returns>True when an order was decided.</returns>
    public bool Close(in Wish wish, Instrument instrument, DateTimeOffset now)
    {
        var quoted = quotes.TakeBack(wish.Strategy, instrument, wish.Reason, now); // either side: one would turn the position over with the exit, the other open it again
        if (quoted > 0m) return _making.Refuse(wish, instrument, new RiskRefusal(RiskRule.DuplicateInFlight, 0m, quoted, Texts.Of($"{quoted:0.########} of {instrument.Symbol} are quoted, and are being taken back first.")), now);
        var net = account.Books.Positions.ClosableBase(new PositionKey(wish.Strategy, instrument.Symbol));
        if (net == 0m) return _making.Refuse(wish, instrument, new RiskRefusal(RiskRule.NothingToClose, 0m, 0m, "There is no position an order could close."), now);
        var left = instrument.FloorToLot(Math.Abs(net));
        var side = net > 0m ? OrderSide.Sell : OrderSide.Buy;
        var simulated = fallback.PartOf(instrument, side, left);
        if (simulated > 0m)
        {
            var isDecided = Propose(wish, instrument, FallbackBook.Venue, side, simulated, now);
            left -= simulated;
            if (!isDecided || instrument.IsDust(left, account.Marks.ExitPrice(instrument.Id, net))) return isDecided;
        }

        decimal? dearest = account.Marks.Find(instrument.Id) is { } quote ? instrument.CeilingToTick(quote.Ask.QuotePerBase) : null; // no exit names a higher price
        return Propose(wish, instrument, instrument.Venue, side, instrument.ExitPiece(left, dearest), now) || simulated > 0m;
    }

    private static Wish WishOf(Signal signal) => new(signal.Strategy, signal.Kind, signal.Reasoning) { Signal = signal };

    private void RefuseWaiting(Signal signal, in RiskRefusal missing, DateTimeOffset now)
    {
        var instrument = account.Setup.Catalog[signal.Instrument];
        _making.Refuse(WishOf(signal) with { Route = new RouteTaken { AssetClass = instrument.AssetClass, Source = SpreadSource.None } }, instrument, missing, now);
    }

    private void Act(in Wish wish, Signal signal, Instrument instrument, DateTimeOffset now)
    {
        var exits = IsExit(signal, instrument);
        if (Invalid(signal, exits, now) is { } refusal) _making.Refuse(wish, instrument, refusal, now);
        else if (exits) CloseSame(wish, instrument, now);
        else Enter(wish, signal, instrument, now);
    }

    private bool IsExit(Signal signal, Instrument instrument)
    {
        var net = HeldBase(signal.Strategy, instrument);
        return signal.Kind == SignalKind.Close || (signal.Kind == SignalKind.Buy && net < 0m) || (signal.Kind == SignalKind.Sell && net > 0m);
    }

    // What is held of the thing under all its names: an exit goes to where the position is.
    private decimal HeldBase(StrategyId strategy, Instrument instrument)
    {
        var held = 0m;
        foreach (var name in account.Groups.NamesOf(instrument))
            if (account.Books.Positions.ClosableBase(new PositionKey(strategy, name.Symbol)) is not 0m and var there && account.IsFound(strategy, instrument, name)) held += there;
        return held;
    }

    private void CloseSame(in Wish wish, Instrument instrument, DateTimeOffset now)
    {
        if (account.Books.Parents.Count > 0) ParentClosing.EndOn(account, wish.Strategy, instrument, ParentEnd.Withdrawn, $"{wish.Strategy} wants out: {wish.Reason}", now);
        var isMaker = quotes.IsMaker(wish.Strategy);
        if (isMaker) Close(wish, instrument, now); // whatever it holds, its quotes are taken back
        var isAnyHeld = isMaker;
        foreach (var name in account.Groups.NamesOf(instrument))
        {
            if (account.Books.Positions.ClosableBase(new PositionKey(wish.Strategy, name.Symbol)) == 0m || !account.IsFound(wish.Strategy, instrument, name)) continue;
            if (isMaker && name.Id == instrument.Id) continue;
            isAnyHeld = true;
            Close(wish, name, now);
        }

        if (!isAnyHeld) Close(wish, instrument, now);
    }

    private void Enter(in Wish wish, Signal signal, Instrument instrument, DateTimeOffset now)
    {
        var side = signal.Kind == SignalKind.Buy ? OrderSide.Buy : OrderSide.Sell;
        if (account.SpecOf(signal.Strategy) is not { } spec || !spec.Trades(instrument)) // the room asks only strategies that do; this is a signal made before a switch
        {
            _making.Refuse(wish, instrument, new RiskRefusal(RiskRule.StrategyEnabled, 1m, 0m, $"{signal.Strategy} is not loaded for {instrument.Symbol}."), now);
            return;
        }

        if (algorithms.WhyBusy(wish, instrument, side, now) is { } busy)
        {
            _making.Refuse(wish, instrument, busy, now);
            return;
        }

        var offers = _routing.Offers(wish, spec, instrument, side, now);
        var first = default(Judged);
        for (var i = 0; i < offers.Length; i++)
        {
            var offer = offers[i];
            var isDirect = IsDirect(spec, offer, side);
            var sized = wish with { SizeFactor = offer.SizeFactor };
            var judged = offer.Refusal is { } no ? new Judged(null, no) : !isDirect ? algorithms.Open(sized, spec, offer, side, now) : Judge(sized with { Route = _routing.Taken(offers, i, instrument, side, isSent: true), Protection = offer.Protection }, offer, side, now);
            if (i == 0) first = judged;
            if (judged.Refusal is not null) continue;
            if (isDirect) _making.Send(sized, judged.Case!.Intent, now);
            return;
        }

        if (first.Refusal is { Rule: RiskRule.QuoteFresh } missing && _waiting.TryAdd(signal, missing)) return;
        _making.Refuse(wish with { Route = _routing.Taken(offers, 0, instrument, side, isSent: false) }, offers[0].Instrument, first, now);
    }

    private Judged Judge(in Wish wish, in RouteOffer offer, OrderSide side, DateTimeOffset now) =>
        _making.Judge(wish, offer.Instrument, offer.Instrument.Venue, side, offer.QuantityBase, offer.Quote!.Value, offer.Style, isReduceOnly: false, now);

    private bool Propose(in Wish wish, Instrument instrument, string venue, OrderSide side, decimal quantityBase, DateTimeOffset now)
    {
        var mark = account.Marks.Find(instrument.Id);
        if (new SpreadGate(account.Setup.Spreads, account.Limits.QuoteAgeMax).RefuseStale(mark, now) is { } stale) return _making.Refuse(wish, instrument, stale, now);

        // An operator's exit, the shutdown's or a protection's takes what is there: resting for a better price could outlive the daemon. In the simulation nothing rests.
        var style = wish.IsFromOperator || wish.IsFromProtection || venue == FallbackBook.Venue ? OrderStyle.Market : account.SpecOf(wish.Strategy)?.OrderStyle ?? OrderStyle.Market; // so is a strategy closed that is no longer loaded
        var judged = _making.Judge(wish with { Route = _routing.TakenByExit(instrument, mark!.Value, quantityBase) }, instrument, venue, side, quantityBase, mark.Value, OfAnExit(style), isReduceOnly: true, now);
        if (judged.Refusal is not null) return _making.Refuse(wish, instrument, judged, now);
        if (venue == FallbackBook.Venue) fallback.Close(judged.Case!.Intent, now);
        else _making.Send(wish, judged.Case!.Intent, now);
        return true;
    }

    // An exit is urgent, and a part of it is better than none.
    private static OrderStyle OfAnExit(OrderStyle style) => style switch { OrderStyle.Auto => OrderStyle.Market, OrderStyle.FillOrKill => OrderStyle.ImmediateOrCancel, _ => style };

    private RiskRefusal? Invalid(Signal signal, bool isExit, DateTimeOffset now)
    {
        if (signal.Kind == SignalKind.Wait)
            return new RiskRefusal(RiskRule.SlippageMax, account.SpecOf(signal.Strategy)?.SlippageMaxFraction ?? 0m, signal.EstimatedSlippageFraction ?? 0m, signal.Reasoning);
        if (signal.Confidence is not (>= 0d and <= 1d))
            return new RiskRefusal(RiskRule.SignalValid, 1m, 0m, "The confidence is not between 0 and 1.");
        if (now >= signal.ExpiresAt)
            return new RiskRefusal(RiskRule.SignalValid, 0m, (decimal)(now - signal.ExpiresAt).TotalSeconds, Texts.Of($"The signal expired at {signal.ExpiresAt:O}."));
        return isExit ? null : StrategyStanding.WhyOff(account, signal.Strategy);
    }

    private Instrument Known(Symbol symbol) => account.Setup.Catalog.Find(symbol)
        ?? throw new InvalidDataException($"{symbol} is held but not in the catalogue.");
}
