using System.Text;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Storage.Schema;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Prices;

/// <summary>Reads a store's series of prices, of a running daemon or a dead one, without changing it.</summary>
public static class PriceReading
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(2); // a person waits

    /// <summary>
    /// The rows asked for by time, venue and symbol, oldest first, as they are read; none where no price was ever kept. Throws <see cref="IOException"/> when they cannot be
    /// read, <see cref="InvalidDataException"/> when the file is damaged or of another schema.
    /// </summary>
    public static IEnumerable<PriceRow> Read(string directory, PriceQuery query)
    {
        if (!PriceFile.IsIn(directory)) yield break;
        using var database = Open(directory);
        using var row = database.Prepare(Question(query));
        row.Bind(1, query.From.UtcTicks).Bind(2, query.To.UtcTicks).Bind(3, query.RowsMax ?? -1L);
        var next = 4;
        if (query.Symbol is { } symbol) row.Bind(next++, symbol);
        if (query.Venue is { } venue) row.Bind(next, venue);
        while (row.Step()) yield return new PriceRow(row.Time(0), row.Text(1), new Symbol(row.Text(2)), row.Time(3), Price(row, 4), Price(row, 5), Price(row, 6));
    }

    /// <summary>A line for each fault of it; none means whole. Throws <see cref="IOException"/> when it cannot be read.</summary>
    /// <param name="directory">Of the store.</param>
    /// <param name="rows">How many rows it has.</param>
    public static IReadOnlyList<string> Verify(string directory, out long rows)
    {
        rows = 0;
        var faults = new List<string>();
        try
        {
            using var database = Open(directory);
            Migrations.OfPrices.CheckTables(database);
            using var checks = database.Prepare("PRAGMA integrity_check");
            while (checks.Step())
                if (checks.Text(0) is var line && line != "ok") faults.Add($"SQLite's check of {database.Path}: {line}");
            if (faults.Count == 0)
                foreach (var _ in Read(directory, new PriceQuery(DateTimeOffset.MinValue, DateTimeOffset.MaxValue))) rows++; // each value is what it should be
        }
        catch (InvalidDataException damaged)
        {
            faults.Add(damaged.Message);
        }

        return faults;
    }

    private static SqliteDatabase Open(string directory)
    {
        var database = SqliteDatabase.OpenReader(PriceFile.PathIn(directory), BusyTimeout);
        try
        {
            Migrations.OfPrices.Check(database);
            if (Migrations.Applied(database) < Migrations.OfPrices.Newest) throw new InvalidDataException($"The database {database.Path} has an older schema than this version reads; start the daemon once to bring it up to date.");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static string Question(PriceQuery query)
    {
        var sql = new StringBuilder("SELECT at_utc_ticks, venue, symbol, told_at_utc_ticks, bid, ask, last FROM prices WHERE at_utc_ticks >= ?1 AND at_utc_ticks < ?2");
        var next = 4;
        if (query.Symbol is not null) sql.Append(" AND symbol = ?").Append(next++);
        if (query.Venue is not null) sql.Append(" AND venue = ?").Append(next);
        return sql.Append(" ORDER BY at_utc_ticks, venue, symbol LIMIT ?3").ToString();
    }

    private static decimal? Price(SqliteStatement row, int column) => row.IsNull(column) ? null : row.Decimal(column);
}
