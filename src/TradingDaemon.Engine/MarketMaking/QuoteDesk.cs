using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Ordering;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.MarketMaking;

/// <summary>
/// Makes what rests equal to what market makers want. The set is the wish, the orders in the books are the memory: what rests and is not wanted so is cancelled, and a place is taken anew only
/// when the venue has said that its order is over. So a place never holds two orders, whatever was lost on the way, and a start finds its quotes in the books.
/// </summary>
/// <param name="account">The account.</param>
public sealed class QuoteDesk(TradingAccount account)
{
    private const decimal RateMoveMax = 0.001m; // a smaller move makes no quote other

    private readonly OrderMaking _making = new(account);
    private readonly QuoteSizing _sizing = new(account);
    private readonly Dictionary<PositionKey, MakerSeat> _seats = [];
    private readonly HashSet<StrategyId> _held = [];
    private DateTimeOffset? _since; // of this process: a start gives market makers the time to say what they want
    private ImmutableDictionary<PositionKey, MakerView> _shown = ImmutableDictionary<PositionKey, MakerView>.Empty;
    private long _shownAt = -1;

    private bool MayQuote => account.Books is { State: EngineState.Running, Emergency: EmergencyState.Active };

    private string WhyNone => $"The engine is {account.Books.State}, the emergency stop says {account.Books.Emergency}.";

    /// <summary>A market maker's set.</summary>
    public void Take(Signal signal, DateTimeOffset now)
    {
        var instrument = account.Setup.Catalog[signal.Instrument];
        var key = new PositionKey(signal.Strategy, instrument.Symbol);
        if (MakerOf(signal.Strategy) is null) return; // made before the tier, or its kind, changed
        if (!_seats.TryGetValue(key, out var seat)) _seats.Add(key, seat = new MakerSeat(key, instrument));
        if (!MayQuote) return;
        seat.Tell(signal);
        Withdraw(key, now);
        Place(seat, now);
    }

    /// <summary>Told the time, a few times a second: what is wanted no more goes, what can be placed by now is.</summary>
    public void Take(DateTimeOffset now)
    {
        if (account.Books.State is not (EngineState.Running or EngineState.Paused or EngineState.Faulted)) // a start has yet to learn what was filled; a stop has its own policy
        {
            Forget();
            return;
        }

        _since = _since is { } since && since <= now ? since : now;
        Withdraw(only: null, now);
        if (!MayQuote) Forget();
        foreach (var seat in _seats.Values)
        {
            if (MakerOf(seat.Key.Strategy) is null) _seats.Remove(seat.Key);
            else Place(seat, now);
        }
    }

    /// <summary>Takes back a strategy's quotes, for its position is to be closed: until it tells another set none is placed.</summary>
    /// <param name="strategy">Whose.</param>
    /// <param name="instrument">On what; null for everything.</param>
    /// <param name="reason">Why, in one sentence.</param>
    /// <param name="now">The engine's time.</param>
    /// <returns>How much of them may still fill, on either side: an exit has to wait for that.</returns>
    public decimal TakeBack(StrategyId strategy, Instrument? instrument, string reason, DateTimeOffset now)
    {
        foreach (var seat in _seats.Values)
            if (seat.Key.Strategy == strategy && (instrument is null || seat.Instrument.Id == instrument.Id)) seat.Forget(reason);
        var (left, open) = (0m, account.Books.Orders.Open);
        for (var i = 0; i < open.Count; i++)
        {
            var order = open[i];
            if (order.Intent.QuoteOf is null || order.Intent.Strategy != strategy || (instrument is not null && order.Intent.Symbol != instrument.Symbol)) continue;
            left += order.RemainingBase;
            Cancel(order, reason, now);
        }

        return left;
    }

    /// <summary>Whether the strategy is a market maker as it is configured now: what it closes is what it holds under the name it is told of, and nothing under another, where it is another market maker.</summary>
    public bool IsMaker(StrategyId strategy) => MakerOf(strategy) is not null;

    /// <summary>Somebody closes all of a strategy's positions: it quotes no more until that is over.</summary>
    public void Hold(StrategyId strategy) => _held.Add(strategy);

    /// <summary>That is over.</summary>
    public void Release(StrategyId strategy) => _held.Remove(strategy);

