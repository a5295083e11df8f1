using System.Globalization;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Desks;

/// <summary>
/// Compares our books with what a venue says and makes every difference a fact: missed fills are booked, lost answers
/// resolved, a new account is funded, and what still differs is flagged, adopted or cancelled as the policy says.
/// Entries at the venue pass only while the last comparison left nothing.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="venueDesk">Where reports become facts.</param>
public sealed class ReconciliationDesk(TradingAccount account, VenueDesk venueDesk)
{
    // Orders that work at the venue and have ended in our books: the venue's list may be a moment older than the last fill, but not twice.
    private readonly HashSet<string> _ghosts = [];

    private ReconciliationPolicy Policy => account.Setup.Reconciliation;

    /// <summary>Takes a statement; returns how many differences stay flagged. Zero means trading may go on.</summary>
    public int Take(VenueStatement statement, DateTimeOffset now)
    {
        foreach (var fill in statement.Fills) venueDesk.Take(new VenueEvent.Executed(fill), now);
        ResolveOrders(statement, now);
        if (!IsComparable(statement)) return CompareOrders(statement, now);
        if (!account.Books.IsFunded) Fund(statement, now);
        var left = CompareOrders(statement, now) + CompareEnded(statement, now) + CompareCash(statement, now) + CompareHoldings(statement, now);
        if (left == 0)
        {
            account.Breaks.Agreed(statement.Venue);
            venueDesk.Free(statement.Venue, BlockCause.ReconcilePending, "Books and venue agree.", now);
        }
        else
            venueDesk.Block(statement.Venue, BlockCause.ReconcilePending, Invariant($"{left} differences between our books and {statement.Venue} are unexplained."), now);
        return left;
    }

    // While fills keep coming, the venue's figures and ours are of different moments; the next statement is compared.
    private bool IsComparable(VenueStatement statement) =>
        statement.Holdings is not null && account.Books.NewestFillOf(statement.Venue) <= statement.LastExecutionSequence;

    private void ResolveOrders(VenueStatement statement, DateTimeOffset now)
    {
        var working = Working(statement);
        foreach (var order in account.Books.Orders.Open.Where(order => order.Intent.Venue == statement.Venue).ToList())
        {
            var id = order.Intent.ClientOrderId;
            if (working.TryGetValue(id, out var open))
            {
                venueDesk.Take(new VenueEvent.FoundOpen(id, open.VenueOrderId, now), now);
                if (order.Status == OrderStatus.CancelPending) account.Log.EmitCancel(order, "The cancel has not been carried out yet.", now);
            }
            else if (statement.LookUps.TryGetValue(id, out var found)) End(statement.Venue, order, found, now);
            else if (statement.Unresolved.Contains(id) && order.Status == OrderStatus.PendingAck)
                venueDesk.Take(new VenueEvent.OutcomeUnknown(id, "The venue has not shown it yet.", now), now);
        }
    }

    private void End(string venue, OrderState order, OrderReport? found, DateTimeOffset now)
    {
        var id = order.Intent.ClientOrderId;
        if (found is null && order.VenueOrderId is not null)
            account.Breaks.Tell(venue, $"order {id}", Invariant($"{order.Status}, {order.RemainingBase} of {order.Intent.Symbol} open"), "the venue has forgotten it", "ended; never sent again", now);
        venueDesk.Take(Ended(id, found, now), now);
    }

    // Orders placed by others have no id of ours, or all the same empty one.
    private static Dictionary<ClientOrderId, OrderReport> Working(VenueStatement statement)
    {
        var working = new Dictionary<ClientOrderId, OrderReport>();
        foreach (var report in statement.OpenOrders) working[report.ClientOrderId] = report;
        return working;
    }

    private static VenueEvent Ended(ClientOrderId id, OrderReport? found, DateTimeOffset now) => found?.Status switch
    {
        null => new VenueEvent.ProvenAbsent(id, "The venue does not have it, in open orders, closed orders or fills.", now),
        OrderStatus.Cancelled => new VenueEvent.CancelDone(id, "Found cancelled.", now),
        OrderStatus.Rejected => new VenueEvent.Refused(id, VenueRefusal.Other, "Found refused.", now),
        OrderStatus.Expired => new VenueEvent.Expired(id, "Found expired.", now),
        _ => new VenueEvent.FoundOpen(id, found.VenueOrderId, now), // filled or open: its fills say the rest
    };

    // A new account starts from what the venue holds, of which fills of before may already be booked; holdings nobody here bought have no cost basis and are judged below.
    private void Fund(VenueStatement statement, DateTimeOffset now)
    {
        foreach (var (currency, ours, theirs) in Cash(statement))
            account.Log.Emit(new Fact.CashMoved(currency, theirs - ours, $"Opening balance at {statement.Venue}."), now);
    }

