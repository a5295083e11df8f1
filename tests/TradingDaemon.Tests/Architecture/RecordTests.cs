using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;

namespace TradingDaemon.Tests.Architecture;

/// <summary>What the documents say is so, and the repository holds what it should and nothing else.</summary>
public sealed class RecordTests
{
    private static readonly string[] Promised =
    [
        "src", "tests", "config", "deploy", "docs", ".ci", "Dockerfile", "TradingDaemon.sln", "appsettings.json", "README.md", "ARCHITECTURE.md",
        "CHANGELOG.md", "LICENSE", "Directory.Build.props", "Directory.Packages.props", "Directory.Solution.targets", ".editorconfig", "global.json",
    ];

    /// <summary>What tools want to find beside the promised names.</summary>
    private static readonly string[] Tolerated = [".gitignore", ".gitattributes", ".dockerignore", "BannedSymbols.txt"];

    private static readonly string[] Arriving = ["config", "deploy", "Dockerfile", "appsettings.json"];

    private static readonly string[] RootedAt = ["src", "tests", "config", "deploy", "docs", ".ci"];

    private static IEnumerable<string> Pages => Repo.Files().Where(static path => path.StartsWith("docs/", StringComparison.Ordinal) && path.EndsWith(".md", StringComparison.Ordinal));

    private static IEnumerable<string> PagesThatNamePaths => Pages.Append("README.md").Append("ARCHITECTURE.md");

    [Test]
    public void TopLevel_HoldsNothingButWhatIsAllowed() =>
        Assert.That(Repo.TopLevel().Except(Promised).Except(Tolerated), Is.Empty);

    [Test]
    public void TopLevel_HoldsEverythingPromised()
    {
        var missing = Promised.Except(Repo.TopLevel()).ToList();
        if (!Repo.HasHost && missing.Count > 0 && !missing.Except(Arriving).Any()) Assert.Ignore($"The host is not here yet, and with it {string.Join(", ", missing)}.");
        Assert.That(missing, Is.Empty);
    }

    [TestCaseSource(nameof(PagesThatNamePaths))]
    public void Page_NamesOnlyPathsThatExist(string page)
    {
        var folder = Path.GetDirectoryName(page)!;
        var text = Regex.Replace(Repo.Read(page), "(?ms)^```.*?^```", "");
        var spans = Regex.Matches(text, "`([^`\n]+)`").Select(static match => match.Groups[1].Value).Where(IsPath);
        var links = Regex.Matches(text, @"\]\(([^)#\s]+)[^)]*\)").Select(static match => match.Groups[1].Value).Where(static link => !link.Contains("://", StringComparison.Ordinal));
        var missing = spans.Where(static path => !Repo.Names(path))
            .Concat(links.Where(link => !Path.Exists(Path.GetFullPath(Path.Combine(Repo.Root, folder, link)))))
            .Distinct().Where(static path => Repo.HasHost || !Arriving.Contains(path.Split('/')[0]));
        Assert.That(missing, Is.Empty, $"{page} names what is not there.");
    }

    [Test]
    public void Pages_NameOnlyTestsThatExist()
    {
        var classes = Repo.Files().Select(static path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.Ordinal);
        var named = Pages.Append("README.md").SelectMany(static page => Regex.Matches(Repo.Read(page), @"`(\w+Tests)`").Select(match => (Page: page, Class: match.Groups[1].Value)));
        Assert.That(named.Where(one => !classes.Contains(one.Class)), Is.Empty);
    }

    [Test]
    public void Pages_AreAllLinkedFromReadmeOrArchitecture()
    {
        var linked = Regex.Matches(Repo.Read("README.md") + Repo.Read("ARCHITECTURE.md"), @"\]\(([^)#\s]+)").Select(static match => match.Groups[1].Value);
        Assert.That(Pages.Except(linked), Is.Empty, "A page nobody links is a page nobody reads.");
    }

    [Test]
    public void Packages_EachHasItsLineAndReason_AndNoOtherHas()
    {
        var pinned = XDocument.Load(Repo.Full("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(static item => $"{item.Attribute("Include")!.Value} {item.Attribute("Version")!.Value}");
        var explained = Regex.Matches(Repo.Read("docs/dependencies.md"), @"(?m)^\| `([\w.]+)` \| ([\w.]+) \| (\S.*) \|$")
            .Select(static match => $"{match.Groups[1].Value} {match.Groups[2].Value}");
        Assert.That(explained, Is.EquivalentTo(pinned));
    }

    [Test]
    public void Texts_SpeakOfTheProjectAlone()
    {
        // assembled from halves, so that this file does not find itself
        string[] foreign =
        [
            "/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", @"C:\\Us" + "ers", "/tmp/ba" + "sh", @"\bnu" + @"get\.org", "artif" + "actory", "package " + "registry", "package " + "registries",
            @"\bCl" + @"aude\b", "anth" + "ropic", @"\bChat" + "GPT", "Open" + "AI", @"\bCo" + @"pilot\b", "language " + "model",
        ];
        var pattern = new Regex(string.Join('|', foreign), RegexOptions.IgnoreCase);
        var faults = Repo.Files().Where(IsText).SelectMany(static path => Repo.Read(path).Split('\n').Select((line, i) => (Path: path, Line: i + 1, Text: line)))
            .Where(line => pattern.IsMatch(line.Text)).Select(static line => $"{line.Path}:{line.Line}: {line.Text.Trim()}");
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public void Changelog_HasItsFixedSections() =>
        Assert.That(Regex.Matches(Repo.Read("CHANGELOG.md"), "(?m)^### (.+)$").Select(static match => match.Groups[1].Value).Distinct(),
            Is.EqualTo(new[] { "Safety", "Features", "Internals" }));

    [Test]
    public void Decisions_AreNumberedWithoutGaps_AndSayWhenToRevisit()
    {
        var decisions = Pages.Where(static path => path.StartsWith("docs/adr/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(decisions.Select(static path => Path.GetFileName(path)[..4]), Is.EqualTo(Enumerable.Range(1, decisions.Count).Select(static n => $"{n:D4}")));
            foreach (var decision in decisions)
                foreach (var part in new[] { "## Context", "## Choice", "## What we gave up", "## When to revisit" })
                    Assert.That(Repo.Read(decision), Does.Contain(part), decision);
        });
    }

    /// <summary>Names of instruments and media types have slashes too: a path starts at a folder of ours or ends like a file of ours.</summary>
    private static bool IsPath(string span) =>
        !span.Contains(' ', StringComparison.Ordinal) && !span.Contains('<', StringComparison.Ordinal) && !span.StartsWith('/') && !span.StartsWith("..", StringComparison.Ordinal)
        && (RootedAt.Contains(span.Split('/')[0]) || span.StartsWith("TradingDaemon.", StringComparison.Ordinal) || Regex.IsMatch(span, @"^[\w.*/-]+\.(cs|md|json|props|sln|csproj|txt|yaml|yml|service)$"));

    private static bool IsText(string path) =>
        Path.GetExtension(path) is ".cs" or ".md" or ".json" or ".props" or ".csproj" or ".sln" or ".txt" or ".yaml" or ".yml" or ".service" or ".sql" or ".runsettings" or ".editorconfig" or ".gitignore" or "";
}
