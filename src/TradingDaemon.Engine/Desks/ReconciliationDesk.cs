using System.Globalization;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Desks;

/// <summary>
/// Compares our books with what a venue says and makes every difference a fact: missed fills are booked, lost answers
/// resolved, a new account is funded, and what still differs is flagged, adopted or cancelled as the policy says.
/// Entries at the venue pass only while the last comparison left nothing, its stream is open, and was before that comparison was begun.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="venueDesk">Where reports become facts.</param>
/// <param name="lostPast">Where an order nobody knows is looked at.</param>
/// <param name="dayOpening">Where money that came or went is counted.</param>
/// <param name="emergency">Where what the emergency stop sold finds whose it was.</param>
public sealed class ReconciliationDesk(TradingAccount account, VenueDesk venueDesk, LostPastDesk lostPast, DayOpening dayOpening, EmergencyDesk emergency)
{
    private const string Flagged = "flagged: entries stay stopped";

    private readonly SaidAgain<string> _ghosts = new(); // orders that work there and have ended in our books: its list may be older than the last fill
    private readonly SaidAgain<ClientOrderId> _behind = new(); // orders filled further than booked: its lists may be apart
    private readonly SaidAgain<(string Subject, decimal Difference)> _sums = new(); // cash and holdings that differ: a fill may be in them that no list shows
    private readonly SaidAgain<string> _moving = new(); // the same, by whatever amount

    private ReconciliationPolicy Policy => account.Setup.Reconciliation;

    /// <summary>Takes a statement; returns how many differences stay flagged. Zero means trading may go on.</summary>
    public int Take(VenueStatement statement, DateTimeOffset now)
    {
        account.Breaks.Begin();
        foreach (var fill in statement.Fills) venueDesk.Take(new VenueEvent.Executed(fill), now);
        ResolveOrders(statement, now);
        var (left, behind) = (CompareOrders(statement, now), CompareFilled(statement, now));
        var isWhole = behind == 0 && IsComparable(statement);
        var isAsBooked = false;
        left += behind;
        if (isWhole)
        {
            if (!account.Books.Cash.IsFunded(statement.Venue)) Fund(statement, now);
            BookCharges(statement, now);
            HearBuyingPower(statement, now);
            var before = account.Books.Sequence;
            _sums.Begin(statement.Venue, statement.MadeAt);
            _moving.Begin(statement.Venue, statement.MadeAt);
            left += CompareCash(statement, now) + CompareHoldings(statement, now);
            isAsBooked = account.Books.Sequence == before; // nothing was told, and nothing adopted
            account.Breaks.End(statement.Venue);
            dayOpening.Settle(now);
        }

        if (left > 0) venueDesk.Block(statement.Venue, BlockCause.ReconcilePending, behind > 0 ? $"{Counted.Of(behind, "order is", "orders are")} filled further at {statement.Venue} than by the fills it has told." : $"{Counted.Of(left, "difference")} between our books and {statement.Venue} {(left == 1 ? "is" : "are")} unexplained.", now);
        else if (isWhole) Agree(statement, isAsBooked, now);
        return left;
    }

    // What was adopted may be a fill that its list does not show yet: then the executions are passed by the next statement, if it finds the sums as they are.
    private void Agree(VenueStatement statement, bool isAsBooked, DateTimeOffset now)
    {
        if (isAsBooked && account.Books.Fills.CursorOf(statement.Venue) < statement.LastExecutionSequence)
            account.Log.Emit(new Fact.ExecutionsPassed(statement.Venue, statement.LastExecutionSequence), now);
        if (venueDesk.IsHeardSince(statement)) venueDesk.Free(statement.Venue, BlockCause.ReconcilePending, "Books and venue agree.", now);
    }

    // While fills keep coming, the venue's figures and ours are of different moments; the next statement is compared.
    private bool IsComparable(VenueStatement statement) =>
        statement.Holdings is not null && account.Books.Fills.NewestOf(statement.Venue) <= statement.LastExecutionSequence;

