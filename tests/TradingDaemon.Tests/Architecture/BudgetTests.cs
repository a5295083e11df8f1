using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using NUnit.Framework;

namespace TradingDaemon.Tests.Architecture;

/// <summary>How big things may get. Each test prints the largest, so that what is near its budget is seen before it breaks it.</summary>
public sealed class BudgetTests
{
    private const int FileLinesMax = 300;
    private const int BodyLinesMax = 50;
    private const int FolderFilesMax = 20;
    private const int ShownCount = 8;

    [Test]
    public void Files_AreWithinTheirLineBudget() =>
        AssertWithin(FileLinesMax, "lines", Repo.Sources.Select(static file => (file.Path, file.Lines)));

    [Test]
    public void Methods_AreWithinTheirLineBudget() =>
        AssertWithin(BodyLinesMax, "lines", Repo.Sources.SelectMany(static file => file.Bodies));

    [Test]
    public void Folders_AreWithinTheirFileBudget() =>
        AssertWithin(FolderFilesMax, "files", Repo.Sources.GroupBy(static file => file.Folder).Select(static folder => (folder.Key, folder.Count())));

    [Test]
    public void Files_HoldOnePublicTypeOfTheirName()
    {
        var faults = Repo.Sources.Select(static file => (file, Types: file.TopLevelTypes.Where(IsPublic).Select(SourceFile.NameOf).Distinct().ToList()))
            .Where(static pair => pair.Types.Count > 1 || (pair.Types.Count == 1 && pair.Types[0] != pair.file.Name))
            .Select(static pair => $"{pair.file.Path}: {string.Join(", ", pair.Types)}");
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public void Files_HoldATypeOfTheirName()
    {
        var faults = Repo.Sources.Where(static file => file.Name is not ("Program" or "GlobalUsings" or "AssemblyInfo"))
            .Where(static file => !file.TopLevelTypes.Select(SourceFile.NameOf).Contains(file.Name))
            .Select(static file => file.Path);
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public void Files_HaveTheNamespaceOfTheirFolder()
    {
        var faults = Repo.Sources.Where(static file => file.TopLevelTypes.Any())
            .Where(static file => file.Namespace != file.Folder[(file.Folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.'))
            .Select(static file => $"{file.Path}: {file.Namespace}");
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public void Bodies_OfAFileKnownToHaveThem_AreCounted() =>
        Assert.That(Repo.Sources.Single(static file => file.Path.EndsWith("Orders/ClientOrderId.cs", StringComparison.Ordinal)).Bodies.ToList(),
            Has.Count.GreaterThanOrEqualTo(4).And.Some.Matches<(string Name, int Lines)>(static body => body.Name.EndsWith("AppendTag", StringComparison.Ordinal) && body.Lines == 6),
            "The scanner must see what it judges.");

    private static bool IsPublic(MemberDeclarationSyntax type) => type.Modifiers.Any(static modifier => modifier.IsKind(SyntaxKind.PublicKeyword));

    private static void AssertWithin(int most, string unit, IEnumerable<(string Name, int Size)> measured)
    {
        var bySize = measured.OrderByDescending(static item => item.Size).ToList();
        foreach (var (name, size) in bySize.Take(ShownCount)) TestContext.Out.WriteLine($"{size,5} {unit}  {name}");
        Assert.That(bySize.Where(item => item.Size > most).Select(item => $"{item.Name}: {item.Size} {unit}, at most {most}"), Is.Empty);
    }
}
