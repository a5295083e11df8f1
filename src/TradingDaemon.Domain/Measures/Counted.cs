using System.Globalization;

namespace TradingDaemon.Domain.Measures;

/// <summary>A count with its noun, as people read it: 1 order, 2 orders. Log events tell counts as fields of their own instead, behind their names.</summary>
public static class Counted
{
    /// <summary>The count, thousands apart, and what is counted.</summary>
    /// <param name="count">Zero or more.</param>
    /// <param name="one">The noun of one, e.g. <c>order</c>.</param>
    /// <param name="many">Of any other count; null where an s makes it.</param>
    public static string Of(long count, string one, string? many = null) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1L ? one : many ?? $"{one}s")}");
}