    private void ResolveOrders(VenueStatement statement, DateTimeOffset now)
    {
        var working = Working(statement);
        foreach (var order in account.Books.Orders.Open.Where(order => order.Intent.Venue == statement.Venue).ToList())
        {
            var id = order.Intent.ClientOrderId;
            if (working.TryGetValue(id, out var open))
            {
                venueDesk.Take(new VenueEvent.FoundOpen(id, open.VenueOrderId, now), now);
                if (account.Books.Orders.IsCancelWanted(id)) account.Log.EmitCancel(account.Books.Orders.Find(id)!, "The cancel has not been carried out yet.", now);
            }
            else if (statement.LookUps.TryGetValue(id, out var found)) venueDesk.Take(IsReduced(found, order) ? Reduced(statement.Venue, order, found!, now) : Ended(id, found, now), now);
            else if (statement.Unresolved.Contains(id) && order.Status == OrderStatus.PendingAck)
                venueDesk.Take(new VenueEvent.OutcomeUnknown(id, "The venue has not shown it yet.", now), now);
        }
    }

    // Orders placed by others have no id of ours, or all the same empty one.
    private static Dictionary<ClientOrderId, OrderReport> Working(VenueStatement statement)
    {
        var working = new Dictionary<ClientOrderId, OrderReport>();
        foreach (var report in statement.OpenOrders) working[report.ClientOrderId] = report;
        return working;
    }

    private static VenueEvent Ended(ClientOrderId id, OrderReport? found, DateTimeOffset now) =>
        found?.ToFound(id, now) ?? new VenueEvent.ProvenAbsent(id, "The venue does not have it, in open orders, closed orders or fills.", now);

    // Complete at the venue and not here: somebody there asked for less. Nothing more comes of it.
    private static bool IsReduced(OrderReport? found, OrderState order) => found is { Status: OrderStatus.Filled } && found.QuantityBase < order.Intent.Terms.Quantity.Base;

    private VenueEvent.CancelDone Reduced(string venue, OrderState order, OrderReport found, DateTimeOffset now)
    {
        var id = order.Intent.ClientOrderId;
        account.Breaks.Tell(venue, $"order {id}", Invariant($"{order.Intent.Terms.Quantity} ordered"), Invariant($"{found.QuantityBase} ordered, {found.FilledBase} filled"), "ended", now);
        return new VenueEvent.CancelDone(id, "Found reduced to what is filled.", now) { FilledBase = found.FilledBase };
    }

    // A venue new to the account starts from what it holds, of which fills of before may already be booked; holdings nobody here bought have no cost basis and are judged below.
    private void Fund(VenueStatement statement, DateTimeOffset now)
    {
        foreach (var (currency, ours, theirs) in Cash(statement))
            account.Log.Emit(new Fact.CashMoved(currency, theirs - ours, $"Opening balance at {statement.Venue}.") { Venue = statement.Venue }, now);
    }

    private void BookCharges(VenueStatement statement, DateTimeOffset now)
    {
        var (venue, cash) = (statement.Venue, statement.Holdings!.Cash);
        if (statement.Holdings.Charges is { } told && account.Books.Charges.Due(venue, told, currency => cash.GetValueOrDefault(currency) - account.Books.Cash.Of(venue, currency), IsRounding) is { } due)
            account.Log.Emit(new Fact.ChargesBooked(venue, due), now);
    }

    // Only of a statement whose executions are all booked here: what filled after it would count neither there nor here.
    private void HearBuyingPower(VenueStatement statement, DateTimeOffset now)
    {
        if (account.Books.Gauges.BuyingPower.Due(statement, account.Books.Orders.Open, account.Setup.BuyingPowerAgeMax) is { } power) account.Log.Emit(new Fact.BuyingPowerTold(statement.Venue, power), now);
    }

    private int CompareOrders(VenueStatement statement, DateTimeOffset now)
    {
        _ghosts.Begin(statement.Venue, statement.MadeAt);
        var left = CompareSiblings(statement, now);
        foreach (var report in statement.OpenOrders)
        {
            var known = account.Books.Orders.Find(report.ClientOrderId);
            if (known is null) left += IsOfTheEmergencyStop(report) ? 0 : Judge(statement.Venue, report, null, now);
            else if (known.Status.IsTerminal())
            {
                if (_ghosts.For(report.VenueOrderId) >= statement.ListsLagMax || IsChanged(report, known)) left += Judge(statement.Venue, report, known, now);
            }
            else if (IsChanged(report, known)) CancelChanged(statement.Venue, report, known, now);
        }

        return left;
    }

    private static bool IsChanged(OrderReport report, OrderState known) => known.Status != OrderStatus.ReplacePending
        && (report.QuantityBase != known.Intent.Terms.Quantity.Base || (PriceOf(known.Intent.Terms) is { } ours && report.PriceQuote is { } theirs && theirs != ours));

    private static decimal? PriceOf(OrderTerms terms) => terms switch { OrderTerms.Limit limit => limit.Price.QuotePerBase, OrderTerms.Stop stop => stop.Trigger.QuotePerBase, _ => null };

