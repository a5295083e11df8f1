using System.Globalization;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>A row of the history.</summary>
/// <param name="RowId">The venue's id of it. It may be the placed order's, which the venue does not say; then several rows share it.</param>
/// <param name="Fill">What it tells, under a name that is its own in either case.</param>
internal sealed record CoinSpotExecution(string RowId, ToldFill Fill)
{
    /// <summary>Names the rows of a history by all that makes one: the same rows have the same names in every answer.</summary>
    public static IEnumerable<CoinSpotExecution> Of(IEnumerable<ToldFill> rows) => rows.GroupBy(static row => Name(row), StringComparer.Ordinal).SelectMany(static alike =>
        alike.Select((row, index) => new CoinSpotExecution(row.ExecutionId, row with { ExecutionId = index == 0 ? alike.Key : $"{alike.Key}#{index}" })));

    private static string Name(ToldFill row) => string.Create(CultureInfo.InvariantCulture, $"{row.ExecutionId}:{row.At?.ToUnixTimeMilliseconds()}:{Plain(row.Quantity)}@{Plain(row.Price)}");

    private static decimal Plain(decimal number) => number / 1.000000000000000000000000000000m; // 1.50 and 1.5 are one
}
