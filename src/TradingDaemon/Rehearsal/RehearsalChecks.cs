using System.Collections.Immutable;
using System.Globalization;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Replay;
using TradingDaemon.Storage.Inspection;

namespace TradingDaemon.Rehearsal;

/// <summary>Judges a rehearsal by what it left behind: our books, the venue's, and the store.</summary>
internal static class RehearsalChecks
{
    private const int NamedMax = 20; // more names than a person reads

    /// <summary>Every check, those that passed included.</summary>
    public static async Task<ImmutableArray<DoctorFinding>> RunAsync(ReplayScene scene, CancellationToken stopping)
    {
        using var store = StoreInspection.Open(scene.StoreDirectory);
        var traded = scene.Market.Catalog.All.Where(instrument => instrument.Tradable && scene.Account.Tier.Strategies.Any(spec => spec.Trades(instrument))).ToList();
        return [Prices(scene, traded), .. Fills(scene, traded, store), await BooksAsync(scene, stopping), await OrdersAsync(scene, stopping), Journal(store)];
    }

    // Instruments that no strategy trades may be silent, whole classes may not: then the market is not the one configured.
    private static DoctorFinding Prices(ReplayScene scene, List<Instrument> traded)
    {
        var all = scene.Market.Catalog.All;
        var missing = traded.Where(IsSilent).Select(static instrument => instrument.Symbol.Text)
            .Concat(all.GroupBy(static instrument => instrument.AssetClass).Where(group => group.All(IsSilent)).Select(static group => $"all of {Labels.Of(group.Key)}"))
            .ToList();
        var heard = Text($"{all.Count(instrument => !IsSilent(instrument))} of {all.Count} instruments have prices");
        return new DoctorFinding("prices", missing.Count == 0, missing.Count == 0 ? heard : $"{heard}; none for {Names(missing)}");

        bool IsSilent(Instrument instrument) => scene.Driver.Output.MarksOf(instrument.Id) == 0;
    }

    private static IEnumerable<DoctorFinding> Fills(ReplayScene scene, List<Instrument> traded, StoreInspection store)
    {
        if (traded.Count == 0) yield return new DoctorFinding("fills", false, $"no strategy of tier {scene.Account.Tier.Name} may trade any instrument");
        var fills = store.Fills().CountBy(static fill => fill.Symbol).ToDictionary();
        foreach (var group in traded.GroupBy(static instrument => instrument.AssetClass).OrderBy(static group => group.Key))
        {
            var without = group.Select(static instrument => instrument.Symbol).Where(symbol => !fills.ContainsKey(symbol)).Select(static symbol => symbol.Text).ToList();
            var (count, all) = (group.Sum(instrument => fills.GetValueOrDefault(instrument.Symbol)), group.Count());
            var found = Text($"{count} fills in {all - without.Count} of {all} instruments that tier {scene.Account.Tier.Name} trades");
            yield return new DoctorFinding($"fills: {Labels.Of(group.Key)}", count > 0, without.Count == 0 ? found : $"{found}; none in {Names(without)}");
        }
    }

    // To the last digit: both books add up the same executions, each with arithmetic of its own.
    private static async Task<DoctorFinding> BooksAsync(ReplayScene scene, CancellationToken stopping)
    {
        var theirs = await scene.Venue.HoldingsAsync(stopping);
        var books = scene.Account.Books;
        var cash = books.Cash.At(scene.Venue.Id).Keys.Union(theirs.Cash.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(currency => (Subject: $"cash {currency}", Ours: books.Cash.Of(scene.Venue.Id, currency), Theirs: theirs.Cash.GetValueOrDefault(currency))).ToList();
        var positions = scene.Market.Catalog.All
            .Select(instrument => (Subject: $"position {instrument.Symbol}", Ours: books.Positions.NetBase(instrument.Id) - books.Fallback.NetBaseOf(instrument.Symbol), Theirs: theirs.NetBase.GetValueOrDefault(instrument.Symbol.Text))).ToList();
        var breaks = cash.Concat(positions).Where(static pair => pair.Ours != pair.Theirs).Select(static pair => Text($"{pair.Subject} ours {pair.Ours}, theirs {pair.Theirs}")).ToList();
        return new DoctorFinding("books", breaks.Count == 0, breaks.Count == 0
            ? Text($"cash in {Count(cash.Count, "currency", "currencies")} and {Count(positions.Count(static pair => pair.Ours != 0m), "position", "positions")} equal the venue's")
            : $"differ from the venue's: {Names(breaks)}");
    }

    // Everything under way has arrived by now, so an order either ended or works at the venue, and both sides know it.
    private static async Task<DoctorFinding> OrdersAsync(ReplayScene scene, CancellationToken stopping)
    {
        var working = (await scene.Venue.OpenOrdersAsync(stopping)).Select(static report => report.ClientOrderId).ToHashSet();
        var open = scene.Account.Books.Orders.Open;
        var unclear = open.Where(order => order.Status is not (OrderStatus.Open or OrderStatus.PartiallyFilled) || !working.Contains(order.Intent.ClientOrderId))
            .Select(static order => $"{order.Intent.ClientOrderId} ({Labels.Of(order.Status)})")
            .Concat(working.Except(open.Select(static order => order.Intent.ClientOrderId)).Select(static id => $"{id} (only at the venue)"))
            .ToList();
        return new DoctorFinding("orders", unclear.Count == 0, unclear.Count == 0
            ? Text($"{scene.Driver.Tally.Orders - open.Count} ended, {open.Count} working, none unclear")
            : $"unclear: {Names(unclear)}");
    }

    private static DoctorFinding Journal(StoreInspection store)
    {
        var faults = store.Verify();
        return new DoctorFinding("journal", faults.Count == 0, faults.Count == 0
            ? Text($"{store.LastSequence} facts, every checksum holds and the ledgers say what the facts say")
            : Names(faults));
    }

    private static string Names(IReadOnlyList<string> names) => names.Count <= NamedMax
        ? string.Join(", ", names)
        : Text($"{string.Join(", ", names.Take(NamedMax))} and {names.Count - NamedMax} more");

    private static string Count(int count, string one, string many) => Text($"{count} {(count == 1 ? one : many)}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
