using System.Globalization;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>Compares, and throws <see cref="InvariantBrokenException"/> with both values.</summary>
internal static class Invariant
{
    private const int ShownMax = 5; // differences in one message

    /// <summary>Both are the same.</summary>
    public static void Same<T>(string invariant, T expected, T found)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found)) throw new InvariantBrokenException(invariant, Text(expected), Text(found));
    }

    /// <summary>It is so.</summary>
    public static void Holds(string invariant, bool holds, string expected, object? found)
    {
        if (!holds) throw new InvariantBrokenException(invariant, expected, Text(found));
    }

    /// <summary>There is none.</summary>
    public static void None<T>(string invariant, IEnumerable<T> found)
    {
        var some = found.Take(ShownMax).ToList();
        if (some.Count > 0) throw new InvariantBrokenException(invariant, "none", string.Join(", ", some.Select(static one => Text(one))));
    }

    /// <summary>Both contain the same, in whatever order.</summary>
    public static void SameSet<T>(string invariant, IEnumerable<T> expected, IEnumerable<T> found)
    {
        var (wanted, got) = (expected.ToHashSet(), found.ToHashSet());
        if (wanted.SetEquals(got)) return;
        throw new InvariantBrokenException(invariant, List(wanted.Except(got)), List(got.Except(wanted)));
    }

    private static string List<T>(IEnumerable<T> differences) =>
        differences.Take(ShownMax).Select(static one => Text(one)).ToList() is { Count: > 0 } some ? string.Join(", ", some) : "nothing besides";

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "nothing";
}
