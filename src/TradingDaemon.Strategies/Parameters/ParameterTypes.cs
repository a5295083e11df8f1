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

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
