using System.Globalization;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Ordering;

namespace TradingDaemon.Engine.Desks;

/// <summary>Fill ► lots ► position ► P&amp;L: what venues report, turned into facts. A report that fits no row of the table is a break, never an exception.</summary>
/// <param name="account">The account.</param>
/// <param name="emergency">Where the emergency stop's own fills are netted.</param>
/// <param name="fallback">Where an order that never was is filled, on paper.</param>
/// <param name="lostPast">Where an order nobody knows is looked at.</param>
public sealed class VenueDesk(TradingAccount account, EmergencyDesk emergency, FallbackDesk fallback, LostPastDesk lostPast)
{
    // Ends that overtook their order's last fills; one an open order at most. A restart forgets them, its statement tells again.
    private readonly Dictionary<ClientOrderId, Ending> _endings = [];

    // By venue, the stream that is open; absent while none is. A restart forgets it: its own session opens another.
    private readonly Dictionary<string, long> _openings = new(StringComparer.Ordinal);

    /// <summary>Fills that arrived again and were not booked again.</summary>
    public long DuplicateFills { get; private set; }

    /// <summary>Takes one report.</summary>
    public void Take(VenueEvent report, DateTimeOffset now)
    {
        switch (report)
        {
            case VenueEvent.Executed executed: Book(executed.Fill, now); break;
            case VenueEvent.Accepted accepted: Move(accepted.ClientOrderId, OrderEventKind.Acknowledged, accepted.VenueOrderId, null, now); break;
            case VenueEvent.FoundOpen found: Move(found.ClientOrderId, OrderEventKind.FoundOpen, found.VenueOrderId, null, now); break;
            case VenueEvent.Refused refused: Refuse(refused, now); break;
            case VenueEvent.OutcomeUnknown unknown: Move(unknown.ClientOrderId, OrderEventKind.OutcomeUnclear, null, unknown.Reason, now); break;
            case VenueEvent.CancelDone done: End(new Ending(done.ClientOrderId, OrderEventKind.CancelConfirmed, done.Reason, done.FilledBase), now); break;
            case VenueEvent.CancelRefused refused: Move(refused.ClientOrderId, OrderEventKind.CancelRefused, null, refused.Reason, now); break;
            case VenueEvent.Expired expired: End(new Ending(expired.ClientOrderId, OrderEventKind.ExpiredByVenue, expired.Reason, expired.FilledBase), now); break;
            case VenueEvent.ProvenAbsent absent: NoteAbsent(absent, now); break;
            case VenueEvent.ReplaceDone done: Move(done.ClientOrderId, OrderEventKind.ReplaceConfirmed, done.VenueOrderId, null, now); break;
            case VenueEvent.ReplaceRefused refused: Move(refused.ClientOrderId, OrderEventKind.ReplaceRefused, null, refused.Reason, now); break;
            case VenueEvent.StreamOpened opened: Open(opened, now); break;
            case VenueEvent.StreamLost lost: Lose(lost, now); break;
            case VenueEvent.EntriesBlocked blocked: Block(blocked.Venue, blocked.Cause, blocked.Reason, now, blocked.Feed, blocked.Symbol); break;
            case VenueEvent.EntriesFreed freed: Free(freed.Venue, freed.Cause, freed.Reason, now, freed.Feed, freed.Symbol); break;
            default: throw new ArgumentException($"Unknown venue event {report.GetType().Name}.", nameof(report));
        }
    }

    /// <summary>Whether all that happened at the venue is told: by the statement up to its time, and since then by a stream that was open before it was begun and is still.</summary>
    public bool IsHeardSince(VenueStatement statement) => _openings.TryGetValue(statement.Venue, out var opening) && opening == statement.Opening;

    /// <summary>Lets nothing new be entered at a venue. Said twice, it is one fact; a newer reason of the same cause takes the place of the older one, which may be untrue by now.</summary>
    public void Block(string venue, BlockCause cause, string reason, DateTimeOffset now, string? feed = null, Symbol? symbol = null)
    {
        if (!account.Books.Blocks.Any(block => block.Is(venue, cause, feed, symbol) && block.Reason == reason)) account.Log.Emit(new Fact.EntriesBlocked(venue, cause, reason) { Feed = feed, Symbol = symbol }, now);
    }

    /// <summary>Takes one cause away; nothing when it was not there.</summary>
    public void Free(string venue, BlockCause cause, string reason, DateTimeOffset now, string? feed = null, Symbol? symbol = null)
    {
        if (account.Books.Blocks.Any(block => block.Is(venue, cause, feed, symbol))) account.Log.Emit(new Fact.EntriesFreed(venue, cause, reason) { Feed = feed, Symbol = symbol }, now);
    }

    // What was missed while it was closed is in a statement begun from now on, and in no earlier one.
    private void Open(VenueEvent.StreamOpened opened, DateTimeOffset now)
    {
        _openings[opened.Venue] = opened.Opening;
        Block(opened.Venue, BlockCause.ReconcilePending, "Its stream has opened; books and venue have not been compared since.", now);
    }

