using TradingDaemon.Domain.Facts;
using TradingDaemon.Storage.Json;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Journal;

/// <summary>Reads facts in order on a connection of its own and believes no row whose checksum does not follow from the row before.</summary>
internal sealed class FactReader : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _rows;
    private long _sequence;
    private uint _checksum;

    /// <summary>Begins after <paramref name="sequence"/> (0: at the first); throws <see cref="InvalidDataException"/> when that row is missing though later ones exist.</summary>
    public FactReader(SqliteDatabase database, long sequence)
    {
        _database = database;
        _sequence = sequence;
        _checksum = ChainChecksum.Beginning;
        _rows = database.Prepare("SELECT sequence, at_utc_ticks, kind, payload, checksum FROM facts WHERE sequence >= ? ORDER BY sequence");
        _rows.Bind(1, Math.Max(1, sequence));
        if (sequence == 0 || !_rows.Step()) return;
        if (_rows.Number(0) != sequence)
        {
            _rows.Dispose();
            throw Missing(sequence);
        }

        _checksum = (uint)_rows.Number(4);
    }

    /// <summary>The next fact, or null after the last; throws <see cref="InvalidDataException"/> naming the sequence of a missing, changed or unknown row.</summary>
    public RecordedFact? Next()
    {
        if (!_rows.Step()) return null;
        var (sequence, ticks) = (_rows.Number(0), _rows.Number(1));
        if (sequence != _sequence + 1) throw Missing(_sequence + 1);
        var payload = _rows.Utf8(3);
        var checksum = ChainChecksum.Of(_checksum, sequence, ticks, _rows.Utf8(2), payload);
        if (checksum != _rows.Number(4)) throw new InvalidDataException(
            $"Fact {sequence} in {_database.Path} is damaged: its checksum does not fit its content and the fact before it. Restore the database from a copy.");
        (_sequence, _checksum) = (sequence, checksum);
        try
        {
            return new RecordedFact(sequence, new DateTimeOffset(ticks, TimeSpan.Zero), FactJson.Deserialize(payload));
        }
        catch (InvalidDataException unreadable)
        {
            throw new InvalidDataException($"Fact {sequence} in {_database.Path}: {unreadable.Message}", unreadable);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private InvalidDataException Missing(long sequence) =>
        new($"Fact {sequence} is missing from {_database.Path} though later ones are there. Restore the database from a copy.");
}
