using System.CommandLine.Parsing;
using System.Globalization;

namespace TradingDaemon.Cli.Context;

/// <summary>Moments as people type them; without an offset they are UTC.</summary>
internal static class Moments
{
    // No market told its prices by a wire before, and none is asked for what comes so much later: days can be added and taken away within.
    private const int FirstYear = 1900;
    private const int LastYear = 2999;

    /// <summary>The moment, UTC; null when it is none, or of no year from 1900 to 2999.</summary>
    public static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) && moment.Year is >= FirstYear and <= LastYear ? moment : null;

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
