using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Storage.Files;
using TradingDaemon.Storage.Journal;
using TradingDaemon.Storage.Ledgers;
using TradingDaemon.Storage.Schema;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Inspection;

/// <summary>
/// Looks into a store, of a running daemon or a dead one, without changing it. Each sequence of rows is streamed and is to
/// be read to its end or abandoned before the next is begun; for one thread.
/// </summary>
public sealed class StoreInspection : IDisposable
{
    /// <summary>What asks for configurations: spelled out, because an index of one kind answers no question whose kind is filled in later.</summary>
    internal const string OfConfigurations = "kind = 'configuration-changed'";

    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(2); // a person waits, not an order

    private readonly SqliteDatabase _database;

    private StoreInspection(SqliteDatabase database) => _database = database;

    /// <summary>The database file.</summary>
    public string DatabasePath => _database.Path;

    /// <summary>Number of the newest schema step applied.</summary>
    public int SchemaVersion => Migrations.Applied(_database);

    /// <summary>The epoch of the newest opening.</summary>
    public int Epoch => (int)Number("SELECT epoch FROM store");

    /// <summary>How many times a daemon opened it.</summary>
    public int Boot => (int)Number("SELECT boot FROM store");

    /// <summary>Sequence of the newest fact; 0 when there is none.</summary>
    public long LastSequence => Number("SELECT max(sequence) FROM facts");

    /// <summary>
    /// Opens the store in <paramref name="directory"/>. Throws <see cref="FileNotFoundException"/> when there is none, other
    /// <see cref="IOException"/>s when it cannot be read, <see cref="InvalidDataException"/> when it is damaged or of another schema.
    /// </summary>
    public static StoreInspection Open(string directory) => Open(directory, MachineDisk.Instance);