    private int CompareOrders(VenueStatement statement, DateTimeOffset now)
    {
        var seen = _ghosts.ToHashSet();
        _ghosts.Clear();
        var left = 0;
        foreach (var report in statement.OpenOrders)
        {
            var known = account.Books.Orders.Find(report.ClientOrderId);
            if (known is null) left += Judge(statement.Venue, report, null, now);
            else if (known.Status.IsTerminal())
            {
                _ghosts.Add(report.VenueOrderId);
                if (seen.Contains(report.VenueOrderId)) left += Judge(statement.Venue, report, known, now);
            }
        }

        return left;
    }

    private int Judge(string venue, OrderReport report, OrderState? known, DateTimeOffset now)
    {
        var policy = known is null ? Policy.Orders : DifferencePolicy.Cancel; // what has ended here must not go on there
        var subject = $"order {(report.ClientOrderId.Text is { Length: > 0 } id ? id : "(not ours)")} ({report.VenueOrderId})";
        Tell(venue, subject, known is null ? "no such order" : $"{known.Status}", Invariant($"{report.Side} {report.QuantityBase} {report.Symbol} {report.Status}"), policy, now);
        if (policy == DifferencePolicy.Cancel) account.Log.EmitCancel(new OrderReference(report.ClientOrderId, report.VenueOrderId, report.Symbol));
        return policy == DifferencePolicy.Flag ? 1 : 0;
    }

    // The venue says it is filled, but not by fills that were told.
    private int CompareEnded(VenueStatement statement, DateTimeOffset now)
    {
        var left = 0;
        foreach (var (id, found) in statement.LookUps.Where(static pair => pair.Value is { Status: OrderStatus.Filled }))
        {
            if (account.Books.Orders.Find(id) is not { } order || order.Status.IsTerminal()) continue;
            Tell(statement.Venue, $"order {id}", Invariant($"{order.Status}, {order.FilledBase} filled"), Invariant($"{found!.Status}, {found.FilledBase} filled"), DifferencePolicy.Flag, now);
            left++;
        }

        return left;
    }

    private int CompareCash(VenueStatement statement, DateTimeOffset now)
    {
        var left = 0;
        foreach (var (currency, ours, theirs) in Cash(statement))
        {
            if (Math.Abs(ours - theirs) <= Policy.CashTolerance) continue;
            Tell(statement.Venue, $"cash {currency}", Text(ours), Text(theirs), Policy.Cash, now);
            if (Policy.Cash == DifferencePolicy.Adopt) account.Log.Emit(new Fact.CashMoved(currency, theirs - ours, $"Adopted from {statement.Venue}: not by our trades."), now);
            else left++;
        }

        return left;
    }

    private List<(string Currency, decimal Ours, decimal Theirs)> Cash(VenueStatement statement) =>
        [.. account.Books.Cash.Keys.Union(statement.Holdings!.Cash.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(currency => (currency, account.Books.Cash.GetValueOrDefault(currency), statement.Holdings.Cash.GetValueOrDefault(currency)))];

    private int CompareHoldings(VenueStatement statement, DateTimeOffset now)
    {
        var left = 0;
        foreach (var instrument in account.Setup.Catalog.All.Where(instrument => instrument.Venue == statement.Venue))
        {
            var (ours, theirs) = (account.Books.Positions.NetBase(instrument.Id), statement.Holdings!.NetBase.GetValueOrDefault(instrument.Symbol.Text));
            if (Math.Abs(ours - theirs) > Policy.PositionToleranceBase && !Adopt(statement.Venue, instrument, ours, theirs, now)) left++;
        }

        foreach (var (symbol, theirs) in statement.Holdings!.NetBase.Where(held => account.Setup.Catalog.Find(new Symbol(held.Key)) is null))
        {
            Tell(statement.Venue, $"position {symbol}", "not configured", Text(theirs), DifferencePolicy.Flag, now);
            left++;
        }

        return left;
    }

    // What is adopted is valued at the middle of the newest quote; before there is one it stays flagged.
    private bool Adopt(string venue, Instrument instrument, decimal ours, decimal theirs, DateTimeOffset now)
    {
        var mark = Policy.Positions == DifferencePolicy.Adopt ? account.Marks.Find(instrument.Id) : null;
        Tell(venue, $"position {instrument.Symbol}", Text(ours), Text(theirs), mark is null ? DifferencePolicy.Flag : DifferencePolicy.Adopt, now);
        if (mark is not { } quote) return false;
        var mid = (quote.Bid.QuotePerBase + quote.Ask.QuotePerBase) / 2m;
        account.Log.Emit(new Fact.HoldingAdopted(venue, instrument.Symbol, theirs - ours, mid, "Not by our trades."), now);
        return true;
    }

    private void Tell(string venue, string subject, string ours, string theirs, DifferencePolicy policy, DateTimeOffset now) =>
        account.Breaks.Tell(venue, subject, ours, theirs, policy switch
        {
            DifferencePolicy.Adopt => "adopted",
            DifferencePolicy.Cancel => "cancelled at the venue",
            _ => "flagged: entries stay stopped",
        }, now);

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