    private void Lose(VenueEvent.StreamLost lost, DateTimeOffset now)
    {
        _openings.Remove(lost.Venue);
        Block(lost.Venue, BlockCause.ReconcilePending, lost.Reason, now);
    }

    private void Book(Fill fill, DateTimeOffset now)
    {
        if (!IsBookable(fill, now)) return;
        if (account.Books.Orders.Find(fill.ClientOrderId) is not { } order)
        {
            if (fill.ClientOrderId.MayBeOf(StrategyId.Emergency))
            {
                account.Log.Emit(FeeWorth.Of(account, new Fact.FillBooked(fill, StrategyId.Emergency, OrderStatus.Filled)), now);
                emergency.Net(fill, now);
                return;
            }

            lostPast.Look(fill.Venue, fill.ClientOrderId, now);
            account.Log.Emit(FeeWorth.Of(account, new Fact.FillBooked(fill, StrategyId.External, OrderStatus.Filled)), now);
            emergency.NetLate(StrategyId.External, fill.At, fill, now);
            Break(fill.Venue, $"fill {fill.ExecutionId}", "no such order", $"{fill.Side} {fill.Quantity} {fill.Symbol}", "booked as external", now);
            return;
        }

        var filled = order.FilledBase + fill.Quantity.Base;
        var ordered = order.Intent.Terms.Quantity.Base;
        var kind = filled >= ordered ? OrderEventKind.FillCompleted : OrderEventKind.FillPartial;
        // A fill after the end (the venue confirmed a cancel first) is still money: it is booked, the status stays.
        var status = OrderTransitions.Next(order.Status, kind) ?? order.Status;
        var before = account.Books.Positions.NetBase(new PositionKey(order.Intent.Strategy, fill.Symbol));
        account.Log.Emit(FeeWorth.Of(account, new Fact.FillBooked(fill, order.Intent.Strategy, status)), now);
        fallback.Separate(fill, order.Intent, before, now);
        account.Rejects.Worked(fill.Symbol);
        if (order.Intent.Strategy == StrategyId.Emergency) emergency.Net(fill, now);
        else emergency.NetLate(order.Intent.Strategy, order.Intent.DecidedAt, fill, now);
        if (_endings.Remove(fill.ClientOrderId, out var ending)) End(ending, now);
        if (order.Intent.Terms is OrderTerms.Limit limit && (limit.Price.QuotePerBase - fill.Price.QuotePerBase) * fill.Side.Sign() < 0m) // somebody at the venue changed it
            Break(fill.Venue, $"order {fill.ClientOrderId}", $"limit {limit.Price}", $"filled at {fill.Price}", "booked", now);
        if (filled <= ordered) return;
        var isRounded = filled - ordered <= account.Offers.RoundingOf(fill.Venue); // its own last digit, and nobody's hand
        Break(fill.Venue, $"order {fill.ClientOrderId}", Invariant($"ordered {ordered}"), Invariant($"filled {filled}"), isRounded ? "booked as told: the venue rounds by as much" : "booked; entries stopped", now);
        if (!isRounded && account.Books.State != EngineState.Faulted)
            account.Log.Emit(new Fact.StateChanged(account.Books.State, EngineState.Faulted, $"Order {fill.ClientOrderId} is filled beyond its quantity."), now);
    }

    private bool IsBookable(Fill fill, DateTimeOffset now)
    {
        if (account.Books.Fills.Has(fill.Venue, fill.ExecutionSequence))
        {
            DuplicateFills++;
            return false;
        }

        // Without its increments and multiplier it cannot be booked; its cash shows as a break until the instrument is configured.
        if (account.Setup.Catalog.Find(fill.Symbol) is not { } instrument) return Leave("not configured");
        // A position is held at one venue: what another tells of a thing of that name, or of another thing than its order's, is no part of it.
        if (account.Books.Orders.Find(fill.ClientOrderId) is { } known)
        {
            if (known.Intent.Symbol != fill.Symbol) return Leave($"an order in {known.Intent.Symbol}");
        }
        else if (instrument.Venue != fill.Venue) return Leave($"traded at {instrument.Venue}");

        // Told after books and venue had agreed without it. Its order says whether it is missing here; a stranger's is in what was adopted or brought.
        return !account.Books.Fills.IsPassed(fill.Venue, fill.ExecutionSequence) || IsMissing() || Leave("agreed with the venue without it");

        bool IsMissing() => account.Books.Orders.Find(fill.ClientOrderId) is { } order && order.FilledBase + fill.Quantity.Base <= order.Intent.Terms.Quantity.Base;

        bool Leave(string ours)
        {
            Break(fill.Venue, $"fill {fill.ExecutionId}", ours, $"{fill.Side} {fill.Quantity} {fill.Symbol}", "not booked", now);
            return false;
        }
    }

