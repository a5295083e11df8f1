using System.Globalization;
using TradingDaemon.Domain.Control;

namespace TradingDaemon.Journalling;

/// <summary>Changes of the configuration in words.</summary>
internal static class ChangeText
{
    private const int NamesMax = 20; // in one line of log or alert; the audit has all

    /// <summary>Keys with both values and what that lets through.</summary>
    public static string Of(IEnumerable<ConfigurationChange> changes) => List([.. changes.Select(Of)]);

    /// <summary>One key.</summary>
    public static string Of(ConfigurationChange change) => $"{change.Key} {change.Before ?? "(none)"} -> {change.After ?? "(none)"}{Effect(change.Effect)}";

    /// <summary>The first names, and how many more there are.</summary>
    public static string List(IReadOnlyCollection<string> names) =>
        string.Join("; ", names.Take(NamesMax)) + (names.Count > NamesMax ? string.Create(CultureInfo.InvariantCulture, $"; and {names.Count - NamesMax} more") : "");

    private static string Effect(ChangeEffect effect) => effect switch
    {
        ChangeEffect.Looser => " (LOOSER)",
        ChangeEffect.Tighter => " (tighter)",
        _ => "",
    };
}
