using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Storage.Ledgers;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>Holds the daemon's memory against the venue's own ledger. Every difference is a line; none means the promise was kept.</summary>
internal sealed record Comparison(IReadOnlyList<string> Differences, int Orders, int Fills, int Intents, int Boots)
{
    // Told as a break, and no difference between books and venue.
    private const string RowOfRefusals = "orders on ";

    /// <summary>Compares everything, after an orderly stop.</summary>
    public static Comparison OfStopped(Workplace place)
    {
        using var store = StoreInspection.Open(place.Data);
        var ledger = VenueLedger.Read(place.Ledger);
        var intents = store.Intents().Select(static row => row.ClientOrderId.Text).ToHashSet(StringComparer.Ordinal);
        var books = BookedCheckpoint.ReadNewest(place.Data);
        List<string> differences =
        [
            .. ledger.Faults, .. OfOrders(ledger, intents), .. OfFills(ledger, store.Fills()),
            .. OfAmounts("cash", ledger.Cash, books.Cash), .. OfAmounts("holding", ledger.Holdings, books.Holdings),
            .. OfFacts(store, books, ledger.Forgotten), .. store.Verify(),
        ];
        if (!ledger.Open.SetEquals(books.OpenOrders))
            differences.Add($"open at the venue: {string.Join(", ", ledger.Open.Order())}; in the books: {string.Join(", ", books.OpenOrders.Order())}");
        return new Comparison(differences, ledger.Clients.Count, ledger.Executions.Count, intents.Count, store.Boot);
    }

    /// <summary>Compares with each of several venues, after an orderly stop: every venue's ledger with what the books hold of it, and of no other.</summary>
    /// <param name="place">Whose books.</param>
    /// <param name="ledgers">Each venue's file.</param>
    /// <param name="ofFills">What differs between a venue's executions and ours; null where both call them by the same names.</param>
    public static Comparison OfStopped(Workplace place, IReadOnlyDictionary<string, string> ledgers, Func<VenueLedger, List<FillRow>, IEnumerable<string>>? ofFills = null)
    {
        ofFills ??= OfFills;
        using var store = StoreInspection.Open(place.Data);
        var (intents, fills, books) = (store.Intents().ToList(), store.Fills().ToList(), BookedCheckpoint.ReadNewest(place.Data));
        var (differences, orders, count) = (new List<string>(), 0, 0);
        var (held, open) = (new SortedDictionary<string, decimal>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (venue, path) in ledgers)
        {
            var ledger = VenueLedger.Read(Path.Combine(place.Directory, path));
            List<string> ofVenue =
            [
                .. ledger.Faults, .. OfOrders(ledger, intents.Where(intent => intent.Venue == venue).Select(static row => row.ClientOrderId.Text).ToHashSet(StringComparer.Ordinal)),
                .. ofFills(ledger, [.. fills.Where(fill => fill.Venue == venue)]), .. OfAmounts("cash", ledger.Cash, books.VenueCash[venue]),
            ];
            differences.AddRange(ofVenue.Select(difference => $"{venue}: {difference}"));
            foreach (var (symbol, amount) in ledger.Holdings.Select(holding => (OursOf(holding.Key, venue, intents), holding.Value)))
                if (!held.TryAdd(symbol, amount)) differences.Add($"{symbol} is held at two venues");
            open.UnionWith(ledger.Open);
            (orders, count) = (orders + ledger.Clients.Count, count + ledger.Executions.Count);
        }

        differences.AddRange([.. OfAmounts("holding", held, books.Holdings), .. OfFacts(store, books, []), .. store.Verify()]);
        if (!open.SetEquals(books.OpenOrders)) differences.Add($"open at the venues: {string.Join(", ", open.Order())}; in the books: {string.Join(", ", books.OpenOrders.Order())}");
        return new Comparison(differences, orders, count, intents.Count, store.Boot);
    }

    /// <summary>Compares after a stop that left orders working at the venue: it may have executed some that nobody was there to hear of; the next start books them.</summary>
    public static IReadOnlyList<string> OfHeld(Workplace place)
    {
        using var store = StoreInspection.Open(place.Data);
        return [.. OfSent(place), .. OfFacts(store, BookedCheckpoint.ReadNewest(place.Data), []), .. store.Verify()];
    }

