using System.Text.Json;
using NUnit.Framework;

namespace TradingDaemon.Tests.Architecture;

/// <summary>The list of mutants keeps up with the sources it breaks: one that no longer applies would prove nothing.</summary>
internal sealed class MutantTests
{
    private static IEnumerable<JsonElement> List => JsonDocument.Parse(Repo.Read("tests/TradingDaemon.Mutants/mutants.json")).RootElement.EnumerateArray();

    private static IEnumerable<TestCaseData> Mutants => List
        .Select(static mutant => new TestCaseData(Text(mutant, "file"), Text(mutant, "find"), Text(mutant, "replace"), Text(mutant, "project")).SetArgDisplayNames(Text(mutant, "name")));

    [TestCaseSource(nameof(Mutants))]
    public void Mutant_OfTheList_StillApplies(string file, string find, string replace, string project)
    {
        Assert.That(Repo.Read(file).Split(find), Has.Length.EqualTo(2), $"{file} has the text exactly once.");
        Assert.That((find == replace, Repo.Names(project)), Is.EqualTo((false, true)));
    }

    [Test]
    public void List_HasAtLeastThirty_OfDifferentNames()
    {
        var names = List.Select(static mutant => Text(mutant, "name")).ToList();
        Assert.That(names, Has.Count.AtLeast(30).And.Unique);
    }

    private static string Text(JsonElement mutant, string name) => mutant.GetProperty(name).GetString() ?? "";
}
