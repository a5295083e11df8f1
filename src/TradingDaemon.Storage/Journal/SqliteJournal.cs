using System.Buffers;
using System.Text;
using System.Text.Json;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Storage.Json;
using TradingDaemon.Storage.Ledgers;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Journal;

/// <summary>The journal on SQLite: facts and their ledgers in one transaction and one disk flush.</summary>
internal sealed class SqliteJournal : IJournal, IDisposable
{
    private readonly SqliteDatabase _writer;
    private readonly TimeSpan _busyTimeout;
    private readonly SqliteStatement _fact;
    private readonly SqliteStatement _end;
    private readonly LedgerWriter _ledgers;
    private readonly ArrayBufferWriter<byte> _json = new(1024);
    private readonly Utf8JsonWriter _jsonWriter;
    private long _lastSequence;
    private uint _lastChecksum;

    /// <summary>Continues the journal in a database whose schema is up to date; throws <see cref="InvalidDataException"/> when its end is gone.</summary>
    /// <param name="writer">The store's one writing connection; stays the caller's.</param>
    /// <param name="busyTimeout">How long a reading connection waits for a lock.</param>
    /// <param name="epoch">Of this opening.</param>
    public SqliteJournal(SqliteDatabase writer, TimeSpan busyTimeout, int epoch)
    {
        (_writer, _busyTimeout, Epoch) = (writer, busyTimeout, epoch);
        _fact = writer.Prepare("INSERT INTO facts (sequence, at_utc_ticks, kind, client_order_id, payload, checksum) VALUES (?, ?, ?, ?, ?, ?)");
        _end = writer.Prepare(JournalEnd.Update);
        _ledgers = new LedgerWriter(writer);
        _jsonWriter = FactJson.WriterOn(_json);
        (_lastSequence, _lastChecksum) = JournalEnd.Read(writer);
    }

    /// <inheritdoc/>
    public int Epoch { get; }

    /// <inheritdoc/>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    /// <inheritdoc/>
    public IReadOnlyList<DurableOrder> Commit(IReadOnlyList<JournalBatch> batches)
    {
        CheckSequences(batches);
        CheckIntents(batches);
        var (sequence, checksum) = (_lastSequence, _lastChecksum);
        if (batches.Any(static batch => batch.Facts.Count > 0))
            _writer.InTransaction(() =>
            {
                foreach (var batch in batches)
                    foreach (var recorded in batch.Facts)
                        (sequence, checksum) = (recorded.Sequence, Append(recorded, checksum));
                _end.Bind(1, sequence).Bind(2, checksum).TryRun();
            });

        _lastChecksum = checksum; // only now is it so
        Volatile.Write(ref _lastSequence, sequence);
        return [.. batches.SelectMany(static batch => batch.Orders, static (_, order) => new DurableOrder(order))];
    }

    /// <inheritdoc/>
    public IEnumerable<RecordedFact> ReadAfter(long sequence)
    {
        var end = LastSequence;
        using var database = SqliteDatabase.OpenReader(_writer.Path, _busyTimeout, _writer.FileSystem);
        var read = sequence;
        foreach (var recorded in end - sequence < FactPipeline.RowsMin ? OneByOne(database, sequence) : FactPipeline.Read(database, sequence))
        {
            read = recorded.Sequence;
            yield return recorded;
        }

        if (read < end) throw new InvalidDataException($"Facts {read + 1} to {end} are missing from the end of {database.Path}. Restore the database from a copy.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _fact.Dispose();
        _end.Dispose();
        _ledgers.Dispose();
        _jsonWriter.Dispose();
    }

    private static IEnumerable<RecordedFact> OneByOne(SqliteDatabase database, long sequence)
    {
        using var reader = new FactReader(database, sequence);
        while (reader.Next() is { } recorded) yield return recorded;
    }

    private void CheckSequences(IReadOnlyList<JournalBatch> batches)
    {
        var expected = _lastSequence;
        foreach (var recorded in batches.SelectMany(static batch => batch.Facts))
            if (recorded.Sequence != ++expected)
                throw new InvalidDataException($"Fact {recorded.Sequence} was offered where {expected} belongs; nothing was written.");
    }

    /// <summary>An order may only become durable together with its own intent.</summary>
    private static void CheckIntents(IReadOnlyList<JournalBatch> batches)
    {
        foreach (var batch in batches)
            foreach (var order in batch.Orders)
                if (!batch.Facts.Any(recorded => recorded.Fact is Fact.OrderIntended intended && intended.Intent == order.Intent))
                    throw new InvalidDataException($"Order {order.Intent.ClientOrderId} was offered without its intent; nothing was written.");
    }

    private uint Append(RecordedFact recorded, uint previous)
    {
        var kind = FactJson.KindOf(recorded.Fact);
        Span<byte> kindUtf8 = stackalloc byte[64];
        kindUtf8 = kindUtf8[..Encoding.UTF8.GetBytes(kind, kindUtf8)];
        _json.ResetWrittenCount();
        FactJson.Write(_jsonWriter, recorded.Fact);
        var checksum = ChainChecksum.Of(previous, recorded.Sequence, recorded.At.UtcTicks, kindUtf8, _json.WrittenSpan);
        _fact.Bind(1, recorded.Sequence).Bind(2, recorded.At.UtcTicks).Bind(3, kindUtf8).Bind(4, OrderOf(recorded.Fact)).Bind(5, _json.WrittenSpan).Bind(6, checksum);
        if (!_fact.TryRun()) throw new InvalidDataException($"Fact {recorded.Sequence} is already in the journal; nothing was written.");
        _ledgers.Write(recorded);
        return checksum;
    }

    /// <summary>The id of the order a fact tells of, or null; beside the content, so that people can ask for an order's facts.</summary>
    internal static string? OrderOf(Fact fact) => fact switch
    {
        Fact.OrderIntended intended => intended.Intent.ClientOrderId.Text,
        Fact.OrderMoved moved => moved.ClientOrderId.Text,
        Fact.FillBooked booked => booked.Fill.ClientOrderId.Text,
        _ => null,
    };
}
