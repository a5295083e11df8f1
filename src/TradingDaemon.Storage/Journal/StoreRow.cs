using System.Globalization;
using System.Text;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Journal;

/// <summary>What a store says of itself, in its one row.</summary>
/// <param name="Epoch">Of the newest opening; above zero.</param>
/// <param name="Boot">How many times it was opened.</param>
/// <param name="CreatedAtUtcTicks">When it was made.</param>
internal sealed record StoreRow(int Epoch, int Boot, long CreatedAtUtcTicks)
{
    /// <summary>The row, or null in a new store; throws <see cref="InvalidDataException"/> when its checksum does not fit. After a schema step there is none until it is written again.</summary>
    public static StoreRow? Read(SqliteDatabase database)
    {
        using var rows = database.Prepare("SELECT epoch, boot, created_at_utc_ticks, checksum FROM store");
        if (!rows.Step()) return null;
        var row = new StoreRow((int)rows.Number(0), (int)rows.Number(1), rows.Number(2));
        return rows.IsNull(3) || rows.Number(3) == row.Checksum(database) ? row : throw new InvalidDataException(
            $"What the store {database.Path} says of itself (its epoch among it) is damaged: the checksum does not fit. Restore the database from a copy.");
    }

    /// <summary>Writes the row, in place of the one before.</summary>
    public void Write(SqliteDatabase database) => database.InTransaction(() => database.Execute(string.Create(
        CultureInfo.InvariantCulture, $"INSERT OR REPLACE INTO store (id, epoch, boot, created_at_utc_ticks, checksum) VALUES (1, {Epoch}, {Boot}, {CreatedAtUtcTicks}, {Checksum(database)})")));

    // The notes of the schema steps have no checksum of their own; they change only when a step is taken, which takes this one away.
    private uint Checksum(SqliteDatabase database)
    {
        var steps = database.Scalar("SELECT group_concat(number || name || sha256 || applied_at) FROM (SELECT * FROM schema_version ORDER BY number)");
        return ChainChecksum.Of((uint)Epoch, Boot, CreatedAtUtcTicks, [], Encoding.UTF8.GetBytes(steps ?? ""));
    }
}
