using System.Xml.Linq;
using NUnit.Framework;

namespace TradingDaemon.Tests.Architecture;

/// <summary>Which project may look at which, and what it may bring in from outside.</summary>
public sealed class ProjectTests
{
    private const string Prefix = "TradingDaemon.";

    [TestCase("Domain", "")]
    [TestCase("Engine", "Domain")]
    [TestCase("Strategies", "Domain")]
    [TestCase("Exchange", "")]
    [TestCase("Sandbox", "Exchange")]
    [TestCase("Venues", "Domain Exchange")]
    [TestCase("Storage", "Domain")]
    [TestCase("Operations", "Domain")]
    [TestCase("", "Domain Engine Exchange Operations Sandbox Storage Strategies Venues")]
    public void Project_References_AreExactlyTheAllowedOnes(string project, string allowed) =>
        Assert.That(Items(project, "ProjectReference").Select(ShortName).Order(StringComparer.Ordinal), Is.EqualTo(Words(allowed)));

    [TestCase("Domain", "")]
    [TestCase("Engine", "")]
    [TestCase("Strategies", "")]
    [TestCase("Exchange", "")]
    [TestCase("Sandbox", "")]
    [TestCase("Venues", "Polly.Core")]
    [TestCase("Storage", "SQLitePCLRaw.bundle_e_sqlite3")]
    [TestCase("Operations", "OpenTelemetry")]
    [TestCase("", "Spectre.Console System.CommandLine")]
    public void Project_Packages_AreExactlyTheAllowedOnes(string project, string allowed) =>
        Assert.That(Items(project, "PackageReference").Order(StringComparer.OrdinalIgnoreCase), Is.EqualTo(Words(allowed)));

    [TestCase("Domain", "")]
    [TestCase("Engine", "")]
    [TestCase("Strategies", "")]
    [TestCase("Exchange", "")]
    [TestCase("Sandbox", "Microsoft.AspNetCore.App")]
    [TestCase("Venues", "")]
    [TestCase("Storage", "")]
    [TestCase("Operations", "Microsoft.AspNetCore.App")]
    [TestCase("", "Microsoft.AspNetCore.App")]
    public void Project_SharedFrameworks_AreExactlyTheAllowedOnes(string project, string allowed) =>
        Assert.That(Items(project, "FrameworkReference"), Is.EqualTo(Words(allowed)));

    [Test]
    public void Projects_EachOneIsInTheTablesAbove()
    {
        string[] known = ["Domain", "Engine", "Exchange", "Operations", "Sandbox", "Storage", "Strategies", "Venues"];
        Assert.That(Repo.Projects, Is.EquivalentTo(known.Select(static name => Prefix + name).Append("TradingDaemon")),
            "A project that is not in the tables has no rule; add its row.");
    }

    [Test]
    public void Exchange_SharesNoAssemblyWithTheDaemon()
    {
        var shared = typeof(TradingDaemon.Domain.Measures.Price).Assembly;
        var references = System.Reflection.Assembly.Load("TradingDaemon.Exchange").GetReferencedAssemblies().Select(static name => name.Name!);
        Assert.Multiple(() =>
        {
            Assert.That(references.Where(static name => name.StartsWith("TradingDaemon", StringComparison.Ordinal)), Is.Empty);
            Assert.That(shared.GetReferencedAssemblies().Select(static name => name.Name!), Has.None.StartsWith("TradingDaemon"));
            Assert.That(Repo.Production.Where(static file => file.Project == "TradingDaemon.Exchange")
                .Where(static file => file.Syntax.Usings.Any(static use => use.NamespaceOrType.ToString() is var name
                    && name.StartsWith("TradingDaemon", StringComparison.Ordinal) && !name.StartsWith("TradingDaemon.Exchange", StringComparison.Ordinal)))
                .Select(static file => file.Path), Is.Empty);
        });
    }

    [Test]
    public void Versions_AreSetCentrally_AndNeverFloat()
    {
        var projects = Repo.Files().Where(static path => path.EndsWith(".csproj", StringComparison.Ordinal));
        var local = projects.Where(static path => XDocument.Load(Repo.Full(path)).Descendants("PackageReference").Any(static item => item.Attribute("Version") is not null));
        var floating = XDocument.Load(Repo.Full("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(static item => item.Attribute("Version")!.Value).Where(static version => version.Contains('*', StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(local, Is.Empty, "Versions belong into Directory.Packages.props.");
            Assert.That(floating, Is.Empty);
        });
    }

    /// <summary>Bug: "dotnet run" started the daemon in the project's folder, so that its data lay there and relative file names failed.</summary>
    [Test]
    public void Host_StartedByDotnetRun_RunsWhereThePersonStands()
    {
        var host = File.ReadAllText(Path.Combine(Repo.Root, "src", "TradingDaemon", "TradingDaemon.csproj"));
        Assert.That(host, Does.Contain("<EnableDefaultRunWorkingDirectory>false</EnableDefaultRunWorkingDirectory>").And.Not.Contain("<RunWorkingDirectory>"));
    }

    private static IEnumerable<string> Items(string project, string element)
    {
        var name = project.Length == 0 ? "TradingDaemon" : Prefix + project;
        return XDocument.Load(Repo.Full($"src/{name}/{name}.csproj")).Descendants(element).Select(static item => item.Attribute("Include")!.Value);
    }

    private static string ShortName(string reference) => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'))[Prefix.Length..];

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
