namespace TradingDaemon.Domain.Instruments;

/// <summary>
/// An instrument's canonical name in exact case: <c>BTC/USD</c>, <c>AAPL</c>, <c>EUR/USD</c>, <c>AAPL250117C00150000</c>. The same thing at a further venue has
/// that venue's name behind it: <c>BTC/USD@coinbase</c>. Everywhere in the daemon that is a name like any other; what a venue itself says is <see cref="AtVenue"/>.
/// </summary>
/// <param name="Text">The name; never empty, compared ordinally.</param>
public readonly record struct Symbol(string Text) : IComparable<Symbol>
{
    private const char Mark = '@';

    /// <summary>The venue whose name stands behind it; null where none does.</summary>
    public string? Venue => Text.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at ? Text[(at + 1)..] : null;

    /// <summary>The name without a venue behind it: what every venue calls it, and what the same thing at several venues has in common.</summary>
    public Symbol AtVenue => Text.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at ? new(Text[..at]) : this;

    /// <summary>The name of the same thing at a further venue.</summary>
    public Symbol ListedAt(string venue) => new($"{AtVenue.Text}{Mark}{venue}");

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