    /// <summary>Opens the store in a directory of another disk; throws as <see cref="Open(string)"/> does.</summary>
    public static StoreInspection Open(string directory, IStoreDisk disk)
    {
        var paths = new StorePaths(disk.FullPath(directory));
        var path = paths.Database;
        if (!disk.HasFile(path)) throw new FileNotFoundException($"There is no store in {paths.Directory}: {path} does not exist.", path);
        var database = SqliteDatabase.OpenReader(path, BusyTimeout, disk.SqliteFileSystem);
        try
        {
            Migrations.Embedded.Check(database);
            if (Migrations.Applied(database) < Migrations.Embedded.Newest)
                throw new InvalidDataException($"The database {path} has an older schema than this version reads; start the daemon once to bring it up to date.");
            return new StoreInspection(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Every intended order, oldest first.</summary>
    public IEnumerable<IntentRow> Intents() => LedgerReader.Intents(_database);

    /// <summary>Every fill booked, oldest first.</summary>
    public IEnumerable<FillRow> Fills() => LedgerReader.Fills(_database);

    /// <summary>Every refused signal, oldest first.</summary>
    public IEnumerable<RefusalRow> Refusals() => LedgerReader.Refusals(_database);

    /// <summary>Facts with a sequence above <paramref name="sequence"/>, checked as recovery checks them.</summary>
    public IEnumerable<RecordedFact> FactsAfter(long sequence)
    {
        using var reader = new FactReader(_database, sequence);
        while (reader.Next() is { } recorded) yield return recorded;
    }

    /// <summary>
    /// What became of one order, oldest first: its intent, what the venue said, its fills. Empty when no order has that id, ours or the venue's.
    /// Its rows are read by themselves: whether they are undamaged, <see cref="Verify"/> tells.
    /// </summary>
    public IReadOnlyList<RecordedFact> FactsOfOrder(string id)
    {
        var own = Facts("client_order_id = ?", id);
        if (own.Count > 0) return own;
        using var named = _database.Prepare("SELECT client_order_id FROM facts WHERE kind = 'order-moved' AND json_extract(payload, '$.venueOrderId') = ? LIMIT 1");
        named.Bind(1, id);
        return named.Step() ? Facts("client_order_id = ?", named.Text(0)) : [];
    }

    /// <summary>All that became of one parent order, oldest first: its own facts, and those of each of its children. Empty when that number opened none. There is no index of parents: all intents are looked at.</summary>
    public IReadOnlyList<RecordedFact> FactsOfParent(long number)
    {
        if (FactAt(number) is not { Fact: Fact.ParentOpened } opened) return [];
        var children = Facts("client_order_id IN (SELECT client_order_id FROM facts WHERE kind = 'order-intended' AND json_extract(payload, '$.intent.child.parent.number') = ?)", number);
        var ends = Facts("kind IN ('parent-paused', 'parent-resumed', 'parent-ending', 'parent-ended') AND json_extract(payload, '$.parent.number') = ?", number);
        return [opened, .. children.Concat(ends).OrderBy(static fact => fact.Sequence)];
    }

    /// <summary>A signal from outside and what was decided of it, oldest first; empty when that number took none. Decisions have no index of signals: the intents, parents and refusals after it are looked at.</summary>
    public IReadOnlyList<RecordedFact> FactsOfAgentSignal(long number)
    {
        if (FactAt(number) is not { Fact: Fact.SignalTaken } taken) return [];
        var decided = Facts(
            "sequence > ?1 AND kind IN ('order-intended', 'parent-opened', 'signal-refused') AND ?1 IN (json_extract(payload, '$.intent.origin.agentSignal'), json_extract(payload, '$.order.origin.agentSignal'), json_extract(payload, '$.origin.agentSignal'))", number);
        return [taken, .. decided];
    }

    /// <summary>The fact with that number; null when there is none.</summary>
    public RecordedFact? FactAt(long sequence) => Facts("sequence = ?", sequence).FirstOrDefault();

    /// <summary>Every configuration that was decided under, oldest first. It costs what they are, however many other facts there are.</summary>
    public IReadOnlyList<RecordedFact> Configurations() => Facts(OfConfigurations);

    /// <summary>The newest intents and refusals, newest first.</summary>
    /// <param name="countMax">How many at most.</param>
    public IReadOnlyList<RecordedFact> NewestDecisions(int countMax)
    {
        using var numbers = _database.Prepare("SELECT sequence FROM intents UNION ALL SELECT sequence FROM refusals ORDER BY sequence DESC LIMIT ?");
        numbers.Bind(1, countMax);
        var sequences = new List<long>();
        while (numbers.Step()) sequences.Add(numbers.Number(0));
        return [.. sequences.Select(FactAt).OfType<RecordedFact>()];
    }

    /// <summary>How often each rule refused; rules that never did are absent.</summary>
    public IReadOnlyDictionary<RiskRule, long> RefusalsByRule()
    {
        var counts = new SortedDictionary<RiskRule, long>();
        using var rows = _database.Prepare("SELECT rule, count(*) FROM refusals GROUP BY rule");
        while (rows.Step()) counts[rows.Name<RiskRule>(0)] = rows.Number(1);
        return counts;
    }

    /// <summary>How many facts there are of each kind; kinds without any are absent.</summary>
    public IReadOnlyDictionary<string, long> FactsByKind()
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        using var rows = _database.Prepare("SELECT kind, count(*) FROM facts GROUP BY kind");
        while (rows.Step()) counts[rows.Text(0)] = rows.Number(1);
        return counts;
    }

    /// <summary>
    /// Reads everything: SQLite's own check, every fact's checksum and content, and whether the ledgers say exactly what
    /// the facts say. A line for each fault found, at most a hundred; none means whole.
    /// </summary>
    public IReadOnlyList<string> Verify() => StoreVerification.Faults(_database);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    /// <summary>The question for facts.</summary>
    internal static string FactsWhere(string where) => $"SELECT sequence, at_utc_ticks, payload FROM facts WHERE {where} ORDER BY sequence";

    private List<RecordedFact> Facts(string where, object? value = null)
    {
        using var rows = _database.Prepare(FactsWhere(where));
        if (value is long number) rows.Bind(1, number);
        else if (value is string text) rows.Bind(1, text);
        var facts = new List<RecordedFact>();
        while (rows.Step()) facts.Add(FactReader.Parse(_database.Path, rows.Number(0), rows.Number(1), rows.Utf8(2)));
        return facts;
    }

    private long Number(string sql) => _database.ScalarNumber(sql) ?? 0;
}
