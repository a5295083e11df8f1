using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Normalized;

/// <summary>A row of a venue's table of errors. The first row that fits decides, so narrow ones stand before wide ones.</summary>
/// <param name="Words">What the venue says.</param>
/// <param name="Kind">What that means.</param>
/// <param name="Refusal">Why it refused, where it did and says why.</param>
internal readonly record struct ErrorRow(string Words, VenueFaultKind Kind, VenueRefusal Refusal = VenueRefusal.Other)
{
    /// <summary>What a text means that begins with a row's words, letter by letter; null when none does.</summary>
    public static (VenueFaultKind Kind, VenueRefusal Refusal)? OfBeginning(IReadOnlyList<ErrorRow> table, string? text) =>
        First(table, row => text?.StartsWith(row.Words, StringComparison.Ordinal) == true);

    /// <summary>What a text means that holds a row's words, in capitals or not; null when none does.</summary>
    public static (VenueFaultKind Kind, VenueRefusal Refusal)? OfPart(IReadOnlyList<ErrorRow> table, string? text) =>
        First(table, row => text?.Contains(row.Words, StringComparison.OrdinalIgnoreCase) == true);

    private static (VenueFaultKind Kind, VenueRefusal Refusal)? First(IReadOnlyList<ErrorRow> table, Func<ErrorRow, bool> fits)
    {
        foreach (var row in table)
            if (fits(row)) return (row.Kind, row.Refusal);
        return null;
    }
}