    /// <summary>Compares only what must hold at every instant, also of a killed or starving daemon: what the venue has was durable before.</summary>
    public static IReadOnlyList<string> OfSent(Workplace place)
    {
        using var store = StoreInspection.Open(place.Data);
        return [.. OfOrders(VenueLedger.Read(place.Ledger), store.Intents().Select(static row => row.ClientOrderId.Text).ToHashSet(StringComparer.Ordinal))];
    }

    /// <summary>Orders that are there twice, or that nobody meant.</summary>
    public static IEnumerable<string> OfOrders(VenueLedger ledger, HashSet<string> intents)
    {
        foreach (var twice in ledger.Clients.GroupBy(static client => client, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            yield return $"order {twice.Key} is {twice.Count()} times at the venue";
        foreach (var stranger in ledger.Clients.Where(client => !intents.Contains(client)))
            yield return $"order {stranger} is at the venue without a durable intent";
    }

    private static IEnumerable<string> OfFills(VenueLedger ledger, IEnumerable<FillRow> fills)
    {
        var booked = new Dictionary<string, VenueExecution>(StringComparer.Ordinal);
        foreach (var fill in fills)
        {
            if (!booked.TryAdd(fill.ExecutionId, Plain(fill))) yield return $"execution {fill.ExecutionId} is booked twice";
            if (!fill.IsSimulated) yield return $"execution {fill.ExecutionId} is not marked simulated";
        }

        foreach (var execution in ledger.Executions)
        {
            if (!booked.Remove(execution.Id, out var ours)) yield return $"execution {execution.Id} of order {execution.Client} was never booked";
            else if (ours != execution with { Order = "" }) yield return $"the venue executed {execution}, the books say {ours}";
        }

        foreach (var invented in booked.Keys) yield return $"execution {invented} is booked and the venue knows nothing of it";
    }

    // What a venue calls by the symbol is ours with its name behind, where that was ever traded.
    private static string OursOf(string theirs, string venue, List<IntentRow> intents) =>
        new Symbol(theirs).ListedAt(venue) is var listed && intents.Exists(intent => intent.Symbol == listed) ? listed.Text : theirs;

    /// <summary>A fill as the venue would write it down.</summary>
    public static VenueExecution Plain(FillRow fill) => new(
        fill.ExecutionId, fill.ClientOrderId.Text, fill.Symbol.AtVenue.Text, fill.Side == Domain.Orders.OrderSide.Buy ? "buy" : "sell",
        fill.PriceQuote, fill.QuantityBase, fill.Fee.Amount, fill.Fee.Currency.Code);

    /// <summary>Amounts by name that differ; a missing one is zero.</summary>
    public static IEnumerable<string> OfAmounts(string what, IReadOnlyDictionary<string, decimal> theirs, IReadOnlyDictionary<string, decimal> ours)
    {
        foreach (var key in theirs.Keys.Union(ours.Keys, StringComparer.Ordinal))
            if (theirs.GetValueOrDefault(key) != ours.GetValueOrDefault(key))
                yield return $"{what} {key}: the venue {theirs.GetValueOrDefault(key)}, the books {ours.GetValueOrDefault(key)}";
    }

    /// <summary>Breaks, and an end that is none. What the venue itself forgot is told as a difference, and must be: each of it, and nothing else.</summary>
    public static IEnumerable<string> OfFacts(StoreInspection store, BookedCheckpoint books, IReadOnlyCollection<string> forgotten)
    {
        RecordedFact? last = null;
        var told = new HashSet<string>(StringComparer.Ordinal);
        var lost = forgotten.Select(static order => $"order {order}").ToHashSet(StringComparer.Ordinal);
        foreach (var recorded in store.FactsAfter(0))
        {
            last = recorded;
            if (recorded.Fact is Fact.BreakFound broken && !broken.Subject.StartsWith(RowOfRefusals, StringComparison.Ordinal) && !(lost.Contains(broken.Subject) && told.Add(broken.Subject))) yield return $"fact {recorded.Sequence}: {broken}";
        }

        if (last?.Fact is not Fact.StateChanged { To: Domain.Control.EngineState.Stopped }) yield return $"the last fact is {last}, not the stop";
        if (last?.Sequence != books.Sequence) yield return $"the newest checkpoint is at fact {books.Sequence}, the journal ends at {last?.Sequence}";
    }
}
