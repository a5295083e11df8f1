using System.Globalization;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Storage.Ledgers;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>
/// Holds the daemon's memory against the ledger of an exchange it reached by a venue's protocol. Executions have other names in a protocol than in the
/// ledger, and an order may have no name of ours there: then orders are told apart by what they executed.
/// </summary>
internal static class SpokenComparison
{
    /// <summary>Compares everything after an orderly stop; every difference is a line.</summary>
    public static Comparison OfStopped(Workplace place, SpokenVenue venue)
    {
        using var store = StoreInspection.Open(place.Data);
        var ledger = VenueLedger.Read(place.Ledger);
        var (intents, fills, books) = (store.Intents().Select(static row => row.ClientOrderId.Text).ToHashSet(StringComparer.Ordinal), store.Fills().ToList(), BookedCheckpoint.ReadNewest(place.Data));
        List<string> differences =
        [
            .. ledger.Faults, .. venue.HasClientOrderIds ? Comparison.OfOrders(ledger, intents) : [], .. OfFills(ledger, fills, venue.HasClientOrderIds),
            .. Comparison.OfAmounts("cash", ledger.Cash, books.Cash), .. Comparison.OfAmounts("holding", ledger.Holdings, books.Holdings),
            .. Comparison.OfFacts(store, books, ledger.Forgotten), .. store.Verify(),
        ];
        if (ledger.Open.Count != books.OpenOrders.Count || (venue.HasClientOrderIds && !ledger.Open.SetEquals(books.OpenOrders)))
            differences.Add($"open at the venue: {string.Join(", ", ledger.Open.Order())}; in the books: {string.Join(", ", books.OpenOrders.Order())}");
        return new Comparison(differences, ledger.Clients.Count, ledger.Executions.Count, intents.Count, store.Boot);
    }

    /// <summary>Executions that differ.</summary>
    /// <param name="ledger">The venue's.</param>
    /// <param name="fills">Ours of it.</param>
    /// <param name="byClient">Whether orders have names of ours there.</param>
    public static IEnumerable<string> OfFills(VenueLedger ledger, List<FillRow> fills, bool byClient)
    {
        foreach (var twice in fills.GroupBy(static fill => fill.ExecutionId, StringComparer.Ordinal).Where(static group => group.Count() > 1)) yield return $"execution {twice.Key} is booked {twice.Count()} times";
        foreach (var real in fills.Where(static fill => !fill.IsSimulated)) yield return $"execution {real.ExecutionId} is not marked simulated";
        var theirs = ledger.Executions.GroupBy(execution => byClient ? execution.Client : execution.Order, StringComparer.Ordinal).Select(group => Told(group, byClient));
        var ours = fills.Select(Comparison.Plain).GroupBy(static fill => fill.Client, StringComparer.Ordinal).Select(group => Told(group, byClient));
        var left = ours.CountBy(static order => order, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        foreach (var order in theirs)
        {
            if (left.GetValueOrDefault(order) > 0) left[order]--;
            else yield return $"the venue executed {order}, the books have no such order";
        }

        foreach (var (order, count) in left.Where(static pair => pair.Value > 0)) yield return $"the books have executed {order} {count} times more than the venue";
    }

    private static string Told(IGrouping<string, VenueExecution> order, bool byClient) => $"{(byClient ? order.Key : "")}: {string.Join(" + ", order.Select(Text).Order(StringComparer.Ordinal))}";

    // However many zeros its numbers end in.
    private static string Text(VenueExecution execution) =>
        string.Create(CultureInfo.InvariantCulture, $"{execution.Side} {execution.Quantity:0.############################} {execution.Symbol} at {execution.Price:0.############################} for {execution.Fee:0.############################} {execution.Asset}");
}
