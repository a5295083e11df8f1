using System.Globalization;

namespace TradingDaemon.Configuration.Schema;

/// <summary>A duration from <paramref name="min"/> to <paramref name="max"/>, both included and written <c>hh:mm:ss</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationRangeAttribute(string min, string max) : AllowedAttribute
{
    /// <inheritdoc/>
    public override string Words => $"a duration from {min} to {max} (hh:mm:ss)";

    /// <inheritdoc/>
    public override bool Accepts(string text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value)
        && value >= TimeSpan.Parse(min, CultureInfo.InvariantCulture) && value <= TimeSpan.Parse(max, CultureInfo.InvariantCulture);
}
