using NUnit.Framework;

namespace TradingDaemon.Tests.Architecture;

/// <summary>Folders of a project form no cycle: one can be read, and moved, without the others that use it.</summary>
public sealed class FolderGraphTests
{
    private static IEnumerable<string> Projects => Repo.Projects;

    [TestCaseSource(nameof(Projects))]
    public void Folders_UseEachOther_WithoutCycles(string project)
    {
        var uses = Uses([.. Repo.Production.Where(file => file.Project == project && file.Namespace.Length > 0)], project);
        foreach (var (from, to) in uses.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            TestContext.Out.WriteLine($"{from} -> {string.Join(", ", to.Order(StringComparer.Ordinal))}");
        Assert.That(FirstCycle(uses), Is.Null);
    }

    [Test]
    public void FirstCycle_OfAGraphThatHasOne_NamesIt()
    {
        var uses = new Dictionary<string, HashSet<string>> { ["A"] = ["B"], ["B"] = ["C"], ["C"] = ["A"], ["D"] = ["A"] };
        Assert.That(FirstCycle(uses), Is.EqualTo("A -> B -> C -> A"));
    }

    /// <summary>Edges by using directives, and by types of an enclosing namespace, which need none.</summary>
    private static Dictionary<string, HashSet<string>> Uses(IReadOnlyList<SourceFile> files, string project)
    {
        var own = files.Select(static file => file.Namespace).ToHashSet(StringComparer.Ordinal);
        var typesOf = files.GroupBy(static file => file.Namespace)
            .ToDictionary(static group => group.Key, static group => group.SelectMany(static file => file.TopLevelTypes.Select(SourceFile.NameOf)).ToHashSet(StringComparer.Ordinal));
        var uses = own.ToDictionary(static name => name, static _ => new HashSet<string>(StringComparer.Ordinal));
        foreach (var file in files)
        {
            var named = file.Syntax.Usings.Select(use => use.NamespaceOrType.ToString()).Select(name => own.FirstOrDefault(space => name == space || (use(name, space))));
            uses[file.Namespace].UnionWith(named.OfType<string>());
            foreach (var outer in Enclosing(file.Namespace, project).Where(own.Contains))
                if (file.Words().Any(word => typesOf[outer].Contains(word.Word) && !typesOf[file.Namespace].Contains(word.Word))) uses[file.Namespace].Add(outer);
            uses[file.Namespace].Remove(file.Namespace);
        }
        return uses;

        // "using static Space.Type" and "using Alias = Space.Type" name a type of the namespace
        bool use(string name, string space) => name.StartsWith(space + ".", StringComparison.Ordinal) && typesOf[space].Contains(name[(space.Length + 1)..].Split('.', '<')[0]);
    }

    private static IEnumerable<string> Enclosing(string space, string project)
    {
        for (var dot = space.LastIndexOf('.'); dot >= project.Length; dot = space.LastIndexOf('.', dot - 1)) yield return space[..dot];
    }

    private static string? FirstCycle(Dictionary<string, HashSet<string>> uses)
    {
        var finished = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        foreach (var start in uses.Keys.Order(StringComparer.Ordinal))
            if (Walk(start) is { } cycle) return cycle;
        return null;

        string? Walk(string at)
        {
            var before = path.IndexOf(at);
            if (before >= 0) return string.Join(" -> ", path.Skip(before).Append(at));
            if (finished.Contains(at)) return null;
            path.Add(at);
            foreach (var next in uses.GetValueOrDefault(at, []).Order(StringComparer.Ordinal))
                if (Walk(next) is { } cycle) return cycle;
            path.RemoveAt(path.Count - 1);
            finished.Add(at);
            return null;
        }
    }
}
