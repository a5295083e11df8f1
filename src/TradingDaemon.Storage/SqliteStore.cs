using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Storage.Checkpoints;
using TradingDaemon.Storage.Files;
using TradingDaemon.Storage.Journal;
using TradingDaemon.Storage.Ledgers;
using TradingDaemon.Storage.Schema;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage;

/// <summary>One daemon's memory in one directory. One process at a time may have it open.</summary>
public sealed class SqliteStore : IDisposable
{
    /// <summary>
    /// Pages at which a commit itself would move the log (64 MiB): never, where <see cref="Tidy"/> is called now and then;
    /// a bound on the log where it is not.
    /// </summary>
    private const int LogPagesMax = 16_384;

    private readonly IDisposable _lock;
    private readonly SqliteDatabase _writer;
    private readonly SqliteDatabase _tidier;
    private readonly SqliteJournal _journal;

    private SqliteStore(StorePaths paths, StoreOptions options, IDisposable held, SqliteDatabase writer, SqliteDatabase tidier, SqliteJournal journal, int boot)
    {
        (_lock, _writer, _tidier, _journal, Boot) = (held, writer, tidier, journal, boot);
        Checkpoints = new CheckpointFiles(options.Disk, paths.Checkpoints, options.CheckpointsKept, () => journal.LastSequence);
        Directory = paths.Directory;
    }

    /// <summary>Where it is, in full.</summary>
    public string Directory { get; }

    /// <summary>The durable order of facts; for one thread.</summary>
    public IJournal Journal => _journal;

    /// <summary>Snapshots of the account; may be written while the journal is.</summary>
    public ICheckpoints Checkpoints { get; }

    /// <summary>How many times the store was opened, this time included.</summary>
    public int Boot { get; }

    /// <summary>Which SQLite is in use, and where it came from.</summary>
    public SqliteEngineInfo Engine { get; } = SqliteEngine.Use();

    /// <summary>Number of the newest schema step applied.</summary>
    public int SchemaVersion { get; } = Migrations.Embedded.Newest;

    /// <summary>The one writing connection; tests make it meet full and read-only disks.</summary>
    internal SqliteDatabase Writer => _writer;

    /// <summary>
    /// Opens a store, making it when absent. Throws <see cref="IOException"/> when it is in use by another process or its
    /// directory cannot be written, <see cref="InvalidDataException"/> when the database is damaged, from a newer version,
    /// or of another epoch than the one asked for.
    /// </summary>
    public static SqliteStore Open(StoreOptions options, TimeProvider clock)
    {
        var paths = new StorePaths(options.Disk.FullPath(options.Directory));
        paths.Create(options.Disk);
        var opened = new Stack<IDisposable>();
        try
        {
            var held = Kept(options.Disk.Lock(paths.Lock));
            LogDecay.Check(paths.Log, options.Disk.HasFile(paths.Log) ? options.Disk.Read(paths.Log) : []);
            var writer = Kept(SqliteDatabase.OpenWriter(paths.Database, options.BusyTimeout, options.Disk.SqliteFileSystem));
            writer.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA wal_autocheckpoint = {LogPagesMax}"));
            Migrations.Embedded.Up(writer, clock.GetUtcNow());
            Migrations.Embedded.CheckTables(writer);
            var (epoch, boot) = Enter(writer, options.Epoch, clock.GetUtcNow());
            var tidier = Kept(SqliteDatabase.OpenWriter(paths.Database, options.BusyTimeout, options.Disk.SqliteFileSystem));
            return new SqliteStore(paths, options, held, writer, tidier, Kept(new SqliteJournal(writer, options.BusyTimeout, epoch)), boot);
        }
        catch
        {
            while (opened.TryPop(out var left)) left.Dispose();
            throw;
        }

        T Kept<T>(T resource)
            where T : IDisposable
        {
            opened.Push(resource);
            return resource;
        }
    }

    /// <summary>
    /// Moves the write-ahead log into the database as far as it can without making a commit wait. For a background thread,
    /// every few seconds; one caller at a time.
    /// </summary>
    /// <returns>Pages still only in the log; they are durable there.</returns>
    public int Tidy()
    {
        var (logPages, movedPages) = _tidier.MoveLog();
        return logPages - movedPages;
    }

    /// <summary>The newest fills booked of a venue; before anything is committed.</summary>
    /// <param name="venue">Its name.</param>
    /// <param name="opensAt">Now (UTC), where the books have no opening balance of it yet: what its account executed before is never booked. Null where they have.</param>
    public BookedFills FillsOf(string venue, DateTimeOffset? opensAt = null) =>
        BookedFills.Of(_writer, venue, new DateTimeOffset(StoreRow.Read(_writer)!.CreatedAtUtcTicks, TimeSpan.Zero), opensAt);

    /// <summary>Where an instrument was filled last; null where it never was. Before anything is committed.</summary>
    /// <param name="symbol">Its name in the books.</param>
    /// <param name="except">A venue whose fills count for nothing.</param>
    public string? VenueOfNewestFill(Symbol symbol, string except)
    {
        using var newest = _writer.Prepare("SELECT venue FROM fills WHERE symbol = ? AND venue <> ? ORDER BY sequence DESC LIMIT 1");
        newest.Bind(1, symbol.Text).Bind(2, except);
        return newest.Step() ? newest.Text(0) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _journal.Dispose();
        _tidier.Dispose();
        _writer.Dispose();
        _lock.Dispose();
    }

    /// <summary>Counts this opening, and gives it its epoch: a history that goes on from a copy of this store gives other ids than the one it was copied from.</summary>
    private static (int Epoch, int Boot) Enter(SqliteDatabase database, int? pinned, DateTimeOffset now)
    {
        var before = StoreRow.Read(database);
        if (before is not null && pinned is { } asked && before.Epoch != asked)
            throw new InvalidDataException($"The store {database.Path} is of epoch {before.Epoch}, not {asked}; give the run its own directory.");
        var row = before is null
            ? new StoreRow(pinned ?? OrderEpoch.At(now) ?? throw NoEpochAt(now), 1, now.UtcTicks)
            : before with { Boot = before.Boot + 1, Epoch = pinned ?? OrderEpoch.After(before.Epoch, now) };
        ArgumentOutOfRangeException.ThrowIfLessThan(row.Epoch, 1);
        row.Write(database);
        return (row.Epoch, row.Boot);
    }

    private static InvalidDataException NoEpochAt(DateTimeOffset now) =>
        new($"A new store takes its epoch from the clock, which says {now:yyyy-MM-dd}: set the clock, or pin the epoch.");
}
