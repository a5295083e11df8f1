using SQLitePCL;

namespace TradingDaemon.Storage.Sqlite;

/// <summary>
/// One connection, used by one thread at a time. Thin on purpose: on the way of every order it adds no retry of its own,
/// so a locked database is known after the busy timeout and the caller decides.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 _handle;

    private SqliteDatabase(sqlite3 handle, string path, string? fileSystem)
    {
        _handle = handle;
        Path = path;
        FileSystem = fileSystem;
    }

    /// <summary>The database file.</summary>
    public string Path { get; }

    /// <summary>SQLite's name of the file system it is on; null for SQLite's own.</summary>
    public string? FileSystem { get; }

    /// <summary>Whether a transaction is open.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Opens for reading and writing, creating the file when absent; every commit reaches the disk before it returns.</summary>
    public static SqliteDatabase OpenWriter(string path, TimeSpan busyTimeout, string? fileSystem = null)
    {
        var database = Open(path, busyTimeout, fileSystem, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        try
        {
            var mode = database.Scalar("PRAGMA journal_mode = WAL");
            if (mode != "wal") throw new IOException($"The file system holding {path} does not allow a write-ahead log (journal mode is {mode}); use a local disk.");
            database.Execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a database of its own in memory.</summary>
    public static SqliteDatabase OpenMemory() => Open(":memory:", TimeSpan.Zero, null, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);

    /// <summary>Opens an existing file for reading only.</summary>
    public static SqliteDatabase OpenReader(string path, TimeSpan busyTimeout, string? fileSystem = null) => Open(path, busyTimeout, fileSystem, raw.SQLITE_OPEN_READONLY);

    /// <summary>Runs statements that return nothing.</summary>
    public void Execute(string sql)
    {
        if (raw.sqlite3_exec(_handle, sql) != raw.SQLITE_OK) throw Fault();
    }

    /// <summary>The first column of the first row as text, or null when there is no row.</summary>
    public string? Scalar(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Text(0) : null;
    }

    /// <summary>The first column of the first row as a number, or null when there is no row or the value is NULL.</summary>
    public long? ScalarNumber(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() && !statement.IsNull(0) ? statement.Number(0) : null;
    }

    /// <summary>Compiles one statement for repeated use.</summary>
    public SqliteStatement Prepare(string sql) =>
        raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement) == raw.SQLITE_OK
            ? new SqliteStatement(this, statement)
            : throw Fault();

    /// <summary>Does all of <paramref name="work"/> or nothing: commits when it returns, rolls back when it throws.</summary>
    public void InTransaction(Action work)
    {
        if (IsInTransaction) Execute("ROLLBACK"); // an earlier rollback that the disk refused
        Execute("BEGIN IMMEDIATE");
        try
        {
            work();
            Execute("COMMIT");
        }
        catch
        {
            // Some faults have rolled back already. What the first fault says must reach the caller, so this one's answer is not asked.
            if (IsInTransaction) _ = raw.sqlite3_exec(_handle, "ROLLBACK");
            throw;
        }
    }

    /// <summary>Moves what it can of the write-ahead log into the database without waiting for anybody.</summary>
    /// <returns>Pages in the log and how many of them are in the database now.</returns>
    public (int LogPages, int MovedPages) MoveLog()
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var logPages, out var movedPages);
        return code is raw.SQLITE_OK or raw.SQLITE_BUSY ? (Math.Max(0, logPages), Math.Max(0, movedPages)) : throw Fault();
    }

    /// <summary>What the newest failed call on this connection means.</summary>
    public Exception Fault() =>
        SqliteFault.Of(raw.sqlite3_extended_errcode(_handle), raw.sqlite3_errmsg(_handle).utf8_to_string(), Path);

    /// <inheritdoc/>
    public void Dispose() => _ = raw.sqlite3_close_v2(_handle);

    private static SqliteDatabase Open(string path, TimeSpan busyTimeout, string? fileSystem, int flags)
    {
        SqliteEngine.Use();
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, fileSystem);
        var database = new SqliteDatabase(handle, path, fileSystem);
        if (code != raw.SQLITE_OK)
        {
            var fault = database.Fault();
            database.Dispose();
            throw fault;
        }

        _ = raw.sqlite3_extended_result_codes(handle, 1);
        _ = raw.sqlite3_busy_timeout(handle, int.CreateChecked(busyTimeout.TotalMilliseconds));
        return database;
    }
}
