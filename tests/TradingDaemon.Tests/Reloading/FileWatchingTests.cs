using NUnit.Framework;
using TradingDaemon.Reloading;
using TradingDaemon.Tests.Configuration;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Reloading;

/// <summary>What real files on a real disk look like while somebody changes them.</summary>
[TestFixture]
internal sealed class FileWatchingTests
{
    private const string Tier = "config/tiers/tiers.json";

    [Test]
    public void Signature_ReplacedAtomically_WithTheOldTimes_Differs()
    {
        using var folder = new ConfigurationFolder();
        var (before, file) = (FileSignature.Of(folder.Inputs()), Path.Combine(folder.Directory, Tier));
        var writtenAt = File.GetLastWriteTimeUtc(file);
        var other = folder.Write("tiers.new", ConfigurationFolder.Tiers.Replace("0.05", "0.04", StringComparison.Ordinal)); // of the same length
        File.SetLastWriteTimeUtc(other, writtenAt);
        File.Move(other, file, overwrite: true);
        Assert.That(FileSignature.Of(folder.Inputs()), Is.Not.EqualTo(before));
    }

    [Test]
    public void Signature_DeletedAddedOrNamed_Differs_AndIsTheSameWhenAllIsAsBefore()
    {
        using var folder = new ConfigurationFolder();
        var before = FileSignature.Of(folder.Inputs());
        File.Delete(Path.Combine(folder.Directory, Tier));
        var deleted = FileSignature.Of(folder.Inputs());
        folder.Write(Tier, ConfigurationFolder.Tiers);
        Assert.That(FileSignature.Of(folder.Inputs()), Is.EqualTo(before));
        folder.Write("config/tiers/empty.json", "");
        Assert.That(new[] { before, deleted, FileSignature.Of(folder.Inputs()), FileSignature.Of(folder.Inputs() with { ConfigFiles = ["late.json"] }) }, Is.Unique);
    }

    /// <summary>A mounted ConfigMap: each file is a link into ..data, which is a link to a directory with the time in its name, and only that one is swapped.</summary>
    [Test]
    public void Signature_OfASwappedConfigMap_Differs_AndItsFilesAreReadOnce()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("Links need rights there.");
        using var folder = new ConfigurationFolder(tiers: null);
        var mount = Path.Combine(folder.Directory, "config", "tiers");
        folder.Write("config/tiers/..2026_01/tiers.json", ConfigurationFolder.Tiers);
        Directory.CreateSymbolicLink(Path.Combine(mount, "..data"), "..2026_01");
        File.CreateSymbolicLink(Path.Combine(mount, "tiers.json"), "..data/tiers.json");
        var (report, before) = (folder.Load(), FileSignature.Of(folder.Inputs()));
        Assert.That(report.Faults, Is.Empty);
        Assert.That(report.InForce.Single(static key => key.Path == "tiers:sniper:limits:dailyLossMaxFraction").Origin, Is.EqualTo("config/tiers/tiers.json"));

        folder.Write("config/tiers/..2026_02/tiers.json", ConfigurationFolder.Tiers.Replace("0.05", "0.04", StringComparison.Ordinal));
        Directory.CreateSymbolicLink(Path.Combine(mount, "..data_tmp"), "..2026_02");
        Directory.Delete(Path.Combine(mount, "..data"));
        Directory.Move(Path.Combine(mount, "..data_tmp"), Path.Combine(mount, "..data"));
        Directory.Delete(Path.Combine(mount, "..2026_01"), recursive: true);
        Assert.That(FileSignature.Of(folder.Inputs()), Is.Not.EqualTo(before));
        Assert.That(folder.Load().ValueOf("tiers:sniper:limits:dailyLossMaxFraction"), Is.EqualTo("0.04"));
    }

    [Test]
    public void Settled_IsDueOnceTheFilesStayedForLongEnough_AndOnceOnly()
    {
        var clock = new TimerClock();
        var change = new SettledChange(TimeSpan.FromSeconds(2), clock);
        change.Read("a");
        Assert.That(change.IsDue("a"), Is.False, "nothing changed");
        Assert.That(change.IsDue("b"), Is.False);
        clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.That(change.IsDue("b"), Is.False, "just below");
        Assert.That(change.IsDue("c"), Is.False, "it was written on");
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(change.IsDue("c"), Is.True);
        change.Read("c");
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.That(change.IsDue("c"), Is.False, "it was read, whatever came of it");
    }

    [Test]
    public void Settled_GoneBackToWhatWasRead_IsNoChange()
    {
        var clock = new TimerClock();
        var change = new SettledChange(TimeSpan.FromSeconds(2), clock);
        change.Read("a");
        change.IsDue("half");
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(change.IsDue("a"), Is.False);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(change.IsDue("half"), Is.False, "it begins anew");
    }
}
