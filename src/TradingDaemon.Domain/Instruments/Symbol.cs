namespace TradingDaemon.Domain.Instruments;

/// <summary>An instrument's canonical name in exact case: <c>BTC/USD</c>, <c>AAPL</c>, <c>EUR/USD</c>, <c>AAPL250117C00150000</c>.</summary>
/// <param name="Text">The name; never empty, compared ordinally.</param>
public readonly record struct Symbol(string Text) : IComparable<Symbol>
{
    /// <inheritdoc/>
    public int CompareTo(Symbol other) => string.CompareOrdinal(Text, other.Text);

    /// <summary>Ordinal order of the names.</summary>
    public static bool operator <(Symbol left, Symbol right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order of the names.</summary>
    public static bool operator >(Symbol left, Symbol right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order of the names.</summary>
    public static bool operator <=(Symbol left, Symbol right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order of the names.</summary>
    public static bool operator >=(Symbol left, Symbol right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
