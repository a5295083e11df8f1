using NUnit.Framework;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Reloading;
using TradingDaemon.Tests.Configuration;

namespace TradingDaemon.Tests.Reloading;

[TestFixture]
internal sealed class RollbackTests
{
    private const string Loss = "tiers:sniper:limits:dailyLossMaxFraction";
    private const string Before = "\"dailyLossMaxFraction\": 0.05";

    [Test]
    public async Task RollBack_ToAnEarlierVersion_IsANewVersionDurableAndAudited_AndLeavesTheFilesAlone()
    {
        using var rig = new ReloadRig();
        rig.Tiers(Before, "\"dailyLossMaxFraction\": 0.06");
        Assert.That((await rig.ReloadAsync(acceptLooser: true)).IsDone, Is.True);
        var files = FileSignature.Of(rig.Folder.Inputs());
        var answer = await rig.RollBackAsync(1);
        Assert.That((answer.IsDone, answer.Message, await rig.LossMaxAsync()), Is.EqualTo((true, "Version 3 runs.", 0.05m)));
        Assert.That(answer.Overruled.Select(static line => $"{line.Key} {line.FilesSay} {line.InForce}"), Is.EqualTo(new[] { $"{Loss} 0.06 0.05" }));
        var fact = rig.Decided.OfType<Fact.ConfigurationChanged>().Last();
        Assert.That((fact.Version, fact.Source, fact.By, fact.Changes.Single()), Is.EqualTo((3L, "rollback to 1", "anna", new ConfigurationChange(Loss, "0.06", "0.05", ChangeEffect.Tighter))));
        Assert.That(FileSignature.Of(rig.Folder.Inputs()), Is.EqualTo(files));
        var alert = rig.Boards.Alerts.Recent.Single();
        Assert.That((alert.Key, alert.Text.Contains(Loss + " 0.06 -> 0.05", StringComparison.Ordinal)), Is.EqualTo(("configuration:rollback", true)));
    }

    [Test]
    public async Task RollBack_OutlivesReloadsAndStarts_UntilTheFilesSaySomethingElse()
    {
        using var rig = new ReloadRig();
        rig.Tiers(Before, "\"dailyLossMaxFraction\": 0.06");
        await rig.ReloadAsync(acceptLooser: true);
        await rig.RollBackAsync(1);
        var again = await rig.ReloadAsync(acceptLooser: true);
        Assert.That((again.IsDone, again.Message, again.Overruled.Length, await rig.LossMaxAsync()), Is.EqualTo((true, "Nothing differs from what runs.", 1, 0.05m)));
        Assert.That(rig.Restarted().Config.Tiers.Find("sniper")!.Limits.DailyLossMaxFraction, Is.EqualTo(0.05m), "a start finds it in the journal");

        rig.Tiers("\"dailyLossMaxFraction\": 0.05 }", "\"dailyLossMaxFraction\": 0.06, \"grossExposureMaxFraction\": 0.5 }"); // of another key
        var beside = await rig.ReloadAsync();
        Assert.That((beside.IsDone, beside.Changes.Single().Key, await rig.LossMaxAsync()), Is.EqualTo((true, "tiers:sniper:limits:grossExposureMaxFraction", 0.05m)));

        rig.Tiers(Before, "\"dailyLossMaxFraction\": 0.04");
        Assert.That((await rig.ReloadAsync(acceptLooser: true)).Overruled, Is.Empty);
        Assert.That((await rig.LossMaxAsync(), rig.Boards.Alerts.Recent.Any(static alert => alert.Key == "configuration:rollback")), Is.EqualTo((0.04m, false)));
        rig.Tiers(Before, "\"dailyLossMaxFraction\": 0.06");
        Assert.That(rig.Restarted().Config.Tiers.Find("sniper")!.Limits.DailyLossMaxFraction, Is.EqualTo(0.06m), "it has ended, whatever they say later");
    }

    [Test]
    public async Task RollBack_WhoseFilesComeToSayTheSame_HasEndedAndIsRecorded()
    {
        using var rig = new ReloadRig();
        rig.Tiers(Before, "\"dailyLossMaxFraction\": 0.06");
        await rig.ReloadAsync(acceptLooser: true);
        await rig.RollBackAsync(1);
        rig.Tiers(Before, Before);
        Assert.That(Overruled.Ends(rig.Restarted(), rig.History), Is.True, "a start would record it");
        var answer = await rig.ReloadAsync();
        Assert.That((answer.IsDone, answer.Version, answer.Changes.Length, answer.Overruled.Length), Is.EqualTo((true, 4L, 0, 0)));
        Assert.That(ConfigurationFold.Overrides(rig.History), Is.Empty);
    }

