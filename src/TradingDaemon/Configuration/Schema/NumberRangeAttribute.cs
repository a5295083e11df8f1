using System.Globalization;

namespace TradingDaemon.Configuration.Schema;

/// <summary>A number from <paramref name="min"/> to <paramref name="max"/>, both included unless <see cref="MinExcluded"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NumberRangeAttribute(double min, double max) : AllowedAttribute
{
    /// <summary>True when the value must be above the minimum, not at it.</summary>
    public bool MinExcluded { get; init; }

    /// <summary>The unit, e.g. <c>of equity</c>; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <inheritdoc/>
    public override string Words
    {
        get
        {
            var from = string.Create(CultureInfo.InvariantCulture, $"a number {(MinExcluded ? "above" : "from")} {(decimal)min}");
            var to = string.Create(CultureInfo.InvariantCulture, $"{(MinExcluded ? " up to" : " to")} {(decimal)max}");
            return Unit.Length == 0 ? from + to : $"{from}{to} {Unit}";
        }
    }

    /// <inheritdoc/>
    public override bool Accepts(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && value <= (decimal)max && (MinExcluded ? value > (decimal)min : value >= (decimal)min);
}
