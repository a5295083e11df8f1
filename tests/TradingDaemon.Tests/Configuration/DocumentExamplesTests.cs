using System.Text.RegularExpressions;
using NUnit.Framework;
using TradingDaemon.Tests.Strategies.Support;

namespace TradingDaemon.Tests.Configuration;

/// <summary>What a page shows as a file is one: beside the delivered files it is sound.</summary>
public sealed partial class DocumentExamplesTests
{
    /// <summary>Bug: an example named a strategy its tier does not have, another two venues that nobody configured.</summary>
    [TestCase("algorithms.md")]
    [TestCase("routing.md")]
    [TestCase("gatekeeper.md")]
    [TestCase("tiers.md")]
    [TestCase("regimes.md")]
    public void Examples_BesideTheDeliveredFiles_AreSound(string page)
    {
        var text = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", page)).ReplaceLineEndings("\n");
        var examples = Example().Matches(text).Select(static match => match.Groups["file"].Value).ToList();
        Assert.That(examples, Is.Not.Empty);
        foreach (var example in examples)
        {
            using var folder = Delivered();
            folder.Write("config/tiers/zz-example.json", example);
            Assert.That(folder.Load().Faults, Is.Empty, example);
        }
    }

    /// <summary>The delivered tiers' number of positions keeps none of the delivered strategies back.</summary>
    [Test]
    public void Instruments_OfTheDeliveredFiles_AreNoMoreThanATierHasPositionsFor()
    {
        using var folder = Delivered();
        var config = folder.Load().Config!;
        foreach (var tier in config.Tiers.All)
            Assert.That(config.Instruments.All.Count(one => tier.Strategies.Any(strategy => strategy.Trades(one))), Is.InRange(1, tier.Limits.PositionsMax!.Value), tier.Name);
    }

    private static ConfigurationFolder Delivered()
    {
        var folder = new ConfigurationFolder(File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "appsettings.json")), tiers: null);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SharedData.RepositoryRoot, "config"), "*.json", SearchOption.AllDirectories))
            folder.Write(Path.GetRelativePath(SharedData.RepositoryRoot, file), File.ReadAllText(file));
        return folder;
    }

    [GeneratedRegex("```json\n(?<file>\\{.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Example();
}
