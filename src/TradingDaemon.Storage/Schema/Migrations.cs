using System.Globalization;
using System.Reflection;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Schema;

/// <summary>Brings a database to this version's schema, each step in its own transaction; running twice changes nothing.</summary>
internal sealed class Migrations
{
    private readonly Migration[] _known;
    private readonly Lazy<SortedDictionary<string, string>> _tables;

    /// <summary>Takes the steps in any order; throws <see cref="ArgumentException"/> unless they are numbered 1, 2, 3….</summary>
    public Migrations(IEnumerable<Migration> known)
    {
        _known = [.. known.OrderBy(static migration => migration.Number)];
        for (var i = 0; i < _known.Length; i++)
            if (_known[i].Number != i + 1) throw new ArgumentException($"Migration {_known[i].Number} stands where {i + 1} belongs.", nameof(known));
        _tables = new(() => TablesAfter(Newest));
    }

    /// <summary>The steps this version was built with.</summary>
    public static Migrations Embedded { get; } = new(ReadEmbedded("Schema"));

    /// <summary>The steps of the series of prices, which has a database of its own.</summary>
    public static Migrations OfPrices { get; } = new(ReadEmbedded("Prices.Schema"));

    /// <summary>The newest step known.</summary>
    public int Newest => _known.Length;

    /// <summary>The newest step applied to a database; 0 for an empty one.</summary>
    public static int Applied(SqliteDatabase database) =>
        database.ScalarNumber("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'") is null
            ? 0
            : (int)(database.ScalarNumber("SELECT max(number) FROM schema_version") ?? 0);

    /// <summary>
    /// Throws <see cref="InvalidDataException"/> when the database was made by a newer version, by a step that has changed
    /// since, or by somebody else.
    /// </summary>
    public void Check(SqliteDatabase database)
    {
        var applied = Applied(database);
        if (applied > Newest) throw new InvalidDataException(
            $"The database {database.Path} has schema {applied} and was written by a newer version; this version knows schemas up to {Newest}. Run the newer version, or restore an older copy of the database.");
        if (applied == 0 && database.Scalar("SELECT name FROM sqlite_schema WHERE name <> 'schema_version' AND name NOT LIKE 'sqlite_%'") is { } other) throw new InvalidDataException(
            $"The database {database.Path} has '{other}' but no schema step: it is damaged, or no store. Restore it from a copy, or choose another directory.");
        if (applied == 0) return;
        using var rows = database.Prepare("SELECT number, sha256, name FROM schema_version ORDER BY number");
        var number = 0;
        while (rows.Step())
        {
            if (rows.Number(0) != ++number) throw new InvalidDataException($"The database {database.Path} lacks schema step {number} though a later one was applied.");
            if (rows.Text(1) != _known[number - 1].Sha256) throw new InvalidDataException(
                $"Schema step {number} ({_known[number - 1].Name}) was changed after it was applied to the database {database.Path}; a changed step needs a new number.");
            if (rows.Text(2) != _known[number - 1].Name) throw new InvalidDataException($"The name of schema step {number} in the database {database.Path} is not its name: the database is damaged. Restore it from a copy.");
        }
    }

    /// <summary>Throws <see cref="InvalidDataException"/> unless every table and index is, to the letter, what the steps make. What somebody added besides is left alone.</summary>
    public void CheckTables(SqliteDatabase database)
    {
        var actual = Tables(database);
        foreach (var (name, sql) in _tables.Value)
            if (!actual.TryGetValue(name, out var found) || found != sql) throw new InvalidDataException(
                $"The table or index '{name}' of the database {database.Path} is not what its schema steps make: the database is damaged, or was changed by hand. Restore it from a copy.");
    }

    /// <summary>Checks, then takes every step not taken yet.</summary>
    public void Up(SqliteDatabase database, DateTimeOffset now)
    {
        Check(database);
        CheckNotes(database);
        database.Execute("CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL)");
        foreach (var step in _known.Skip(Applied(database)))
            database.InTransaction(() =>
            {
                database.Execute(step.Up);
                using var insert = database.Prepare("INSERT INTO schema_version (number, name, sha256, applied_at) VALUES (?, ?, ?, ?)");
                insert.Bind(1, step.Number).Bind(2, step.Name).Bind(3, step.Sha256).Bind(4, now.ToString("O", CultureInfo.InvariantCulture)).TryRun();
            });
    }

    /// <summary>Checks, then takes steps back, newest first, until <paramref name="number"/> is the newest applied.</summary>
    public void Down(SqliteDatabase database, int number)
    {
        Check(database);
        foreach (var step in _known.Take(Applied(database)).Skip(number).Reverse())
            database.InTransaction(() =>
            {
                database.Execute(step.Down);
                database.Execute(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM schema_version WHERE number = {step.Number}"));
            });
    }

    // A note that decay hides would have its step taken twice: what only later steps make must not be there yet.
    private void CheckNotes(SqliteDatabase database)
    {
        if (Applied(database) is var applied && (applied == 0 || applied == Newest)) return;
        var (expected, actual) = (TablesAfter(applied), Tables(database));
        foreach (var (name, sql) in _tables.Value)
            if (actual.GetValueOrDefault(name) is { } found && found != expected.GetValueOrDefault(name)) throw new InvalidDataException(
                $"The database {database.Path} says its newest schema step is {applied}, but its '{name}' is not of that step: the database is damaged. Restore it from a copy.");
    }

    private SortedDictionary<string, string> TablesAfter(int number)
    {
        using var scratch = SqliteDatabase.OpenMemory();
        new Migrations(_known.Take(number)).Up(scratch, DateTimeOffset.UnixEpoch);
        return Tables(scratch);
    }

    private static SortedDictionary<string, string> Tables(SqliteDatabase database)
    {
        var tables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var rows = database.Prepare("SELECT type || ' ' || name, coalesce(sql, tbl_name) FROM sqlite_schema"); // an index that a rule made has no text
        while (rows.Step()) tables[rows.Text(0)] = rows.Text(1);
        return tables;
    }

    private static IEnumerable<Migration> ReadEmbedded(string under)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var folder = $"{assembly.GetName().Name}.{under}.";
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return Migration.Parse(resource[folder.Length..], text.ReadToEnd());
        }
    }
}
