using System.Diagnostics;
using System.Globalization;

namespace TradingDaemon.Domain.Measures;

/// <summary>An amount of base (coins, shares, contracts); always above zero. A signed holding is a plain decimal named <c>…NetBase</c>.</summary>
public readonly record struct Quantity : IComparable<Quantity>
{
    private readonly decimal _base;

    private Quantity(decimal quantityBase) => _base = quantityBase;

    /// <summary>Units of base; above zero. Throws on <c>default(Quantity)</c>.</summary>
    public decimal Base => _base > 0m ? _base : throw new UnreachableException("default(Quantity) was used.");

    /// <summary>Makes a quantity, or null when <paramref name="quantityBase"/> is not above zero.</summary>
    public static Quantity? TryFrom(decimal quantityBase) => quantityBase > 0m ? new Quantity(quantityBase) : null;

    /// <summary>Makes a quantity; throws <see cref="ArgumentOutOfRangeException"/> unless above zero.</summary>
    public static Quantity From(decimal quantityBase) =>
        TryFrom(quantityBase) ?? throw new ArgumentOutOfRangeException(nameof(quantityBase), quantityBase, "A quantity is above zero.");

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => _base.CompareTo(other._base);

    /// <summary>Orders by units of base.</summary>
    public static bool operator <(Quantity left, Quantity right) => left._base < right._base;

    /// <summary>Orders by units of base.</summary>
    public static bool operator >(Quantity left, Quantity right) => left._base > right._base;

    /// <summary>Orders by units of base.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left._base <= right._base;

    /// <summary>Orders by units of base.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left._base >= right._base;

    /// <inheritdoc/>
    public override string ToString() => _base.ToString(CultureInfo.InvariantCulture);
}
