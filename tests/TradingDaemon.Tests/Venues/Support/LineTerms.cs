using System.Globalization;
using System.Text.Json;
using NUnit.Framework;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>
/// What lines must say, a row a line, written as <c>kind key=value key~=part</c>: a value <c>-</c> means that the key is left out, <c>_</c> stands for a
/// space, <c>~=</c> for a part of what is said, <c>x3</c> behind the kind for three such lines in a row; where <c>only</c> ends the row, no other key is there.
/// </summary>
internal static class LineTerms
{
    /// <summary>Asserts what each of the lines says, and that there are no others.</summary>
    public static void MustSay(this IReadOnlyList<JsonElement> lines, params string[] rows)
    {
        var expected = rows.SelectMany(static row => Enumerable.Repeat(row, Times(row))).ToList();
        Assert.That(lines, Has.Count.EqualTo(expected.Count), string.Join('\n', lines.Select(static line => line.GetRawText())));
        for (var i = 0; i < expected.Count; i++) lines[i].MustSay(expected[i]);
    }

    /// <summary>Asserts what one line says.</summary>
    public static void MustSay(this JsonElement line, string row)
    {
        var words = row.Split(' ');
        var terms = words.Skip(Times(row) > 1 ? 2 : 1).Where(static word => word != "only").Select(Term).ToList();
        Assert.That(line.Says("kind"), Is.EqualTo(words[0]), line.GetRawText());
        foreach (var (key, value, isPart) in terms)
            Assert.That((line.Says(key) ?? "-").Replace(' ', '_'), isPart ? Does.Contain(value) : Is.EqualTo(value), $"{key} of {line.GetRawText()}");
        if (words[^1] == "only") Assert.That(line.EnumerateObject().Select(static told => told.Name), Is.SubsetOf(terms.Select(static term => term.Key).Concat(["kind", "venue"])), line.GetRawText());
    }

    private static int Times(string row) => row.Split(' ') is [_, ['x', .. var times], ..] ? int.Parse(times, CultureInfo.InvariantCulture) : 1;

    private static (string Key, string Value, bool IsPart) Term(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var isPart = word[equals - 1] == '~';
        return (word[..(isPart ? equals - 1 : equals)], word[(equals + 1)..], isPart);
    }
}
