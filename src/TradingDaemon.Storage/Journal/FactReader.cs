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

    /// <summary>Sequence of the row stepped to, or of the one it began after.</summary>
    public long Sequence => _sequence;

    /// <summary>UTC ticks of the row stepped to.</summary>
    public long AtUtcTicks => _rows.Number(1);

    /// <summary>JSON of the row stepped to; valid until the next step.</summary>
    public ReadOnlySpan<byte> Payload => _rows.Utf8(3);

    /// <summary>The next fact, or null after the last; throws <see cref="InvalidDataException"/> naming the sequence of a missing, changed or unknown row.</summary>
    public RecordedFact? Next() => Step() ? Parse(_database.Path, Sequence, AtUtcTicks, Payload) : null;

    /// <summary>Goes to the next row and checks it, without reading its content; false after the last. Throws as <see cref="Next"/> does.</summary>
    public bool Step()
    {
        if (!_rows.Step()) return false;
        var (sequence, ticks) = (_rows.Number(0), _rows.Number(1));
        if (sequence != _sequence + 1) throw Missing(_sequence + 1);
        var checksum = ChainChecksum.Of(_checksum, sequence, ticks, _rows.Utf8(2), _rows.Utf8(3));
        if (checksum != _rows.Number(4)) throw new InvalidDataException(
            $"Fact {sequence} in {_database.Path} is damaged: its checksum does not fit its content and the fact before it. Restore the database from a copy.");
        (_sequence, _checksum) = (sequence, checksum);
        return true;
    }

    /// <summary>A checked row's content; throws <see cref="InvalidDataException"/> naming the sequence of one this version cannot read.</summary>
    public static RecordedFact Parse(string path, long sequence, long atUtcTicks, ReadOnlySpan<byte> payload)
    {
        try
        {
            return new RecordedFact(sequence, new DateTimeOffset(atUtcTicks, TimeSpan.Zero), FactJson.Deserialize(payload));
        }
        catch (InvalidDataException unreadable)
        {
            throw new InvalidDataException($"Fact {sequence} in {path}: {unreadable.Message}", unreadable);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private InvalidDataException Missing(long sequence) =>
        new($"Fact {sequence} is missing from {_database.Path} though later ones are there. Restore the database from a copy.");
}