    /// <summary>What market makers are shown of their own trading; the same object while nothing changed.</summary>
    public ImmutableDictionary<PositionKey, MakerView> Shown()
    {
        var books = account.Books;
        if (_seats.Count == _shown.Count && (_seats.Count == 0 || (_shownAt == books.Sequence && AreRatesShown()))) return _shown;
        _shownAt = books.Sequence;
        return _shown = _seats.ToImmutableDictionary(static pair => pair.Key, pair => new MakerView(books.Gauges.Makers.Of(pair.Key), books.Positions.ClosableBase(pair.Key), books.Positions.AverageQuote(pair.Key), account.Valuation.Rate(pair.Value.Instrument)));
    }

    // Rates move without a fact.
    private bool AreRatesShown()
    {
        foreach (var (key, seat) in _seats)
        {
            if (!_shown.TryGetValue(key, out var view)) return false;
            var rate = account.Valuation.Rate(seat.Instrument);
            if (rate is null != view.RateAccount is null || Math.Abs((rate - view.RateAccount) ?? 0m) > RateMoveMax * (rate ?? 0m)) return false;
        }

        return true;
    }

    private void Forget()
    {
        foreach (var seat in _seats.Values)
            if (seat.Told is not null) seat.Forget(WhyNone);
    }

    private void Withdraw(PositionKey? only, DateTimeOffset now)
    {
        var open = account.Books.Orders.Open;
        for (var i = 0; i < open.Count; i++)
        {
            var order = open[i];
            if (order.Intent.QuoteOf is not { } quote || (only is { } key && !IsOf(order.Intent, key)) || account.Books.Orders.IsCancelWanted(order.Intent.ClientOrderId)) continue;
            if (WhyGone(order, quote, now) is { } why) Cancel(order, why, now);
        }
    }

    private void Cancel(OrderState order, string reason, DateTimeOffset now)
    {
        if (!account.Books.Orders.IsCancelWanted(order.Intent.ClientOrderId)) account.Log.EmitCancel(order, reason, now);
    }

    private string? WhyGone(OrderState order, QuoteOf quote, DateTimeOffset now)
    {
        var intent = order.Intent;
        if (account.Setup.Catalog.Find(intent.Symbol) is not { } instrument) return $"{intent.Symbol} is not configured any more.";
        if (WhyNot(intent.Strategy, instrument) is { } why) return why;
        var spec = account.SpecOf(intent.Strategy)!;
        if (!_seats.TryGetValue(new PositionKey(intent.Strategy, intent.Symbol), out var seat) || seat.Told is null)
            return now - _since < spec.SignalLifetime ? null
                : seat?.Forgotten is { } forgotten ? $"What {intent.Strategy} wanted counts no more: {forgotten}"
                : $"{intent.Strategy} said nothing of it for {spec.SignalLifetime} since the start.";
        if (seat.SetAt(now) is not { } set) return Texts.Of($"What {intent.Strategy} wanted expired at {seat.Told.ExpiresAt:O}.");
        if (set.Find(quote.Layer, intent.Side == OrderSide.Buy) is not { } wanted) return $"Layer {quote.Layer} is not wanted any more: {set.Reasoning}";
        return WhyReplaced(order, set, wanted, spec, instrument, now);
    }

    // What was filled in part is filled up; what rests smaller than it could, because there was no room for more, is left.
    private string? WhyReplaced(OrderState order, QuoteSet set, WantedQuote wanted, StrategySpec spec, Instrument instrument, DateTimeOffset now)
    {
        var granted = _sizing.Granted(set, wanted, spec, instrument, order, now, out var isReduceOnly);
        if (granted == 0m && !isReduceOnly && account.WhyKeptOut(spec, now) is { } why) return $"{spec.Id} may enter nothing: {why}.";
        var resting = ((OrderTerms.Limit)order.Intent.Terms).Price.QuotePerBase;
        var price = PriceOf(wanted, instrument);
        if (Math.Abs(resting - price) > price * set.PriceToleranceFraction) return Texts.Of($"It rests at {resting}, wanted is {price}.");
        if (order.RemainingBase > granted && order.RemainingBase - granted > granted * set.SizeToleranceFraction) return Texts.Of($"{order.RemainingBase} rest, {granted} may.");
        return order.FilledBase > 0m && granted - order.RemainingBase > granted * set.SizeToleranceFraction ? Texts.Of($"{order.RemainingBase} are left of it, {granted} are wanted.") : null;
    }

