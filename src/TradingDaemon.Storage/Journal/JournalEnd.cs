using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Journal;

/// <summary>
/// Where the journal ends, sealed with each commit in a row on a page of its own. The chain cannot tell that its newest rows are
/// gone, and decay in one page of SQLite's can hide them; it cannot change this row to match.
/// </summary>
/// <param name="Sequence">Of the newest fact; 0 when there is none.</param>
/// <param name="Checksum">Of the newest fact; <see cref="ChainChecksum.Beginning"/> when there is none.</param>
internal readonly record struct JournalEnd(long Sequence, uint Checksum)
{
    /// <summary>Changes the row; binds the sequence, then the checksum.</summary>
    public const string Update = "UPDATE journal_end SET sequence = ?, checksum = ? WHERE id = 1";

    /// <summary>The end as the facts have it; throws <see cref="InvalidDataException"/> when it is not the sealed one.</summary>
    public static JournalEnd Read(SqliteDatabase database)
    {
        var found = Newest(database, "SELECT sequence, checksum FROM facts ORDER BY sequence DESC LIMIT 1") ?? new(0, ChainChecksum.Beginning);
        var wanted = Newest(database, "SELECT sequence, checksum FROM journal_end WHERE id = 1")
            ?? throw new InvalidDataException($"The store {database.Path} does not say where its journal ends: it is damaged. Restore the database from a copy.");
        return found == wanted ? found : throw new InvalidDataException(
            $"The journal {database.Path} ends at fact {found.Sequence}, but was sealed at fact {wanted.Sequence}: its end is damaged. Restore the database from a copy.");
    }

    private static JournalEnd? Newest(SqliteDatabase database, string sql)
    {
        using var row = database.Prepare(sql);
        return row.Step() ? new JournalEnd(row.Number(0), unchecked((uint)row.Number(1))) : null;
    }
}
