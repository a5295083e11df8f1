using System.CommandLine.Parsing;
using System.Globalization;

namespace TradingDaemon.Cli.Context;

/// <summary>Moments as people type them; without an offset they are UTC.</summary>
internal static class Moments
{
    /// <summary>The moment, UTC; null when it is none.</summary>
    public static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    /// <summary>The moment an option was given; what is none becomes an error of the command line.</summary>
    public static DateTimeOffset? OfOption(ArgumentResult typed)
    {
        if (Parse(typed.Tokens[0].Value) is { } moment) return moment;
        typed.AddError(NoMoment(typed.Tokens[0].Value));
        return null;
    }

    /// <summary>What is said of a text that is none.</summary>
    public static string NoMoment(string text) => $"{text} is no time; one is e.g. 2026-01-01 or 2026-01-01T09:30:00Z.";
}
