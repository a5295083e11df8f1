using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Ledgers;

/// <summary>The newest fills booked of one venue, by its own ids, so that whoever numbers them goes on.</summary>
/// <param name="Fills">Every fill booked that was executed at or after <paramref name="From"/>.</param>
/// <param name="From">Some days before the newest one, and never before the venue was this store's: what was executed earlier is in the balance it was opened with (UTC).</param>
public sealed record BookedFills(IReadOnlyList<(string ExecutionId, long ExecutionSequence, DateTimeOffset At)> Fills, DateTimeOffset From)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(3); // longer than any venue takes to show an execution

    /// <param name="database">The store's.</param>
    /// <param name="venue">Which venue.</param>
    /// <param name="madeAt">When the store was made: of venues it had before it noted since when, that is their beginning.</param>
    /// <param name="opensAt">Now, where the books have no opening balance of the venue yet; else null.</param>
    internal static BookedFills Of(SqliteDatabase database, string venue, DateTimeOffset madeAt, DateTimeOffset? opensAt)
    {
        var since = Since(database, venue, madeAt, opensAt);
        using var newest = database.Prepare("SELECT max(at_utc_ticks) FROM fills WHERE venue = ?");
        newest.Bind(1, venue);
        if (!newest.Step() || newest.IsNull(0)) return new([], since);
        var from = newest.Time(0) - Kept;
        var fills = new List<(string, long, DateTimeOffset)>();
        using var rows = database.Prepare("SELECT execution_id, execution_sequence, at_utc_ticks FROM fills WHERE venue = ? AND at_utc_ticks >= ?");
        rows.Bind(1, venue).Bind(2, from.UtcTicks);
        while (rows.Step()) fills.Add((rows.Text(0), rows.Number(1), rows.Time(2)));
        return new(fills, from > since ? from : since);
    }

    // A venue begins anew with each start until its balance is booked, unless something of it is: an order of ours may be filled at any time after.
    private static DateTimeOffset Since(SqliteDatabase database, string venue, DateTimeOffset madeAt, DateTimeOffset? opensAt)
    {
        if (opensAt is { } now && !IsBooked(database, "fills", venue) && !IsBooked(database, "intents", venue))
        {
            using var note = database.Prepare("INSERT INTO venues (name, since_utc_ticks) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET since_utc_ticks = excluded.since_utc_ticks");
            note.Bind(1, venue).Bind(2, now.UtcTicks).TryRun();
            return now;
        }

        using var noted = database.Prepare("SELECT since_utc_ticks FROM venues WHERE name = ?");
        noted.Bind(1, venue);
        return noted.Step() ? noted.Time(0) : madeAt;
    }

    private static bool IsBooked(SqliteDatabase database, string ledger, string venue)
    {
        using var rows = database.Prepare($"SELECT 1 FROM {ledger} WHERE venue = ? LIMIT 1");
        rows.Bind(1, venue);
        return rows.Step();
    }
}
