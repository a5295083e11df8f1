using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Ledgers;

/// <summary>The newest fills booked of one venue, by its own ids, so that whoever numbers them goes on.</summary>
/// <param name="Fills">Every fill booked that was executed at or after <paramref name="From"/>.</param>
/// <param name="From">Some days before the newest one, and never before the store's first opening: what was executed earlier is in the balances that were adopted then (UTC).</param>
public sealed record BookedFills(IReadOnlyList<(string ExecutionId, long ExecutionSequence, DateTimeOffset At)> Fills, DateTimeOffset From)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(3); // longer than any venue takes to show an execution

    internal static BookedFills Of(SqliteDatabase database, string venue, DateTimeOffset firstOpenedAt)
    {
        using var newest = database.Prepare("SELECT max(at_utc_ticks) FROM fills WHERE venue = ?");
        newest.Bind(1, venue);
        if (!newest.Step() || newest.IsNull(0)) return new([], firstOpenedAt);
        var from = newest.Time(0) - Kept;
        var fills = new List<(string, long, DateTimeOffset)>();
        using var rows = database.Prepare("SELECT execution_id, execution_sequence, at_utc_ticks FROM fills WHERE venue = ? AND at_utc_ticks >= ?");
        rows.Bind(1, venue).Bind(2, from.UtcTicks);
        while (rows.Step()) fills.Add((rows.Text(0), rows.Number(1), rows.Time(2)));
        return new(fills, from > firstOpenedAt ? from : firstOpenedAt);
    }
}
