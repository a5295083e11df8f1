using TradingDaemon.Domain.Facts;
using TradingDaemon.Storage.Journal;
using TradingDaemon.Storage.Ledgers;
using TradingDaemon.Storage.Schema;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Inspection;

/// <summary>Compares everything a store holds with itself. The ledgers are walked beside the facts, so memory stays small.</summary>
internal static class StoreVerification
{
    /// <summary>Faults reported at most: after a hundred, the store is beyond reading line by line.</summary>
    public const int FaultsMax = 100;

    /// <summary>A line for each fault; none means whole.</summary>
    public static IReadOnlyList<string> Faults(SqliteDatabase database)
    {
        try
        {
            database.Execute("BEGIN"); // one moment of a store that may be running
            try
            {
                return [.. OfItself(database).Concat(OfSqlite(database)).Concat(OfTypes(database)).Concat(OfLedgers(database)).Take(FaultsMax)];
            }
            finally
            {
                database.Execute("ROLLBACK");
            }
        }
        catch (InvalidDataException damaged)
        {
            return [damaged.Message];
        }
    }

    private static IEnumerable<string> OfItself(SqliteDatabase database)
    {
        Migrations.Embedded.CheckTables(database);
        _ = StoreRow.Read(database);
        var end = JournalEnd.Read(database);
        using var orders = database.Prepare("SELECT client_order_id FROM facts ORDER BY sequence");
        using var facts = new FactReader(database, 0);
        while (facts.Next() is { } recorded && orders.Step())
            if ((orders.IsNull(0) ? null : orders.Text(0)) != SqliteJournal.OrderOf(recorded.Fact))
                yield return $"Fact {recorded.Sequence} in {database.Path} names another order beside its content than in it.";
        if (facts.Sequence < end.Sequence) yield return $"Facts {facts.Sequence + 1} to {end.Sequence} are missing from the end of {database.Path}.";
    }

    // SQLite lets a value have another type than its column; none of ours has.
    private static IEnumerable<string> OfTypes(SqliteDatabase database)
    {
        using var columns = database.Prepare("SELECT t.name, c.name, lower(c.type) FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name IN ('store', 'facts', 'intents', 'fills', 'refusals', 'journal_end', 'schema_version')");
        while (columns.Step())
        {
            var (table, column, type) = (columns.Text(0), columns.Text(1), columns.Text(2));
            if (database.ScalarNumber($"SELECT count(*) FROM {table} WHERE typeof({column}) NOT IN ('{type}', 'null')") is > 0 and var count)
                yield return $"{count} values of {table}.{column} in {database.Path} are not {type}.";
        }
    }

    private static IEnumerable<string> OfSqlite(SqliteDatabase database)
    {
        using var rows = database.Prepare("PRAGMA integrity_check");
        while (rows.Step())
            if (rows.Text(0) is var line && line != "ok") yield return $"SQLite's check of {database.Path}: {line}";
    }

    private static IEnumerable<string> OfLedgers(SqliteDatabase database)
    {
        using var intents = LedgerReader.Intents(database).GetEnumerator();
        using var fills = LedgerReader.Fills(database).GetEnumerator();
        using var refusals = LedgerReader.Refusals(database).GetEnumerator();
        using var facts = new FactReader(database, 0);
        while (facts.Next() is { } recorded)
        {
            var fault = recorded.Fact switch
            {
                Fact.OrderIntended intended => Compare("intents", intents, IntentRow.Of(recorded, intended.Intent), recorded),
                Fact.FillBooked booked => Compare("fills", fills, FillRow.Of(recorded, booked), recorded),
                Fact.SignalRefused refused => Compare("refusals", refusals, RefusalRow.Of(recorded, refused), recorded),
                _ => null,
            };
            if (fault is null) continue;
            yield return fault;
            yield break; // the walks are no longer side by side
        }

        if (intents.MoveNext()) yield return $"The ledger 'intents' has a row for fact {intents.Current.Sequence} that no fact tells of.";
        if (fills.MoveNext()) yield return $"The ledger 'fills' has a row for fact {fills.Current.Sequence} that no fact tells of.";
        if (refusals.MoveNext()) yield return $"The ledger 'refusals' has a row for fact {refusals.Current.Sequence} that no fact tells of.";
    }

    private static string? Compare<T>(string ledger, IEnumerator<T> rows, T expected, RecordedFact recorded)
        where T : class =>
        !rows.MoveNext() ? $"The ledger '{ledger}' lacks the row of fact {recorded.Sequence}."
        : !rows.Current.Equals(expected) ? $"The ledger '{ledger}' says of fact {recorded.Sequence} {rows.Current}, but the fact says {expected}."
        : null;
}