    // While fills are known to be on their way the order stays in flight: closed by the books alone, its position would be exited twice.
    private void End(Ending ending, DateTimeOffset now)
    {
        var isEarly = account.Books.Orders.Find(ending.Order) is { } order && !order.Status.IsTerminal() && ending.FilledBase > order.FilledBase;
        if (isEarly) _endings[ending.Order] = ending;
        else Move(ending.Order, ending.Kind, null, ending.Reason, now);
    }

    private void Refuse(VenueEvent.Refused refused, DateTimeOffset now)
    {
        var order = account.Books.Orders.Find(refused.ClientOrderId);
        Move(refused.ClientOrderId, OrderEventKind.RejectedByVenue, null, $"{refused.Why}: {refused.Reason}", now);
        if (order is null || order.Status.IsTerminal() || account.Rejects.Refused(order.Intent.Symbol, refused.Why, account.Limits, now) is not { } pause) return; // a refusal told twice is one
        Break(order.Intent.Venue, $"orders on {order.Intent.Symbol}", $"{order.Intent.Side} {order.Intent.Terms.Quantity} wanted",
            $"refused {account.Limits.RejectsInARowMax} in a row, the last one {refused.Why}: {refused.Reason}", Invariant($"nothing more is sent on it for {pause.TotalSeconds:0} s, exits neither"), now);
    }

    // An order the venue had acknowledged and has forgotten did exist: it ended there, and nobody can say how.
    private void NoteAbsent(VenueEvent.ProvenAbsent absent, DateTimeOffset now)
    {
        var order = account.Books.Orders.Find(absent.ClientOrderId);
        var existed = order is { VenueOrderId: not null } or { FilledBase: > 0m };
        var mayBeSimulated = order is not null && !existed && !absent.IsWithheld && !_endings.ContainsKey(absent.ClientOrderId); // an end was told of it: it did exist
        if (mayBeSimulated && fallback.TryFill(order!, absent.Reason, now)) return;
        var isForgotten = existed && !order!.Status.IsTerminal();
        if (isForgotten)
        {
            var price = order!.Intent.Terms is OrderTerms.Limit limit ? limit.Price.QuotePerBase : order.Intent.DecisionAsk;
            var value = account.Setup.Catalog.Find(order.Intent.Symbol)?.Notional(price, order.RemainingBase);
            Break(order.Intent.Venue, $"order {absent.ClientOrderId}", Invariant($"{order.Status}, {order.RemainingBase} of {order.Intent.Symbol} open, worth {value:0.##}"), "the venue has forgotten it", "ended; never sent again", now);
        }

        Move(absent.ClientOrderId, existed ? OrderEventKind.CancelConfirmed : OrderEventKind.ProvenAbsent, null, existed ? $"Forgotten by the venue. {absent.Reason}" : absent.Reason, now);
        if (isForgotten) EndParentOf(order!, now);
    }

    // Its fills may be told yet: whoever sent the rest again as long as they are not would in the end have bought more than the whole.
    private void EndParentOf(OrderState forgotten, DateTimeOffset now)
    {
        if (forgotten.Intent is { IsReduceOnly: false, Child: { } child } && account.Books.Parents.Find(child.Parent) is { } parent)
            ParentClosing.End(account, parent, ParentEnd.ChildForgotten, Invariant($"{forgotten.Intent.Venue} has forgotten part {child.Number}, order {forgotten.Intent.ClientOrderId}: {forgotten.RemainingBase} of it may be filled or not."), now);
    }

    private void Move(ClientOrderId id, OrderEventKind kind, string? venueOrderId, string? reason, DateTimeOffset now)
    {
        if (account.Books.Orders.Find(id) is not { } order) // the next comparison shows it with its venue and symbol, and the policy says, once, what becomes of it
        {
            lostPast.Look(null, id, now);
            return;
        }

        if (kind is OrderEventKind.CancelConfirmed or OrderEventKind.ExpiredByVenue) account.Rejects.Worked(order.Intent.Symbol); // it did work; an acknowledgement alone may be followed by a refusal
        if (order.Status.IsTerminal()) return; // late news of an order that has ended changes nothing
        // A refused cancel of an order nobody has acknowledged proves nothing: it overtook its order, or the order never left. The cancel is still wanted.
        if (kind == OrderEventKind.CancelRefused && order is { VenueOrderId: null, FilledBase: 0m }) return;
        if (OrderTransitions.Next(order.Status, kind) is not { } next)
        {
            Break(order.Intent.Venue, $"order {id}", order.Status.ToString(), kind.ToString(), "noted", now);
            return;
        }

        if (next.IsTerminal()) _endings.Remove(id);
        var isNews = next != order.Status || (venueOrderId is not null && venueOrderId != order.VenueOrderId);
        if (isNews) account.Log.Emit(new Fact.OrderMoved(id, kind, next, venueOrderId, reason), now);
    }

    private void Break(string venue, string subject, string ours, string theirs, string resolution, DateTimeOffset now) =>
        account.Breaks.Tell(venue, subject, ours, theirs, resolution, now);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Ending(ClientOrderId Order, OrderEventKind Kind, string Reason, decimal? FilledBase);
}
