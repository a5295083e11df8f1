using NUnit.Framework;
using TradingDaemon.Strategies.Parameters;

namespace TradingDaemon.Tests.Strategies.Parameters;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["fast", "slow", "cooldown"];

    [TestCase("", "", 0)]
    [TestCase("abc", "", 3)]
    [TestCase("", "abc", 3)]
    [TestCase("kitten", "sitting", 3)]
    [TestCase("fast", "fsat", 2)]
    public void Edits_Pairs_CountLettersToChange(string from, string to, int expected) => Assert.That(NearestName.Edits(from, to), Is.EqualTo(expected));

    [TestCase("fsat", "fast")]
    [TestCase("FAST", "fast")]
    [TestCase("coolDwn", "cooldown")]
    [TestCase("lookback", null)]
    [TestCase("", null)]
    public void Find_Mistyped_IsTheNearestOrNone(string written, string? expected) => Assert.That(NearestName.Find(written, Names), Is.EqualTo(expected));

    [Test]
    public void Find_AmongNone_IsNone() => Assert.That(NearestName.Find("fast", []), Is.Null);

    [Test]
    public void Suggestion_NothingNear_ListsWhatIsKnown() =>
        Assert.That(NearestName.Suggestion("xyz", Names), Is.EqualTo("; known are fast, slow, cooldown"));
}