    // Why no quote of the strategy may rest there, whatever it wants; null when one may.
    private string? WhyNot(StrategyId strategy, Instrument instrument)
    {
        if (!MayQuote) return WhyNone;
        if (MakerOf(strategy) is not { } spec || !spec.Trades(instrument)) return $"{strategy} does not quote {instrument.Symbol} any more.";
        if (StrategyStanding.WhyOff(account, strategy) is { } off) return off.Detail;
        if (_held.Contains(strategy)) return $"The positions of {strategy} are being closed.";
        var blocks = account.Books.Blocks;
        for (var i = 0; i < blocks.Count; i++)
            if (blocks[i].Venue == instrument.Venue && blocks[i].Concerns(instrument)) return $"Nothing new is entered at {instrument.Venue}: {blocks[i].Reason}";
        return account.Books.Protections.Find(new PositionKey(strategy, instrument.Symbol)) is { Triggered: not null } ? "Its protection closes the position." : null;
    }

    private void Place(MakerSeat seat, DateTimeOffset now)
    {
        if (seat.SetAt(now) is not { } set || set.Quotes.IsEmpty) return;
        var (instrument, strategy) = (seat.Instrument, seat.Key.Strategy);
        if (WhyNot(strategy, instrument) is not null || account.Marks.Find(instrument.Id) is not { } mark) return;
        var spec = account.SpecOf(strategy)!;
        foreach (var wanted in set.Quotes)
        {
            if (IsTaken(seat.Key, wanted) || seat.IsTooSoon(wanted, account.Books.Orders, now)) continue;
            var price = PriceOf(wanted, instrument);
            if (price <= 0m || (wanted.IsBid ? price >= mark.Ask.QuotePerBase : price <= mark.Bid.QuotePerBase)) continue; // the market came to it: the venue would refuse what takes, and the next set says where it rests
            var quantity = _sizing.Granted(set, wanted, spec, instrument, resting: null, now, out var isReduceOnly);
            if (quantity == 0m || instrument.IsDust(quantity, price)) continue;
            var wish = new Wish(strategy, SignalKind.Quote, $"Layer {wanted.Layer}: {set.Reasoning}") { Signal = seat.Told, Quote = wanted with { PriceQuote = price } };
            var judged = _making.Judge(wish, instrument, instrument.Venue, wanted.IsBid ? OrderSide.Buy : OrderSide.Sell, quantity, mark, OrderStyle.PostOnly, isReduceOnly, now);
            if (judged.Refusal is { Rule: RiskRule.OrderRate or RiskRule.VenueOrderRate }) return; // a set waits for its turn: that is no runaway
            seat.Tried(wanted, judged.Refusal is null ? judged.Case!.Intent.ClientOrderId : null, now);
            if (judged.Refusal is null) _making.Send(wish, judged.Case!.Intent, now);
            else _making.Refuse(wish, instrument, judged, now);
        }
    }

    // Whatever becomes of it, until it is known to be over.
    private bool IsTaken(PositionKey key, WantedQuote wanted)
    {
        var open = account.Books.Orders.Open;
        for (var i = 0; i < open.Count; i++)
            if (open[i].Intent is { QuoteOf: { } quote } intent && quote.Layer == wanted.Layer && intent.Side == OrderSide.Buy == wanted.IsBid && IsOf(intent, key)) return true;
        return false;
    }

    // By the configuration alone: what was told in this process would make another of it after a restart.
    private StrategySpec? MakerOf(StrategyId strategy) => account.SpecOf(strategy) is { Kind: StrategySpec.MarketMakingKind } spec ? spec : null;

    private static bool IsOf(OrderIntent intent, PositionKey key) => intent.Strategy == key.Strategy && intent.Symbol == key.Symbol;

    private static decimal PriceOf(WantedQuote wanted, Instrument instrument) => wanted.IsBid ? instrument.FloorToTick(wanted.PriceQuote) : instrument.CeilingToTick(wanted.PriceQuote);
}
