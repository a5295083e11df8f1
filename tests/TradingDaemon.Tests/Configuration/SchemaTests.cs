using System.Reflection;
using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Fees;
using TradingDaemon.Configuration.Sections.Tiers;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Tests.Configuration;

[TestFixture]
internal sealed class SchemaTests
{
    [Test]
    public void LimitSettings_NamesAndDefaults_AreThoseOfTheGate()
    {
        var (settings, limits) = (new LimitSettings(), new RiskLimits());
        const string alone = nameof(RiskLimits.MarkAgeMax); // a daemon's default: wherever else limits are made, prices are as old as they are
        Assert.That(Properties(settings).Where(static pair => pair.Key != alone), Is.EquivalentTo(Properties(limits).Where(static pair => pair.Key != alone)));
        Assert.That((settings.MarkAgeMax, limits.MarkAgeMax), Is.EqualTo((TimeSpan.FromMinutes(10), (TimeSpan?)null)));
    }

    [Test]
    public void StrategySettings_NamesAndDefaults_AreThoseOfTheSpec()
    {
        var spec = new StrategySpec { Id = new StrategyId("x"), Kind = "k", Symbols = [] };
        string[] notValues = ["Id", "Kind", "Symbols", "DisabledSymbols", "AssetClasses", "Parameters", "Sizing", "Protection", "Execution"];
        var settings = Activator.CreateInstance<StrategySettings>();
        Assert.That(typeof(StrategySettings).GetProperties().Select(static p => p.Name).Append("Id"), Is.EquivalentTo(typeof(StrategySpec).GetProperties().Select(static p => p.Name)));
        Assert.That(Properties(settings).Where(pair => !notValues.Contains(pair.Key)), Is.EquivalentTo(Properties(spec).Where(pair => !notValues.Contains(pair.Key))));
        var named = Properties(new AlgorithmSettings()).ToDictionary(static pair => pair.Key == nameof(AlgorithmSettings.VolumeProfile) ? nameof(AlgorithmSpec.Profile) : pair.Key, static pair => pair.Key == nameof(AlgorithmSettings.VolumeProfile) ? null : pair.Value);
        Assert.That(named, Is.EquivalentTo(Properties(AlgorithmSpec.Direct)));
        (string Sized, string Tiered, string Spec)[] tiered =
        [
            ("KellyMultiplier", "Multiplier", "KellyMultiplier"), ("KellyTradesMin", "TradesMin", "KellyTradesMin"), ("KellyDays", "Days", "KellyWindow"), ("FractionMin", "FractionMin", "FractionMin"), ("FractionMax", "FractionMax", "FractionMax"),
        ];
        var (sizing, kelly, sized) = (Properties(new SizingSettings()), Properties(new KellySettings()), Properties(new SizingSpec()));
        Assert.That(kelly, Is.EquivalentTo(tiered.ToDictionary(static one => one.Tiered, one => sized[one.Spec])), "a tier's numbers are those of the method");
        Assert.That(tiered.Select(one => sizing[one.Sized]), Is.All.Null, "a strategy has its tier's");
        Assert.That(sizing.Where(pair => !tiered.Any(one => one.Sized == pair.Key)), Is.EquivalentTo(sized.Where(pair => !tiered.Any(one => one.Spec == pair.Key))));
        Assert.That(Properties(new ProtectionSettings()), Is.EquivalentTo(Properties(new ProtectionSpec()).Where(static pair => pair.Key != nameof(ProtectionSpec.NeedsRange))));
    }

    [Test]
    public void RoutingSettings_Defaults_AreThoseOfTheSpreadGate()
    {
        var (routing, limits) = (new RoutingSettings(), new SpreadLimits());
        Assert.That(
            (routing.SpreadGateEnabled, routing.SpreadMaxFraction.Equity, routing.SpreadMaxFraction.Forex, routing.SpreadMaxFraction.Crypto, routing.SpreadMaxFraction.Option),
            Is.EqualTo((limits.IsEnabled, limits.Equity, limits.Forex, limits.Crypto, limits.Option)));
    }

