using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sections.Tilt;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Tilt.Detectors;

namespace TradingDaemon.Tests.Engine.Tilt;

/// <summary>The page on tilt says of every detector what the code says, and the configuration has the policy's numbers.</summary>
internal sealed class TiltTableTests
{
    private static readonly Dictionary<string, DocumentedKey> Keys = ConfigurationSchema.Leaves(ConfigurationLoad.Schema).ToDictionary(static leaf => leaf.Path);

    [Test]
    public void Page_HasARowForEveryDetector()
    {
        var rows = Page().Where(static line => line.StartsWith("| `", StringComparison.Ordinal) && Enum.TryParse<TiltSignal>(line.Split('`')[1], out _));
        Assert.That(rows, Is.EqualTo(Rows()), string.Join('\n', Rows()));
    }

    [Test]
    public void Parameters_OfEveryDetector_AreKeysThatCanBeConfigured() => Assert.That(TiltDetectors.All.SelectMany(static detector => detector.Parameters).Where(static key => !Keys.ContainsKey(key)), Is.Empty);

    [Test]
    public void Configuration_NamesAndDefaults_AreThoseOfThePolicy()
    {
        var (config, policy) = (new TiltConfig(), new TiltPolicy());
        string[] switches = ["Enabled", "BreakAfterLosses", "JudgesBehaviour", "BreaksAfterLosses"];
        Assert.That(Values(config), Is.EquivalentTo(Values(policy)));

        Dictionary<string, object?> Values(object of) => of.GetType().GetProperties().Where(property => !switches.Contains(property.Name) && property.Name != "EqualityContract").ToDictionary(static property => property.Name, property => Flat(property.GetValue(of)));
        object? Flat(object? value) => value is TiltStage or TiltStageConfig ? string.Join(' ', value.GetType().GetProperties().OrderBy(static part => part.Name, StringComparer.Ordinal).Select(part => $"{part.Name} {part.GetValue(value)}")) : value;
    }

    private static IEnumerable<string> Rows() => TiltDetectors.All.Select(static detector =>
        $"| `{detector.Id}` | {(detector.JudgesCancels ? "cancel" : "entry")} | {detector.Meaning} | {string.Join(", ", detector.Parameters.Select(static key => $"`{key}` = `{Keys.GetValueOrDefault(key)?.Default}`"))} |");

    private static string[] Page()
    {
        var root = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "TradingDaemon.sln"))) root = root.Parent;
        return File.ReadAllLines(Path.Combine(root.FullName, "docs", "tilt.md"));
    }
}
