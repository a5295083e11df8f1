using TradingDaemon.Storage.Files;
using TradingDaemon.Storage.Schema;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Prices;

/// <summary>
/// The series of prices, in a database of its own beside the journal's: what is kept here never makes an order's commit wait, and is never a reason not to start. The
/// one writer is whoever has it open; for one thread.
/// </summary>
public sealed class PriceFile : IDisposable
{
    /// <summary>Rows forgotten at once at most: a bound on how long it takes after the time they are kept for was shortened.</summary>
    public const int ForgottenMax = 5_000;

    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(2); // nobody waits but the next interval

    private readonly SqliteDatabase _writer;
    private readonly SqliteStatement _row;
    private readonly SqliteStatement _forget;

    private PriceFile(SqliteDatabase writer)
    {
        _writer = writer;
        _row = writer.Prepare("INSERT INTO prices (at_utc_ticks, venue, symbol, told_at_utc_ticks, bid, ask, last) VALUES (?, ?, ?, ?, ?, ?, ?)");
        _forget = writer.Prepare("DELETE FROM prices WHERE (at_utc_ticks, venue, symbol) IN (SELECT at_utc_ticks, venue, symbol FROM prices WHERE at_utc_ticks < ? ORDER BY at_utc_ticks LIMIT ?) RETURNING 1");
    }

    /// <summary>Number of the newest schema step applied.</summary>
    public int SchemaVersion { get; } = Migrations.OfPrices.Newest;

    /// <summary>Whether a store has one.</summary>
    public static bool IsIn(string directory) => File.Exists(PathIn(directory));

    /// <summary>
    /// Opens the one of a store's directory, which must be there, making it when absent. Throws <see cref="IOException"/> when it is locked or cannot be written,
    /// <see cref="InvalidDataException"/> when it is damaged or of a newer version.
    /// </summary>
    public static PriceFile Open(string directory, TimeProvider clock)
    {
        var writer = SqliteDatabase.OpenWriter(PathIn(directory), BusyTimeout);
        try
        {
            Migrations.OfPrices.Up(writer, clock.GetUtcNow());
            Migrations.OfPrices.CheckTables(writer);
            return new PriceFile(writer);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Keeps all of the rows or, when it throws <see cref="IOException"/> or <see cref="InvalidDataException"/>, none; on disk when it returns.</summary>
    /// <returns>How many were new: what stands for a venue, symbol and moment stays as it is.</returns>
    public int Keep(IReadOnlyList<PriceRow> rows)
    {
        var kept = 0;
        _writer.InTransaction(() =>
        {
            kept = 0;
            foreach (var row in rows)
                if (_row.Bind(1, row.At.UtcTicks).Bind(2, row.Venue).Bind(3, row.Symbol.Text).Bind(4, row.ToldAt.UtcTicks).Bind(5, row.Bid).Bind(6, row.Ask).Bind(7, row.Last).TryRun()) kept++;
        });
        return kept;
    }

    /// <summary>Forgets what stands for moments before <paramref name="before"/> (UTC), the oldest first, at most <see cref="ForgottenMax"/> rows.</summary>
    /// <returns>How many were forgotten.</returns>
    public int Forget(DateTimeOffset before)
    {
        var forgotten = 0;
        _writer.InTransaction(() =>
        {
            forgotten = 0;
            _forget.Bind(1, before.UtcTicks).Bind(2, ForgottenMax);
            while (_forget.Step()) forgotten++;
        });
        return forgotten;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _row.Dispose();
        _forget.Dispose();
        _writer.Dispose();
    }

    /// <summary>Where it is in a store's directory.</summary>
    internal static string PathIn(string directory) => new StorePaths(Path.GetFullPath(directory)).Prices;
}
