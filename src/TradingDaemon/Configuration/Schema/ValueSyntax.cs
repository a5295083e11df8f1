using System.Globalization;
using System.Text.Json;

namespace TradingDaemon.Configuration.Schema;

/// <summary>How values of each type are written in files, variables and arguments.</summary>
internal static class ValueSyntax
{
    /// <summary>The type in words.</summary>
    public static string TypeWords(Type type) => Plain(type) switch
    {
        { IsEnum: true } => "word",
        var plain when plain == typeof(bool) => "switch",
        var plain when plain == typeof(TimeSpan) => "duration",
        var plain when IsWhole(plain) => "whole number",
        var plain when plain == typeof(decimal) || plain == typeof(double) => "number",
        _ => "text",
    };

    /// <summary>The allowed values of a type without a range, as they finish the sentence "must be …".</summary>
    public static string AllowedWords(Type type) => Plain(type) switch
    {
        { IsEnum: true } plain => "one of " + string.Join(", ", Enum.GetNames(plain).Select(JsonNamingPolicy.CamelCase.ConvertName)),
        var plain when plain == typeof(bool) => "true or false",
        var plain when plain == typeof(TimeSpan) => "a duration (hh:mm:ss)",
        var plain when IsWhole(plain) => "a whole number",
        var plain when plain == typeof(decimal) || plain == typeof(double) => "a number",
        _ => "a text",
    };

    /// <summary>Whether the text is a value of the type. Stricter than the binder: no numbers for words, no bare number of days for a duration.</summary>
    public static bool IsWellFormed(Type type, string text) => Plain(type) switch
    {
        { IsEnum: true } plain => Enum.GetNames(plain).Contains(text, StringComparer.OrdinalIgnoreCase),
        var plain when plain == typeof(bool) => bool.TryParse(text, out _),
        var plain when plain == typeof(TimeSpan) => text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _),
        var plain when IsWhole(plain) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && (plain != typeof(int) || whole is >= int.MinValue and <= int.MaxValue),
        var plain when plain == typeof(decimal) || plain == typeof(double) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => true,
    };

    /// <summary>A default as it would be written; null for null and for collections.</summary>
    public static string? Write(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
        TimeSpan duration => duration.Ticks % TimeSpan.TicksPerSecond == 0 ? duration.ToString("c", CultureInfo.InvariantCulture) : duration.ToString("c", CultureInfo.InvariantCulture).TrimEnd('0'),
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>Whether the type holds whole numbers only, or nothing.</summary>
    public static bool IsWhole(Type type) => Plain(type) == typeof(int) || Plain(type) == typeof(long);

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
