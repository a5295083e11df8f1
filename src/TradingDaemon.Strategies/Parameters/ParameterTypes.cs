using System.Collections.Immutable;
using System.Globalization;

namespace TradingDaemon.Strategies.Parameters;

/// <summary>The types a parameter can have, each with its range in words. All texts are read in the invariant culture.</summary>
internal static class ParameterTypes
{
    /// <summary>An integer, bounds included.</summary>
    public static Parameter<int> WholeNumber(string name, int defaultValue, int min, int max, string meaning) =>
        new(new(name, Text(defaultValue), $"a whole number from {Text(min)} to {Text(max)}", meaning), defaultValue,
            text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value : null);

    /// <summary>A finite number, bounds included.</summary>
    public static Parameter<double> Number(string name, double defaultValue, double min, double max, string meaning) =>
        new(new(name, Text(defaultValue), $"a number from {Text(min)} to {Text(max)}", meaning), defaultValue,
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value : null);

    /// <summary>A duration from zero, written <c>hh:mm:ss</c> with an optional fraction.</summary>
    public static Parameter<TimeSpan> Duration(string name, TimeSpan defaultValue, TimeSpan max, string meaning) =>
        new(new(name, Text(defaultValue), $"a duration from {Text(TimeSpan.Zero)} to {Text(max)}", meaning), defaultValue,
            text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= TimeSpan.Zero && value <= max ? value : null);

    /// <summary>One of an enum's names, in any case; its numbers are not accepted.</summary>
    public static Parameter<T> Choice<T>(string name, T defaultValue, string meaning)
        where T : struct, Enum =>
        new(new(name, Lower(defaultValue), string.Join(" or ", Enum.GetValues<T>().Select(Lower)), meaning), defaultValue,
            text => Enum.GetValues<T>().Where(value => string.Equals(Lower(value), text, StringComparison.OrdinalIgnoreCase)).Cast<T?>().FirstOrDefault());

    /// <summary>Shares of a whole, in percent, the first one first.</summary>
    public static Parameter<ImmutableArray<double>> Shares(string name, string defaultValue, int countMax, string meaning) =>
        new(new(name, defaultValue, $"1 to {Text(countMax)} numbers above 0 that add up to 100, e.g. {defaultValue}", meaning), ReadShares(defaultValue, countMax)!.Value, text => ReadShares(text, countMax));

    private static ImmutableArray<double>? ReadShares(string text, int countMax)
    {
        var parts = text.Split('/', StringSplitOptions.TrimEntries);
        if (parts.Length > countMax) return null;
        var shares = ImmutableArray.CreateBuilder<double>(parts.Length);
        foreach (var part in parts)
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) || !(share > 0d)) return null;
            shares.Add(share / 100d);
        }

        return Math.Abs(shares.Sum() - 1d) < 0.0001d ? shares.ToImmutable() : null; // thirds are written 33.33
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