    [Test]
    public void Leaves_EveryDefault_IsItselfAllowed()
    {
        foreach (var (path, key) in Keys(ConfigurationLoad.Schema, ""))
            if (key is { Default: { } text, Node: SchemaNode.Leaf leaf, IsRequired: false }) Assert.That(leaf.Accepts(text), Is.True, $"{path} = {text}");
    }

    [Test]
    public void Documentation_HasARowForEveryKey()
    {
        var document = File.ReadAllText(Path.Combine(Root(), "docs", "configuration.md"));
        foreach (var leaf in ConfigurationSchema.Leaves(ConfigurationLoad.Schema))
            Assert.That(document, Does.Contain(Row(leaf)), "docs/configuration.md needs this row");
    }

    [Test]
    public void Documentation_HasNoKeyThatDoesNotExist()
    {
        var rows = File.ReadLines(Path.Combine(Root(), "docs", "configuration.md")).Where(static line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains(':', StringComparison.Ordinal) && line.Count(static c => c == '|') == 6);
        var known = ConfigurationSchema.Leaves(ConfigurationLoad.Schema).Select(static leaf => leaf.Path).ToHashSet();
        Assert.That(rows.Select(static row => row.Split('`')[1]).Where(path => !known.Contains(path)), Is.Empty);
    }

    [TestCase("quoteAgeMx", "quoteAgeMax"), TestCase("qouteAgeMax", "quoteAgeMax"), TestCase(" quoteagemax ", "quoteAgeMax"), TestCase("banana", null), TestCase("ordrs", null)]
    public void NearestName_FindsWhatWasMeant(string name, string? expected) =>
        Assert.That(NearestName.Find(name, ["quoteAgeMax", "ordersInFlightMax"]), Is.EqualTo(expected));

    [Test]
    public void NearestName_TwoEquallyNear_IsTheOneThatBeginsAlike() => Assert.That(NearestName.Find("sped", ["seed", "speed"]), Is.EqualTo("speed"));

    [TestCase("", "", 0), TestCase("abc", "", 3), TestCase("abcd", "abdc", 1), TestCase("kitten", "sitting", 3), TestCase("flaw", "lawn", 2)]
    public void Distance_CountsEdits(string left, string right, int edits)
    {
        Assert.That(NearestName.Distance(left, right), Is.EqualTo(edits));
        Assert.That(NearestName.Distance(right, left), Is.EqualTo(edits));
    }

    [Test]
    public void Fees_EveryClass_HasItsOwn()
    {
        var fees = new FeesConfig();
        Assert.That(Enum.GetValues<AssetClass>().Select(fees.For), Is.EqualTo(new[] { fees.Equity, fees.Forex, fees.Crypto, fees.Option }));
        Assert.That(() => fees.For((AssetClass)99), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    /// <summary>The row the documentation must hold, without the meaning at its end.</summary>
    internal static string Row(DocumentedKey leaf)
    {
        var standard = leaf.IsRequired ? "required" : leaf.Default is null ? "–" : $"`{leaf.Default}`";
        return $"| `{leaf.Path}` | {leaf.TypeWords} | {standard} | {leaf.AllowedWords} |";
    }

    private static string Root()
    {
        var root = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "TradingDaemon.sln"))) root = root.Parent;
        return root.FullName;
    }

    private static Dictionary<string, object?> Properties(object value) => value.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(static p => p.Name, p => p.GetValue(value));

    private static IEnumerable<(string, SchemaKey)> Keys(SchemaNode node, string prefix) => node switch
    {
        SchemaNode.Section section => section.Keys.SelectMany(key => Keys(key.Node, $"{prefix}:{key.Name}").Prepend(($"{prefix}:{key.Name}", key))),
        SchemaNode.Map map => Keys(map.Value, prefix + ":*"),
        _ => [],
    };
}
