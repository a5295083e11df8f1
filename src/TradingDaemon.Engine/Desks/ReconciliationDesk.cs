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
        var working = statement.OpenOrders.ToDictionary(static report => report.ClientOrderId);
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

    private static VenueEvent Ended(ClientOrderId id, OrderReport? found, DateTimeOffset now) => found?.Status switch
    {
        null => new VenueEvent.ProvenAbsent(id, "The venue never had it: the daemon ended between deciding and sending.", now),
        OrderStatus.Cancelled => new VenueEvent.CancelDone(id, "Found cancelled.", now),
        OrderStatus.Rejected => new VenueEvent.Refused(id, VenueRefusal.Other, "Found refused.", now),
        OrderStatus.Expired => new VenueEvent.Expired(id, "Found expired.", now),
        _ => new VenueEvent.FoundOpen(id, found.VenueOrderId, now), // filled or open: its fills say the rest
    };

    // A new account starts from what the venue holds; holdings nobody here bought have no cost basis and are for a person to judge.
    private int Fund(VenueStatement statement, DateTimeOffset now)
    {
        foreach (var (currency, amount) in statement.Holdings.Cash)
            account.Log.Emit(new Fact.CashMoved(currency, amount, $"Opening balance at {statement.Venue}."), now);
        return CompareOrders(statement, now) + CompareHoldings(statement, now);
    }

    private int CompareOrders(VenueStatement statement, DateTimeOffset now)
    {
        var strangers = statement.OpenOrders.Where(report => account.Books.Orders.Find(report.ClientOrderId) is null).ToList();
        foreach (var report in strangers)
            Break(statement.Venue, $"order {report.ClientOrderId} ({report.VenueOrderId})", "no such order", $"{report.Side} {report.QuantityBase} {report.Symbol} {report.Status}", now);
        return strangers.Count;
    }

    private int CompareCash(VenueStatement statement, DateTimeOffset now)
    {
        var breaks = 0;
        foreach (var currency in account.Books.Cash.Keys.Union(statement.Holdings.Cash.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList())
        {
            var (ours, theirs) = (account.Books.Cash.GetValueOrDefault(currency), statement.Holdings.Cash.GetValueOrDefault(currency));
            if (ours == theirs) continue;
            Break(statement.Venue, $"cash {currency}", Text(ours), Text(theirs), now);
            breaks++;
        }

        return breaks;
    }

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
