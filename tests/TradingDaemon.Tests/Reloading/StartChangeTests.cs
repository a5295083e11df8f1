using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Recovery;
using TradingDaemon.Reloading;
using TradingDaemon.Tests.Configuration;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Reloading;

[TestFixture]
internal sealed class StartChangeTests
{
    private const string Loss = "tiers:sniper:limits:dailyLossMaxFraction";
    private const string Pause = "tiers:sniper:limits:rejectPause";

    [Test]
    public void Of_ANewStore_NamesEveryKeyAndNothingAsLooser()
    {
        using var folder = new ConfigurationFolder();
        var first = StartChange.Of(Loaded(folder), ConfigurationVersion.None, static () => [])!;
        Assert.That(first.Changes.Single(static change => change.Key == Loss), Is.EqualTo(new ConfigurationChange(Loss, null, "0.05", ChangeEffect.Neutral)));
        Assert.That(first.Changes.Select(static change => change.Key), Does.Contain("accountCurrency").And.Contain("execution:unclearMax"));
        Assert.That(first.Changes.All(static change => change is { Before: null, Effect: ChangeEffect.Neutral }), Is.True);
    }

    [Test]
    public void Of_FilesChangedBetweenTwoProcesses_IsTheDifferenceToTheLastOneRecorded()
    {
        using var folder = new ConfigurationFolder();
        var bench = new AccountBench();
        bench.Boot();
        bench.Command(StartChange.Of(Loaded(folder, "operations:apiKey=0123456789abcdef"), bench.Books.Configuration, () => bench.Recorded)!);
        bench.Command(StartChange.Of(Loaded(folder, Loss + "=0.03", "operations:apiKey=0123456789abcdef"), bench.Books.Configuration, () => bench.Recorded)!);
        var last = StartChange.Of(Loaded(folder, Loss + "=0.04", "execution:unclearMax=00:01:00", "operations:apiKey=fedcba9876543210"), bench.Books.Configuration, () => bench.Recorded)!;
        Assert.That((last.Source, last.Changes.Length), Is.EqualTo(("start", 2)));
        Assert.That(last.Changes.Single(static change => change.Key == Loss), Is.EqualTo(new ConfigurationChange(Loss, "0.03", "0.04", ChangeEffect.Looser)));
        Assert.That((bench.Books.Configuration.Number, bench.Facts.OfType<Fact.ConfigurationChanged>().Count()), Is.EqualTo((2L, 2)));
    }

    /// <summary>Bug: a store of a version without some keys was told each of them as looser at its first start, though all were at their defaults.</summary>
    [Test]
    public void Of_AKeyTheVersionBeforeDidNotHave_IsNoLooserAtItsDefault()
    {
        using var folder = new ConfigurationFolder();
        var bench = new AccountBench();
        bench.Boot();
        var first = StartChange.Of(Loaded(folder), bench.Books.Configuration, () => bench.Recorded)!;
        bench.Command(first with { Hash = "older", Changes = [.. first.Changes.Where(static change => change.Key is not ("execution:unclearMax" or Pause))] });
        Assert.That(StartChange.Of(Loaded(folder), bench.Books.Configuration, () => bench.Recorded)!.Changes.Select(static change => (change.Key, change.Before, change.Effect)), Is.EquivalentTo(new[]
        {
            ("execution:unclearMax", (string?)null, ChangeEffect.Neutral), (Pause, null, ChangeEffect.Neutral),
        }));
        Assert.That(StartChange.Of(Loaded(folder, Pause + "=00:00:01"), bench.Books.Configuration, () => bench.Recorded)!.Changes.Single(static change => change.Key == Pause).Effect, Is.EqualTo(ChangeEffect.Looser), "one that somebody wrote is judged");
    }

    /// <summary>Bug: a venue's steps, which decide sizes, changed between two starts and no version said so.</summary>
    [Test]
    public void Of_StepsAVenueToldAnew_IsAVersionOfItsOwn()
    {
        using var folder = new ConfigurationFolder();
        var bench = new AccountBench();
        bench.Boot();
        LoadedConfiguration On(string lot) => Loaded(folder) with { Steps = [new("steps:kraken:BTC/USD:lotSize", lot, SteppedCatalog.Origin)] };
        bench.Command(StartChange.Of(Loaded(folder), bench.Books.Configuration, () => bench.Recorded)!);
        bench.Command(StartChange.Of(On("0.001"), bench.Books.Configuration, () => bench.Recorded)!);
        Assert.That(StartChange.Of(On("0.0010"), bench.Books.Configuration, () => bench.Recorded), Is.Null, "the same steps");
        Assert.That(StartChange.Of(On("0.01"), bench.Books.Configuration, () => bench.Recorded)!.Changes, Is.EqualTo(new[] { new ConfigurationChange("steps:kraken:BTC/USD:lotSize", "0.001", "0.01", ChangeEffect.Neutral) }));
        Assert.That(StartChange.Of(Loaded(folder), bench.Books.Configuration, () => bench.Recorded)!.Changes, Is.EqualTo(new[] { new ConfigurationChange("steps:kraken:BTC/USD:lotSize", "0.001", null, ChangeEffect.Neutral) }));
    }

    [Test]
    public void Of_TheSameFilesAgain_IsNothing_AndTheJournalIsNotRead()
    {
        using var folder = new ConfigurationFolder();
        var hash = StartChange.Of(Loaded(folder), ConfigurationVersion.None, static () => [])!.Hash;
        Assert.That(StartChange.Of(Loaded(folder), new ConfigurationVersion(7, hash), static () => throw new InvalidOperationException("It was read.")), Is.Null);
    }

    private static LoadedConfiguration Loaded(ConfigurationFolder folder, params string[] assignments)
    {
        var report = folder.Load(assignments);
        return new(report.Config!, folder.Inputs(assignments), report.InForce);
    }
}
