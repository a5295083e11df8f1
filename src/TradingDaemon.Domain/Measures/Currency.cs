namespace TradingDaemon.Domain.Measures;

/// <summary>A currency or coin by its code, e.g. USD, BTC. Exact case; compared ordinally.</summary>
/// <param name="Code">The code as venues write it, e.g. <c>USD</c>.</param>
public readonly record struct Currency(string Code)
{
    /// <summary>The United States dollar.</summary>
    public static Currency Usd { get; } = new("USD");

    /// <inheritdoc/>
    public override string ToString() => Code;
}
