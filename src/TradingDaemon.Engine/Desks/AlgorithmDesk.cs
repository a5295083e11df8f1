using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Algorithms;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Ordering;
using TradingDaemon.Engine.Portfolio;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Engine.Routing;

namespace TradingDaemon.Engine.Desks;

/// <summary>
/// Entries executed in parts: opens the parent order, and sends its children one after another when their time has come, each through the same gate as
/// every order. What it goes by is in the books; only when it tried last, and what was traded meanwhile, is not, and costs a restart nothing but a moment.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="plan">How much a child is, and what guards it.</param>
public sealed class AlgorithmDesk(TradingAccount account, EntryPlan plan)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1); // a part that waits for a better market looks again as often, and not with each price
    private static readonly TimeSpan ToldAgainAfter = TimeSpan.FromMinutes(1);

    private readonly OrderMaking _making = new(account);
    private readonly EntryRouting _routing = new(account, plan);
    private readonly Dictionary<ParentId, Attempt> _attempts = []; // forgotten with their parents
    private readonly MinuteVolumes _minutes = new(account.Setup.Catalog.Count);

    /// <summary>Why a strategy's new entry cannot be: an earlier one is still being executed. One of the other direction ends that.</summary>
    public RiskRefusal? WhyBusy(in Wish wish, Instrument instrument, OrderSide side, DateTimeOffset now)
    {
        if (account.Books.Parents.Count == 0) return null;
        foreach (var parent in account.Books.Parents.All.ToList()) // one that ends may be gone at once
        {
            if (parent.Order.Strategy != wish.Strategy || !ParentClosing.IsOf(account, parent, instrument)) continue;
            if (parent.Order.Side != side)
            {
                ParentClosing.End(account, parent, ParentEnd.Withdrawn, $"{wish.Strategy} wants the opposite by now.", now);
                continue;
            }

            return new RiskRefusal(RiskRule.DuplicateInFlight, 0m, parent.UnfilledBase, Texts.Of($"Parent order {parent.Order.Id} still executes {parent.UnfilledBase:0.########} {side} of {parent.Order.Symbol}."));
        }

        return null;
    }

    /// <summary>Opens a parent order for an entry, and sends what is due of it at once; nothing where the gate would refuse its first child.</summary>
    /// <param name="wish">What is wanted.</param>
    /// <param name="spec">Its strategy.</param>
    /// <param name="offer">Where it would go as a whole.</param>
    /// <param name="side">Buy or sell.</param>
    /// <param name="now">The engine's time.</param>
    public Judged Open(in Wish wish, StrategySpec spec, in RouteOffer offer, OrderSide side, DateTimeOffset now)
    {
        var (instrument, quote) = (offer.Instrument, offer.Quote!.Value);
        var order = Parent(wish, spec, offer, quote, side, now);
        var even = order.Terms.Algorithm == ExecutionAlgorithm.Iceberg && SliceSchedule.ShownOf(order, 0) is { } shown ? shown : order.QuantityBase / order.Slices;
        var probe = SliceSize.Of(instrument, even, order.QuantityBase, ChildSizing.MostBase(account, order, instrument, quote), quote.Bid.QuotePerBase);
        var child = wish with { Child = new ChildWish(order, 1, 0, probe > 0m ? probe : order.QuantityBase, order.EndAt) };
        var ways = _routing.Only(child, spec, instrument, side, now);
        if (ways[0].Refusal is { } no) return new Judged(null, no);
        var judged = Judge(child, ways, 0, instrument, side, now);
        if (judged.Refusal is not null) return judged;
        account.Log.Emit(new Fact.ParentOpened(order), now);
        Step(account.Books.Parents.Find(order.Id)!, now);
        return judged;
    }

    /// <summary>Told the time, a few times a second: whatever is due of parents is sent, and what is over ends.</summary>
    public void Take(DateTimeOffset now)
    {
        _minutes.AdvanceTo(now, account.Volumes); // what is usual is known before anything is sent
        if (account.Books.Parents.Count == 0)
        {
            if (_attempts.Count > 0) _attempts.Clear();
            return;
        }

        if (account.Books.State is not (EngineState.Running or EngineState.Paused or EngineState.Faulted)) return; // a start has yet to learn what was filled; a stop leaves them for the next start
        foreach (var parent in account.Books.Parents.All.ToList()) Step(parent, now);
        foreach (var id in _attempts.Keys.Where(id => account.Books.Parents.Find(id) is null).ToList()) _attempts.Remove(id);
    }

    private ParentOrder Parent(in Wish wish, StrategySpec spec, in RouteOffer offer, in Quote quote, OrderSide side, DateTimeOffset now)
    {
        var (terms, reason, instrument) = (spec.Execution, wish.Reason, offer.Instrument);
        if (terms.VolumeDays is not null) (terms, reason) = Learned(wish, terms);
        if (terms is { VolumeWeightFraction: { } weight, Profile: { } profile }) terms = terms with { Profile = profile.Around(weight) };
        var touch = side == OrderSide.Buy ? quote.Ask.QuotePerBase : quote.Bid.QuotePerBase;
        var isScheduled = terms.Algorithm is ExecutionAlgorithm.Twap or ExecutionAlgorithm.Vwap;
        return new ParentOrder
        {
            Id = new ParentId(account.Books.Sequence + 1), Strategy = wish.Strategy, Symbol = instrument.Symbol, Side = side, QuantityBase = offer.QuantityBase, Terms = terms,
            Slices = isScheduled ? SliceSize.Count(instrument, offer.QuantityBase, terms.Slices, quote.Bid.QuotePerBase, ChildSizing.LeastBase(account, terms, instrument, quote))
                : terms.DisplaySlicesMax is null ? 1 : DisplayCount.Of(terms, side, offer.QuantityBase, ChildSizing.Shown(account, side, instrument, quote)),
            StartAt = now, ArrivalBid = quote.Bid.QuotePerBase, ArrivalAsk = quote.Ask.QuotePerBase,
            CapQuote = terms.CapFraction is { } fraction ? touch * (1m + (side.Sign() * fraction)) : null,
            Reason = reason, Origin = _making.ScoredOrigin(wish, instrument, side, offer.QuantityBase, quote, now), Protection = offer.Protection,
        };
    }

    // What the market's own bars told by the moment of the signal is the parent's from then on; where they told nothing yet, it says so.
    private static (AlgorithmSpec Terms, string Reason) Learned(in Wish wish, AlgorithmSpec terms) => wish.Signal?.VolumeWeights is { Length: > 0 } weights
        ? (terms with { Profile = new VolumeProfile(weights) }, wish.Reason)
        : (terms, Texts.Of($"{wish.Reason} No day of its volumes is known yet: equal parts."));

    private void Step(ParentState parent, DateTimeOffset now)
    {
        if (parent.Ending is not null)
        {
            ParentClosing.Settle(account, parent.Order.Id, now);
            return;
        }

        var inFlight = ParentBook.InFlightBase(parent.Order.Id, account.Books.Orders.Open);
        if (WhyOver(parent, inFlight, now) is (var why, var reason))
        {
            ParentClosing.End(account, parent, why, reason, now);
            return;
        }

        if (parent.Paused is not null || account.Books is not { State: EngineState.Running, Emergency: EmergencyState.Active }) return;
        var left = parent.UnfilledBase - inFlight;
        var instrument = account.Setup.Catalog.Find(parent.Order.Symbol)!;
        if (inFlight > 0m) Follow(parent, instrument, now);
        else if (left > 0m && IsDue(parent.Order.Id, now)) Send(parent, instrument, left, now);
    }

    private (ParentEnd Why, string Reason)? WhyOver(ParentState parent, decimal inFlightBase, DateTimeOffset now)
    {
        var order = parent.Order;
        if (account.Setup.Catalog.Find(order.Symbol) is not { } instrument) return (ParentEnd.StrategyOff, $"{order.Symbol} is not configured any more.");
        if (inFlightBase == 0m && instrument.IsDust(parent.UnfilledBase, account.Marks.Find(instrument.Id)?.Bid.QuotePerBase))
            return (ParentEnd.Completed, parent.UnfilledBase == 0m ? "All of it is filled." : Texts.Of($"{parent.UnfilledBase:0.########} is less than the venue takes."));
        if (account.SpecOf(order.Strategy) is not { } spec || !account.Groups.Trades(spec, instrument)) return (ParentEnd.StrategyOff, $"{order.Strategy} does not trade {order.Symbol} any more.");
        if (account.Books.Conditions.GetValueOrDefault(order.Strategy.Text) == StrategyCondition.Disabled) return (ParentEnd.StrategyOff, $"{order.Strategy} is disabled.");
        if (order.Terms.ShortfallMaxFraction is { } most && parent.ShortfallFraction is { } shortfall && shortfall > most)
            return (ParentEnd.ShortfallMax, Texts.Of($"What is filled was {shortfall:0.######} worse than the middle it was decided on, {order.ArrivalMid:0.########}; at most {most:0.######} is granted."));
        if (parent.Failed >= order.Terms.FailedSlicesMax) return (ParentEnd.SlicesFailed, Texts.Of($"{parent.Failed} of its parts ended without a fill."));
        return now < order.EndAt ? null : (ParentEnd.HorizonOver, Texts.Of($"Its time was over at {order.EndAt:O}; {parent.UnfilledBase:0.########} of {order.QuantityBase:0.########} is not filled and stays so."));
    }

    private void Send(ParentState parent, Instrument instrument, decimal leftBase, DateTimeOffset now)
    {
        var order = parent.Order;
        var quote = account.Marks.Find(instrument.Id);
        var most = ChildSizing.MostBase(account, order, instrument, quote);
        switch (order.Terms.Algorithm)
        {
            case ExecutionAlgorithm.Iceberg:
                if (parent.IdleAt is { } idleAt && (now - idleAt).Duration() < SliceSchedule.DelayOf(order, parent.Slice + 1)) return;
                var shown = SliceSize.Of(instrument, SliceSchedule.ShownOf(order, parent.Slice + 1) ?? leftBase, leftBase, most, quote?.Bid.QuotePerBase);
                if (shown > 0m) TrySend(parent, instrument, null, parent.Slice + 1, shown, order.EndAt, now);
                return;
            case ExecutionAlgorithm.Split:
                if (parent.ChildAt is { } sentAt && (now - sentAt).Duration() < order.Terms.Pause) return; // the books fill again meanwhile
                Spread(parent, instrument, leftBase, now);
                return;
            default:
                var slice = SliceSchedule.SliceAt(order, now);
                if (slice < 0 || (slice <= parent.Slice && slice < order.Slices - 1)) return; // what one slice did not fill the later ones carry; only the last tries again
                var allowed = Math.Min(most, Participation(order, instrument));
                var due = SliceSize.Of(instrument, SliceSchedule.QuantityOf(order, slice, leftBase), leftBase, allowed, quote?.Bid.QuotePerBase, ChildSizing.LeastBase(account, order.Terms, instrument, quote));
                var over = SliceSchedule.OverAt(order, slice);
                if (due > 0m) TrySend(parent, instrument, null, slice, due, account.SpecOf(order.Strategy) is { } spec && now + spec.OrderAgeMax < over ? now + spec.OrderAgeMax : over, now);
                return;
        }
    }

    // All that the books of the thing show within the cap, wherever it is cheapest, at once.
    private void Spread(ParentState parent, Instrument instrument, decimal leftBase, DateTimeOffset now)
    {
        var same = account.Groups.SameAs(instrument).ToArray();
        var (books, most, allocated) = (new ShownBook[same.Length], new decimal[same.Length], new decimal[same.Length]);
        var spec = account.SpecOf(parent.Order.Strategy)!;
        for (var i = 0; i < same.Length; i++)
        {
            if (same[i].Id != instrument.Id && spec.DisabledSymbols.Contains(same[i].Symbol.Text)) continue;
            if (account.Marks.Find(same[i].Id) is not { } quote || (same.Length > 1 && quote.AgeAt(now) > account.Limits.QuoteAgeMax)) continue;
            (books[i], most[i]) = (ChildSizing.Shown(account, parent.Order.Side, same[i], quote) with { CapQuote = ChildTerms.CapOf(account, parent.Order, same[i], quote) }, same[i].FloorToLot(ChildSizing.MostBase(account, parent.Order, same[i], quote)));
        }

        SplitAllocation.Allocate(parent.Order.Side, leftBase, books, most, allocated);
        var (round, left) = (parent.Slice + 1, leftBase);
        for (var i = 0; i < same.Length; i++)
        {
            var price = account.Marks.Find(same[i].Id)?.Bid.QuotePerBase;
            var child = SliceSize.Of(same[i], allocated[i], left, most[i], price);
            if (child > 0m && TrySend(account.Books.Parents.Find(parent.Order.Id)!, same[i], same[i], round, child, parent.Order.EndAt, now)) left -= child;
        }

        if (allocated.All(static one => one == 0m)) Tell(parent, round, new Wish(parent.Order.Strategy, KindOf(parent.Order.Side), parent.Order.Reason), instrument, new Judged(null, Beyond(parent.Order)), now);
    }

    // What an iceberg shows goes after its touch where that moved away; every other child is left to its age.
    private void Follow(ParentState parent, Instrument instrument, DateTimeOffset now)
    {
        if (parent.Order.Terms.Algorithm != ExecutionAlgorithm.Iceberg) return;
        foreach (var child in account.Books.Orders.Open)
        {
            if (!ParentBook.IsChild(child, parent.Order.Id) || child.Intent.Terms is not OrderTerms.Limit limit || account.Books.Orders.IsCancelWanted(child.Intent.ClientOrderId)) continue;
            if ((now - child.Intent.DecidedAt).Duration() < parent.Order.Terms.Pause) return;
            var there = account.Setup.Catalog.Find(child.Intent.Symbol) ?? instrument;
            if (account.Marks.Find(there.Id) is not { } quote || quote.AgeAt(now) > account.Limits.QuoteAgeMax) return;
            var price = ChildTerms.Shown(parent.Order, quote, there, ChildTerms.CapOf(account, parent.Order, there, quote));
            if ((price.QuotePerBase - limit.Price.QuotePerBase) * parent.Order.Side.Sign() <= 0m) return; // at the touch, or alone before it
            account.Log.EmitCancel(child, $"The touch moved to {price}.", now);
            return;
        }
    }

    private bool TrySend(ParentState parent, Instrument instrument, Instrument? only, int slice, decimal quantityBase, DateTimeOffset cancelAt, DateTimeOffset now)
    {
        var order = parent.Order;
        var spec = account.SpecOf(order.Strategy)!; // who is not loaded has no parents: they have ended
        var wish = new Wish(order.Strategy, KindOf(order.Side), Texts.Of($"{order.Terms.Algorithm} of parent order {order.Id}, part {slice + 1}: {order.Reason}")) { Child = new ChildWish(order, parent.Children + 1, slice, quantityBase, cancelAt) };
        var offers = only is null ? _routing.Offers(wish, spec, instrument, order.Side, now) : _routing.Only(wish, spec, only, order.Side, now);
        AttemptOf(order.Id).At = now;
        var first = default(Judged);
        for (var i = 0; i < offers.Length; i++)
        {
            var judged = offers[i].Refusal is { } no ? new Judged(null, no) : Judge(wish, offers, i, instrument, order.Side, now);
            if (i == 0) first = judged;
            if (judged.Refusal is not null) continue;
            _making.Send(wish, judged.Case!.Intent, now);
            AttemptOf(order.Id).TradedBase = account.Volumes.TotalBase(instrument.Id);
            return true;
        }

        Tell(parent, slice, wish with { Route = _routing.Taken(offers, 0, instrument, order.Side, isSent: false) }, offers[0].Instrument, first, now);
        return false;
    }

    private Judged Judge(in Wish wish, ReadOnlySpan<RouteOffer> offers, int at, Instrument meant, OrderSide side, DateTimeOffset now)
    {
        ref readonly var offer = ref offers[at];
        return _making.Judge(
            wish with { Route = _routing.Taken(offers, at, meant, side, isSent: true), Protection = offer.Protection },
            offer.Instrument, offer.Instrument.Venue, side, offer.QuantityBase, offer.Quote!.Value, offer.Style, isReduceOnly: false, now);
    }

    // A part that waits says why once, and again when that is another reason, or a minute later.
    private void Tell(ParentState parent, int slice, in Wish wish, Instrument instrument, in Judged refused, DateTimeOffset now)
    {
        var attempt = AttemptOf(parent.Order.Id);
        attempt.At = now;
        var rule = refused.Refusal!.Value.Rule;
        if (attempt.Told == (slice, rule) && (now - attempt.ToldAt).Duration() < ToldAgainAfter) return;
        (attempt.Told, attempt.ToldAt) = ((slice, rule), now);
        _making.Refuse(wish, instrument, refused, now);
    }

    private static RiskRefusal Beyond(ParentOrder order) =>
        new(RiskRule.SlippageMax, order.CapQuote ?? 0m, 0m, Texts.Of($"Wait: no book shows anything that is not beyond {order.CapQuote:0.########}."));

    // The share of what was traded since the child before; a process that has only just begun has seen nothing yet.
    private decimal Participation(ParentOrder order, Instrument instrument)
    {
        if (order.Terms.ParticipationMaxFraction is not { } most) return decimal.MaxValue;
        if (account.Volumes.TotalBase(instrument.Id) is not { } traded) return order.Terms.WhenVolumeUnknown == UnknownVolume.Ignore ? decimal.MaxValue : 0m;
        var attempt = AttemptOf(order.Id);
        attempt.TradedBase ??= traded;
        var share = order.Terms.VolumeAnomalyRatio is { } ratio && _minutes.IsUnusual(instrument.Id, ratio, account.Volumes) ? most / 2m : most;
        return share * (traded - attempt.TradedBase.Value);
    }

    private bool IsDue(ParentId id, DateTimeOffset now) => !_attempts.TryGetValue(id, out var attempt) || (now - attempt.At).Duration() >= Interval;

    private Attempt AttemptOf(ParentId id)
    {
        if (!_attempts.TryGetValue(id, out var attempt)) _attempts.Add(id, attempt = new Attempt());
        return attempt;
    }

    private static SignalKind KindOf(OrderSide side) => side == OrderSide.Buy ? SignalKind.Buy : SignalKind.Sell;

    private sealed class Attempt
    {
        public DateTimeOffset At { get; set; }

        public (int Slice, RiskRule Rule) Told { get; set; }

        public DateTimeOffset ToldAt { get; set; }

        public decimal? TradedBase { get; set; }
    }
}
