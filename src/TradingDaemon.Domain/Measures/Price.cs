using System.Diagnostics;
using System.Globalization;

namespace TradingDaemon.Domain.Measures;

/// <summary>Quote currency per unit of base; always above zero.</summary>
public readonly record struct Price : IComparable<Price>
{
    private readonly decimal _quotePerBase;

    private Price(decimal quotePerBase) => _quotePerBase = quotePerBase;

    /// <summary>Quote currency per unit of base; above zero. Throws on <c>default(Price)</c>.</summary>
    public decimal QuotePerBase =>
        _quotePerBase > 0m ? _quotePerBase : throw new UnreachableException("default(Price) was used.");

    /// <summary>Makes a price, or null when <paramref name="quotePerBase"/> is not above zero.</summary>
    public static Price? TryFrom(decimal quotePerBase) => quotePerBase > 0m ? new Price(quotePerBase) : null;

    /// <summary>Makes a price; throws <see cref="ArgumentOutOfRangeException"/> unless above zero.</summary>
    public static Price From(decimal quotePerBase) =>
        TryFrom(quotePerBase) ?? throw new ArgumentOutOfRangeException(nameof(quotePerBase), quotePerBase, "A price is above zero.");

    /// <inheritdoc/>
    public int CompareTo(Price other) => _quotePerBase.CompareTo(other._quotePerBase);

    /// <summary>Orders by quote currency per base.</summary>
    public static bool operator <(Price left, Price right) => left._quotePerBase < right._quotePerBase;

    /// <summary>Orders by quote currency per base.</summary>
    public static bool operator >(Price left, Price right) => left._quotePerBase > right._quotePerBase;

    /// <summary>Orders by quote currency per base.</summary>
    public static bool operator <=(Price left, Price right) => left._quotePerBase <= right._quotePerBase;

    /// <summary>Orders by quote currency per base.</summary>
    public static bool operator >=(Price left, Price right) => left._quotePerBase >= right._quotePerBase;

    /// <inheritdoc/>
    public override string ToString() => _quotePerBase.ToString(CultureInfo.InvariantCulture);
}