    [Test]
    public async Task RollBack_ThatLoosens_NeedsSomebodyWhoAcceptsIt()
    {
        using var rig = new ReloadRig();
        rig.Tiers(Before, "\"dailyLossMaxFraction\": 0.04");
        await rig.ReloadAsync();
        var refused = await rig.RollBackAsync(1);
        Assert.That((refused.IsDone, await rig.LossMaxAsync()), Is.EqualTo((false, 0.04m)));
        Assert.That(refused.Message, Does.Contain("`tradingdaemon config rollback 1 --accept-looser`").And.Contain($"{Loss} 0.04 -> 0.05 (LOOSER)"));
        Assert.That(rig.Boards.Alerts.Recent, Is.Empty, "files and daemon agree");
        Assert.That((await rig.RollBackAsync(1, acceptLooser: true, dryRun: true)).Message, Is.EqualTo("This would be taken over; nothing was."));
        Assert.That((await rig.RollBackAsync(1, acceptLooser: true)).IsDone, Is.True);
        Assert.That(await rig.LossMaxAsync(), Is.EqualTo(0.05m));
        Assert.That((await rig.RollBackAsync(2)).Overruled, Is.Empty, "forward again to what the files say");
    }

    [Test]
    public async Task RollBack_OverATierAndAnArray_BringsThemBackWhole()
    {
        using var rig = new ReloadRig();
        rig.Folder.Write("config/tiers/tiers.json", ConfigurationTiers.SniperOnly);
        rig.Folder.Write("config/switches.json", "{ \"switches\": { \"disabledSymbols\": [ \"BTC/USD\", \"AAPL\" ] } }");
        Assert.That((await rig.ReloadAsync(acceptLooser: true)).Version, Is.EqualTo(2));
        Assert.That((await rig.RollBackAsync(1, acceptLooser: true)).IsDone, Is.True);
        var hunter = rig.Running.Loaded.Config.Tiers.Find("hunter")!.Strategies.Single();
        Assert.That((string.Join(' ', hunter.Symbols), string.Join(' ', hunter.DisabledSymbols)), Is.EqualTo(("BTC/USD AAPL", "AAPL")));
        Assert.That((await rig.RollBackAsync(2, acceptLooser: true)).IsDone, Is.True);
        Assert.That(rig.Running.Loaded.Config.Tiers.Find("hunter"), Is.Null);
        Assert.That(rig.Running.Loaded.Config.Tiers.Find("sniper")!.Strategies.Single().DisabledSymbols, Is.EquivalentTo(new[] { "BTC/USD", "AAPL" }));
    }

    [Test]
    public async Task RollBack_OverFilesWithAFault_IsRefused_ForNoStartCouldReadThem()
    {
        using var rig = new ReloadRig();
        rig.Tiers(Before, "\"dailyLossMaxFraction\": 0.04");
        await rig.ReloadAsync();
        rig.Tiers(Before, "\"dailyLossMaxFraction\": 7");
        var refused = await rig.RollBackAsync(1, acceptLooser: true);
        Assert.That((refused.IsDone, refused.Faults.Length, await rig.LossMaxAsync()), Is.EqualTo((false, 1, 0.04m)));
    }

    [Test]
    public async Task RollBack_ToWhatNeedsARestart_OrToNoVersion_IsRefusedByName()
    {
        using var rig = new ReloadRig();
        Assert.That((await rig.RollBackAsync(2)).Message, Does.Contain("there is no version 2; the newest is 1"));
        Assert.That((await rig.RollBackAsync(0)).IsDone, Is.False);
        var started = new ConfigurationInputs { CurrentDirectory = rig.Folder.Directory, ExecutableDirectory = rig.Folder.Directory, Assignments = ["execution:unclearMax=00:01:00"] };
        var version = ConfigurationFold.Of(rig.History, 1);
        Assert.That(Overruled.Unreached(TradingDaemon.Configuration.ConfigurationLoad.Load(started).InForce, version, static key => !ReloadableKeys.Contains(key)).Single().Key, Is.EqualTo("execution:unclearMax"));
    }
}
