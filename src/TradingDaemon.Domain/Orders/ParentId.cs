using System.Globalization;

namespace TradingDaemon.Domain.Orders;

/// <summary>Our name for a parent order: the number of the fact that opened it, so that it is unique in its store and told by the journal alone. No venue ever sees it.</summary>
/// <param name="Number">Sequence of that fact; 1 or more.</param>
public readonly record struct ParentId(long Number)
{
    /// <inheritdoc/>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
