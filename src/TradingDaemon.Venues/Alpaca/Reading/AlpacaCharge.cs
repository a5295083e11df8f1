using System.Globalization;
using TradingDaemon.Domain.Charges;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>Reads the activities of the kind <c>FEE</c>: what regulators and clearing charge of sales, a sum a day and kind, without an order.</summary>
internal static class AlpacaCharge
{
    /// <summary>The activity's kind.</summary>
    public const string Kind = "FEE";

    // What is taken of coins is booked with the fill that cost it. The venue's own words begin so; "coin" itself is somebody's ticker.
    private static readonly string[] OfCoins = ["coin pair", "crypto"];

    /// <summary>The fees among the rows of a page, in its order, and the id of its last row, which the next page begins after; null of an empty page.</summary>
    /// <param name="rows">The page.</param>
    /// <param name="currency">Of the account, where a row does not say.</param>
    /// <param name="isCoin">Whether a symbol, however it is spelled, is a coin's.</param>
    /// <exception cref="WireFormatException">A row has no id, no day, or a sum that is no number.</exception>
    public static (IReadOnlyList<VenueCharge> Charges, int Rows, string? LastId) Read(WireValue rows, string currency, Predicate<string> isCoin)
    {
        if (!rows.IsArray) throw new WireFormatException("activities are no list");
        var (charges, count, last) = (new List<VenueCharge>(), 0, (string?)null);
        foreach (var (_, row) in rows)
        {
            count++;
            last = row["id"u8].AsText() ?? throw new WireFormatException("an activity has no id");
            if (!row["activity_type"u8].Is("FEE"u8) || row["net_amount"u8].IsMissing || IsOfACoin(row, isCoin) || Amount(row) is not { } amount) continue;
            charges.Add(new VenueCharge(last, Day(row, last), row["currency"u8].AsText() ?? currency, amount, row["description"u8].AsText() ?? ""));
        }

        return (charges, count, last);
    }

    // What is not carried out yet is told again when it is. Null for that.
    private static decimal? Amount(WireValue row)
    {
        var amount = row["net_amount"u8].AsDecimal() ?? throw new WireFormatException("a fee's sum is no number");
        return row["status"u8].AsText()?.ToLowerInvariant() switch { null or "executed" or "correct" or "corrected" => amount, "canceled" or "cancelled" => 0m, _ => null };
    }

    private static bool IsOfACoin(WireValue row, Predicate<string> isCoin) =>
        (row["symbol"u8].AsText()?.Trim() is { Length: > 0 } symbol && isCoin(symbol))
        || (row["description"u8].AsText() is { } said && OfCoins.Any(word => said.StartsWith(word, StringComparison.OrdinalIgnoreCase)));

    // The id begins with the day too.
    private static DateOnly Day(WireValue row, string id) =>
        DateOnly.TryParseExact(row["date"u8].AsText(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || DateOnly.TryParseExact(id.Length >= 8 ? id[..8] : id, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            ? day : throw new WireFormatException("a fee has no day");
}
