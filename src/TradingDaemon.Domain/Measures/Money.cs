using System.Globalization;

namespace TradingDaemon.Domain.Measures;

/// <summary>A signed amount of one currency.</summary>
/// <param name="Amount">Signed units of <paramref name="Currency"/>.</param>
/// <param name="Currency">The currency of the amount.</param>
public readonly record struct Money(decimal Amount, Currency Currency)
{
    /// <summary>Adds two amounts; throws <see cref="InvalidOperationException"/> when the currencies differ.</summary>
    public static Money operator +(Money left, Money right) =>
        left.Currency == right.Currency
            ? new Money(left.Amount + right.Amount, left.Currency)
            : throw new InvalidOperationException($"Cannot add {right.Currency} to {left.Currency}.");

    /// <summary>The same amount with the opposite sign.</summary>
    public static Money operator -(Money value) => value with { Amount = -value.Amount };

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency.Code}");
}
