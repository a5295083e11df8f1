using System.Text.RegularExpressions;
using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>The page on risk says of every rule what the code says, and of no other.</summary>
internal sealed class RiskTableTests
{
    /// <summary>Judged while a signal is made an order, before there is a case for the gate.</summary>
    private static readonly RiskRule[] BeforeTheGate = [RiskRule.StrategyEnabled, RiskRule.SignalValid, RiskRule.SpreadGate, RiskRule.SlippageMax, RiskRule.NothingToClose, RiskRule.SignalRate, RiskRule.SignalConflict, RiskRule.SignalQueueFull, RiskRule.Protection, RiskRule.SizeKnown];

    private static readonly Dictionary<string, DocumentedKey> Keys = ConfigurationSchema.Leaves(ConfigurationLoad.Schema).ToDictionary(static leaf => leaf.Path);

    [Test]
    public void Page_HasARowForEveryRule_InTheOrderTheyAreAsked()
    {
        var rows = Page().Where(static line => Regex.IsMatch(line, @"^\| [0-9]+ \|"));
        Assert.That(rows, Is.EqualTo(Rows()), string.Join('\n', Rows()));
    }

    [Test]
    public void Rules_AndWhatIsJudgedBeforeThem_AreAllThereAre()
    {
        Assert.That(RiskRules.All.Select(static rule => rule.Id).Concat(BeforeTheGate), Is.Unique.And.EquivalentTo(Enum.GetValues<RiskRule>()));
        Assert.That(BeforeTheGate.Where(static rule => !Page().Any(line => line.StartsWith($"| `{rule}` |", StringComparison.Ordinal))), Is.Empty, "The page names them too.");
    }

    [Test]
    public void Parameters_OfEveryRule_AreKeysThatCanBeConfigured() =>
        Assert.That(RiskRules.All.SelectMany(static rule => rule.Parameters).Where(static key => !Keys.ContainsKey(key)), Is.Empty);

    [Test]
    public void Meanings_AreSentences() =>
        Assert.That(RiskRules.All.Where(static rule => !Regex.IsMatch(rule.Meaning, @"^[A-Z][^|]*\.$") || rule.Refusal.Contains('|', StringComparison.Ordinal)).Select(static rule => rule.Id), Is.Empty);

    private static IEnumerable<string> Rows() => RiskRules.All.Select(static (rule, index) =>
        $"| {index + 1} | `{rule.Id}` | {(rule.BindsExits ? "yes" : "no")} | {rule.Meaning} | {Parameters(rule)} | {rule.Refusal} |");

    private static string Parameters(GateRule rule) => rule.Parameters.Count == 0 ? "–" : string.Join(", ", rule.Parameters.Select(Parameter));

    private static string Parameter(string key) => $"`{Short(key)}`{(Keys.GetValueOrDefault(key) is { IsRequired: false, Default: { } standard } ? $" = `{standard}`" : "")}";

    // Of a tier's keys the tier is left out, unless there is a section of that name at the top, whose keys are others.
    private static string Short(string key)
    {
        var inTier = key.Replace("tiers:<tier>:", "", StringComparison.Ordinal);
        return Keys.Keys.Any(other => other.StartsWith(inTier.Split(':')[0] + ":", StringComparison.Ordinal)) ? key : inTier;
    }

    private static string[] Page()
    {
        var root = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "TradingDaemon.sln"))) root = root.Parent;
        return File.ReadAllLines(Path.Combine(root.FullName, "docs", "risk.md"));
    }
}