    // Somebody at the venue changed it: what works there passed no rule of ours, so it goes.
    private void CancelChanged(string venue, OrderReport report, OrderState known, DateTimeOffset now)
    {
        Tell(venue, $"order {report.ClientOrderId}", Invariant($"{known.Intent.Terms.Quantity} at {PriceOf(known.Intent.Terms)}"), Invariant($"{report.QuantityBase} at {report.PriceQuote}"), DifferencePolicy.Cancel, now);
        if (!account.Books.Orders.IsCancelWanted(report.ClientOrderId)) account.Log.EmitCancel(known, "The venue changed it, and nobody here had asked for that.", now);
    }

    // Two orders at the venue for one of ours, e.g. after a change that was carried out twice: which one was meant nobody can say, so both go, and entries wait until they have.
    private int CompareSiblings(VenueStatement statement, DateTimeOffset now)
    {
        var left = 0;
        foreach (var siblings in statement.OpenOrders.Where(report => account.Books.Orders.Find(report.ClientOrderId) is not null)
            .GroupBy(static report => report.ClientOrderId).Where(static group => group.DistinctBy(static report => report.VenueOrderId).Count() > 1))
        {
            var ours = account.Books.Orders.Find(siblings.Key)!;
            var names = string.Join(", ", siblings.Select(static report => report.VenueOrderId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            Tell(statement.Venue, $"orders of {siblings.Key}", $"one, {ours.Status}", $"{names}", DifferencePolicy.Cancel, now);
            if (!ours.Status.IsTerminal()) account.Log.EmitCancel(ours, "The venue works it more than once.", now);
            foreach (var report in siblings.Where(report => ours.Status.IsTerminal() || report.VenueOrderId != ours.VenueOrderId).DistinctBy(static report => report.VenueOrderId))
                account.Log.EmitCancel(new OrderReference(report.ClientOrderId, report.VenueOrderId, report.Symbol) { Venue = statement.Venue });
            left++;
        }

        return left;
    }

    // It sends past the books, and what it sends ends at once or by its own doing.
    private bool IsOfTheEmergencyStop(OrderReport report) => account.Books.Emergency != EmergencyState.Active && report.ClientOrderId.MayBeOf(StrategyId.Emergency);

    private int Judge(string venue, OrderReport report, OrderState? known, DateTimeOffset now)
    {
        if (known is null) lostPast.Look(venue, report.ClientOrderId, now);
        var policy = known is null ? Policy.Orders : DifferencePolicy.Cancel; // what has ended here must not go on there
        var subject = $"order {(report.ClientOrderId.Text is { Length: > 0 } id ? id : "(not ours)")} ({report.VenueOrderId})";
        Tell(venue, subject, known is null ? "no such order" : $"{known.Status}", Invariant($"{report.Side} {report.QuantityBase} {report.Symbol} {report.Status}"), policy, now);
        if (policy == DifferencePolicy.Cancel) account.Log.EmitCancel(new OrderReference(report.ClientOrderId, report.VenueOrderId, report.Symbol) { Venue = venue });
        return policy == DifferencePolicy.Flag ? 1 : 0;
    }

    // Nothing is said of cash and holdings before their fills came; what stands so for longer than lists lag is told, whatever keeps them.
    private int CompareFilled(VenueStatement statement, DateTimeOffset now)
    {
        var count = 0;
        _behind.Begin(statement.Venue, statement.MadeAt);
        foreach (var (order, told) in UntoldFills.Of(account.Books, statement))
        {
            var id = order.Intent.ClientOrderId;
            count++;
            if (_behind.For(id) >= statement.ListsLagMax) Tell(statement.Venue, $"order {id}", Invariant($"{order.Status}, {order.FilledBase} filled"), Invariant($"{told.Status}, {told.FilledBase} filled"), DifferencePolicy.Flag, now);
        }

        return count;
    }

    private int CompareCash(VenueStatement statement, DateTimeOffset now)
    {
        var left = 0;
        foreach (var (currency, ours, theirs) in Cash(statement))
        {
            if (IsRounding(currency, ours - theirs)) continue;
            if (!HasStood(statement, $"cash {currency}", theirs - ours, now))
            {
                left++;
                continue;
            }

            Tell(statement.Venue, $"cash {currency}", Text(ours), Text(theirs), Policy.Cash == DifferencePolicy.Adopt ? DifferencePolicy.Adopt : DifferencePolicy.Flag, now);
            if (Policy.Cash == DifferencePolicy.Adopt) account.Log.Emit(new Fact.CashMoved(currency, theirs - ours, $"Adopted from {statement.Venue}: not by our trades.") { Venue = statement.Venue }, now);
            else left++;
        }

        return left;
    }

    private bool IsRounding(string currency, decimal difference) => difference == 0m
        || (Policy.CashTolerance > 0m && account.Valuation.Rate(currency) is { } rate && Math.Abs(difference) * rate <= Policy.CashTolerance);

    // Each venue's own, and nothing of what exists in the fallback simulation alone.
    private List<(string Currency, decimal Ours, decimal Theirs)> Cash(VenueStatement statement) =>
        [.. account.Books.Cash.At(statement.Venue).Keys.Union(statement.Holdings!.Cash.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(currency => (currency, account.Books.Cash.Of(statement.Venue, currency), statement.Holdings.Cash.GetValueOrDefault(currency)))];

    private int CompareHoldings(VenueStatement statement, DateTimeOffset now)
    {
        var left = 0;
        foreach (var instrument in account.Setup.Catalog.All.Where(instrument => instrument.Venue == statement.Venue))
        {
            var (ours, theirs) = (account.Books.Positions.NetBase(instrument.Id) - account.Books.Fallback.NetBaseOf(instrument.Symbol), statement.Holdings!.NetBase.GetValueOrDefault(instrument.Symbol.Text));
            var difference = Math.Abs(ours - theirs);
            var isRounding = difference <= Policy.PositionToleranceBase && difference < instrument.LotSize;
            if (!isRounding && !(HasStood(statement, $"position {instrument.Symbol}", theirs - ours, now) && Adopt(statement.Venue, instrument, ours, theirs, now))) left++;
        }

        foreach (var (symbol, theirs) in statement.Holdings!.NetBase.Where(held => account.Setup.Catalog.Find(new Symbol(held.Key))?.Venue != statement.Venue))
        {
            // Who lets strangers' holdings be adopted lets this one be; without an instrument it has neither lots nor worth.
            var isLeft = Policy.Positions == DifferencePolicy.Adopt;
            account.Breaks.Tell(statement.Venue, $"position {symbol}", account.Setup.Catalog.Find(new Symbol(symbol)) is { } known ? $"traded at {known.Venue}" : "not configured", Text(theirs), isLeft ? "left alone" : Flagged, now);
            if (!isLeft) left++;
        }

        return left;
    }

    // Else it may be a fill that no list shows yet: nothing is adopted, and entries wait until the venue has said it for longer than its lists lag. What differs
    // by another amount each time is never that, and is told once.
    private bool HasStood(VenueStatement statement, string subject, decimal difference, DateTimeOffset now)
    {
        var (same, any) = (_sums.For((subject, difference)), _moving.For(subject));
        if (same >= statement.ListsLagMax || statement.ListsLagMax == TimeSpan.Zero) return true;
        if (any >= VenueStatement.ChangingFactor * statement.ListsLagMax && !account.Breaks.IsTold(statement.Venue, subject))
            account.Breaks.Tell(statement.Venue, subject, "as booked", $"{Invariant($"{difference:+0.############;-0.############}")} and changing", Flagged, now);
        account.Breaks.Keep(statement.Venue, subject);
        return false;
    }

    // What is adopted is valued at the middle of the newest quote; before there is one it stays flagged.
    private bool Adopt(string venue, Instrument instrument, decimal ours, decimal theirs, DateTimeOffset now)
    {
        var mark = Policy.Positions == DifferencePolicy.Adopt ? account.Marks.Find(instrument.Id) : null;
        Tell(venue, $"position {instrument.Symbol}", Text(ours), Text(theirs), mark is null ? DifferencePolicy.Flag : DifferencePolicy.Adopt, now);
        if (mark is not { } quote) return false;
        var mid = (quote.Bid.QuotePerBase + quote.Ask.QuotePerBase) / 2m;
        account.Log.Emit(new Fact.HoldingAdopted(venue, instrument.Symbol, theirs - ours, mid, "Not by our trades."), now);
        emergency.NetAdopted(instrument.Symbol, now);
        return true;
    }

    private void Tell(string venue, string subject, string ours, string theirs, DifferencePolicy policy, DateTimeOffset now) =>
        account.Breaks.Tell(venue, subject, ours, theirs, policy switch
        {
            DifferencePolicy.Adopt => "adopted",
            DifferencePolicy.Cancel => "cancelled at the venue",
            _ => Flagged,
        }, now);

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
