using NUnit.Framework;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Strategies.Catalogue;
using TradingDaemon.Tests.Strategies.Support;

namespace TradingDaemon.Tests.Strategies.Documents;

/// <summary>docs/strategies.md says what the code does: its tables and its example are the code's own.</summary>
public sealed class StrategiesDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "strategies.md")).ReplaceLineEndings("\n");

    [Test]
    public void Example_InDocument_IsTheClassThatCompilesHere()
    {
        const string opening = "```csharp\n";
        var start = Document.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        var end = Document.IndexOf("```", start, StringComparison.Ordinal);
        var source = Path.Combine(SharedData.RepositoryRoot, "tests", "TradingDaemon.Tests", "Strategies", "Documents", "BreakoutFactory.cs");
        Assert.That(Document[start..end].Trim(), Is.EqualTo(File.ReadAllText(source).ReplaceLineEndings("\n").Trim()));
    }

    [Test]
    public void Example_InACatalogue_TradesAsItSays()
    {
        var catalogue = new StrategyCatalogue([.. StrategyCatalogue.Default.Factories, new BreakoutFactory()]);
        var spec = Samples.Spec("breakout", ("window", "2"));
        Assert.That(catalogue.Validate(spec), Is.Empty);
        var run = new StrategyRun(catalogue.Create(spec, Samples.Instrument())).Over(10d, 11d, 12d, 12d, 11d, 13d);
        Assert.That(run.Proposals.Select(static p => (p.Observation, p.Proposal.Kind)),
            Is.EqualTo(new[] { (3, SignalKind.Buy), (5, SignalKind.Close), (6, SignalKind.Buy) }));
    }

    [Test]
    public void ParameterTables_InDocument_AreTheFactories()
    {
        foreach (var factory in StrategyCatalogue.Default.Factories)
        {
            var section = Section($"`{factory.Kind}`");
            foreach (var p in factory.Parameters)
                Assert.That(section, Does.Contain($"| `{p.Name}` | {p.Default} | {p.Range} | {p.Meaning} |"), factory.Kind);
        }
    }

    private static string Section(string title)
    {
        var start = Document.IndexOf("## " + title, StringComparison.Ordinal);
        Assert.That(start, Is.Not.Negative, $"no section {title}");
        var end = Document.IndexOf("\n## ", start, StringComparison.Ordinal);
        return Document[start..(end < 0 ? Document.Length : end)];
    }
}
