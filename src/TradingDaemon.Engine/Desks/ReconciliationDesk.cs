using System.Globalization;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Desks;

/// <summary>
/// Compares our books with what a venue says and makes every difference a fact: missed fills are booked, lost answers
/// resolved, a new account is funded, and whatever still differs is a break with both values.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="venueDesk">Where reports become facts.</param>
public sealed class ReconciliationDesk(TradingAccount account, VenueDesk venueDesk)
{
    /// <summary>Takes a statement; returns how many differences are left unexplained. Zero means trading may go on.</summary>
    public int Take(VenueStatement statement, DateTimeOffset now)
    {
        foreach (var fill in statement.Fills) venueDesk.Take(new VenueEvent.Executed(fill), now);
        ResolveOrders(statement, now);
        if (!account.Books.IsFunded) return Fund(statement, now);
        return CompareOrders(statement, now) + CompareCash(statement, now) + CompareHoldings(statement, now);
    }

    private void ResolveOrders(VenueStatement statement, DateTimeOffset now)
    {
        var working = Working(statement);
        foreach (var order in account.Books.Orders.Open.Where(order => order.Intent.Venue == statement.Venue).ToList())
        {
            var id = order.Intent.ClientOrderId;
            if (working.TryGetValue(id, out var open))
            {
                venueDesk.Take(new VenueEvent.FoundOpen(id, open.VenueOrderId, now), now);
                if (order.Status == OrderStatus.CancelPending) account.Log.EmitCancel(order, "Asked before the restart.", now);
            }
            else if (statement.LookUps.TryGetValue(id, out var found)) venueDesk.Take(Ended(id, found, now), now);
        }
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
        null => new VenueEvent.ProvenAbsent(id, "The venue never had it: the daemon ended between deciding and sending.", now),
        OrderStatus.Cancelled => new VenueEvent.CancelDone(id, "Found cancelled.", now),
        OrderStatus.Rejected => new VenueEvent.Refused(id, VenueRefusal.Other, "Found refused.", now),
        OrderStatus.Expired => new VenueEvent.Expired(id, "Found expired.", now),
        _ => new VenueEvent.FoundOpen(id, found.VenueOrderId, now), // filled or open: its fills say the rest
    };

    // A new account starts from what the venue holds, of which fills of before may already be booked; holdings nobody here bought have no cost basis and are for a person to judge.
    private int Fund(VenueStatement statement, DateTimeOffset now)
    {
        foreach (var (currency, ours, theirs) in Cash(statement))
            account.Log.Emit(new Fact.CashMoved(currency, theirs - ours, $"Opening balance at {statement.Venue}."), now);
        return CompareOrders(statement, now) + CompareHoldings(statement, now);
    }

    private int CompareOrders(VenueStatement statement, DateTimeOffset now)
    {
        var strangers = statement.OpenOrders.Where(report => account.Books.Orders.Find(report.ClientOrderId) is not { } known || known.Status.IsTerminal()).ToList();
        foreach (var report in strangers)
            Break(statement.Venue, $"order {report.ClientOrderId} ({report.VenueOrderId})", account.Books.Orders.Find(report.ClientOrderId) is { } ended ? $"{ended.Status}" : "no such order", $"{report.Side} {report.QuantityBase} {report.Symbol} {report.Status}", now);
        var working = Working(statement);
        var lost = account.Books.Orders.Open.Where(order => order.Intent.Venue == statement.Venue && !working.ContainsKey(order.Intent.ClientOrderId)).ToList();
        foreach (var order in lost)
            Break(statement.Venue, $"order {order.Intent.ClientOrderId}", $"{order.Status}, {Text(order.FilledBase)} filled", Found(statement, order.Intent.ClientOrderId), now);
        return strangers.Count + lost.Count;
    }

    private static string Found(VenueStatement statement, ClientOrderId id) => statement.LookUps.TryGetValue(id, out var found)
        ? found is null ? "never had it" : $"{found.Status}, {Text(found.FilledBase)} filled"
        : "not working, nothing else told";

    private int CompareCash(VenueStatement statement, DateTimeOffset now)
    {
        var breaks = 0;
        foreach (var (currency, ours, theirs) in Cash(statement))
        {
            if (ours == theirs) continue;
            Break(statement.Venue, $"cash {currency}", Text(ours), Text(theirs), now);
            breaks++;
        }

        return breaks;
    }

    private List<(string Currency, decimal Ours, decimal Theirs)> Cash(VenueStatement statement) =>
        [.. account.Books.Cash.Keys.Union(statement.Holdings.Cash.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(currency => (currency, account.Books.Cash.GetValueOrDefault(currency), statement.Holdings.Cash.GetValueOrDefault(currency)))];

    private int CompareHoldings(VenueStatement statement, DateTimeOffset now)
    {
        var breaks = 0;
        foreach (var instrument in account.Setup.Catalog.All.Where(instrument => instrument.Venue == statement.Venue))
        {
            var (ours, theirs) = (account.Books.Positions.NetBase(instrument.Id), statement.Holdings.NetBase.GetValueOrDefault(instrument.Symbol.Text));
            if (ours == theirs) continue;
            Break(statement.Venue, $"position {instrument.Symbol}", Text(ours), Text(theirs), now);
            breaks++;
        }

        foreach (var (symbol, theirs) in statement.Holdings.NetBase.Where(held => account.Setup.Catalog.Find(new Symbol(held.Key)) is null))
        {
            Break(statement.Venue, $"position {symbol}", "not configured", Text(theirs), now);
            breaks++;
        }

        return breaks;
    }

    private void Break(string venue, string subject, string ours, string theirs, DateTimeOffset now) =>
        account.Log.Emit(new Fact.BreakFound(venue, subject, ours, theirs, "flagged: entries stay stopped"), now);

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
