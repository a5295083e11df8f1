using NUnit.Framework;
using TradingDaemon.Configuration.Sections.Reloading;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Tests.Reloading;

[TestFixture]
internal sealed class ConfigurationReloadTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public void Default_WatchesNothing_AndRefusesWhatIsLooser() =>
        Assert.That((new ReloadConfig().Watch, new ReloadConfig().Looser), Is.EqualTo((false, LooserPolicy.Refuse)));

    [Test]
    public async Task Reload_Tighter_IsInForceDurableAndAudited()
    {
        using var rig = new ReloadRig();
        rig.Tiers("\"dailyLossMaxFraction\": 0.05", "\"dailyLossMaxFraction\": 0.03");
        var answer = await rig.ReloadAsync();
        Assert.That((answer.IsDone, answer.Version, answer.Message), Is.EqualTo((true, 2L, "Version 2 runs.")));
        Assert.That(await rig.LossMaxAsync(), Is.EqualTo(0.03m));
        var fact = rig.Decided.OfType<Fact.ConfigurationChanged>().Single();
        Assert.That((fact.Version, fact.Hash, fact.Source, fact.By), Is.EqualTo((2L, answer.Hash, "command", "anna")));
        Assert.That(fact.Changes, Is.EqualTo(new[] { new ConfigurationChange("tiers:sniper:limits:dailyLossMaxFraction", "0.05", "0.03", ChangeEffect.Tighter) }));
        Assert.That(rig.Reload.Current, Is.EqualTo(new TradingDaemon.Operations.Reloading.ReloadView(2, answer.Hash, 1, 0, null)));
        Assert.That(await rig.StartAgainAsync(), Is.Null, "the next start has nothing to record");
    }

    [Test]
    public async Task Reload_OfNothingNew_ChangesNothing()
    {
        using var rig = new ReloadRig();
        var answer = await rig.ReloadAsync();
        Assert.That((answer.IsDone, answer.Version, answer.Changes.Length), Is.EqualTo((true, 1L, 0)));
        Assert.That(rig.Decided.OfType<Fact.ConfigurationChanged>(), Is.Empty);
    }

    [Test]
    public async Task Reload_WithAFault_IsRefusedWholeAndTellsAllFaultsWithTheNearestNames()
    {
        using var rig = new ReloadRig();
        rig.Tiers("\"dailyLossMaxFraction\": 0.05", "\"dailyLossMaxFraction\": 0.03, \"qouteAgeMax\": \"00:00:01\", \"positionMaxFraction\": 7");
        var answer = await rig.ReloadAsync();
        Assert.That((answer.IsDone, answer.Version, answer.Faults.Length), Is.EqualTo((false, 1L, 2)));
        Assert.That(string.Join('\n', answer.Faults), Does.Contain("did you mean \"quoteAgeMax\"?").And.Contain("config/tiers/tiers.json, tiers:sniper:limits:positionMaxFraction = 7"));
        Assert.That(await rig.LossMaxAsync(), Is.EqualTo(0.05m));
        var alert = rig.Boards.Alerts.Recent.Single();
        Assert.That((alert.Key, alert.Severity), Is.EqualTo(("configuration", AlertSeverity.Warning)));
        Assert.That(alert.Text, Does.Contain("quoteAgeMax").And.Contain("positionMaxFraction"));
        rig.Tiers("\"dailyLossMaxFraction\": 0.05", "\"dailyLossMaxFraction\": 0.03");
        Assert.That((await rig.ReloadAsync()).IsDone, Is.True);
        Assert.That(rig.Boards.Alerts.Recent, Is.Empty, "the matter is over");
    }

    [Test]
    public async Task Reload_OfWhatNeedsARestart_IsRefusedWholeByName()
    {
        using var rig = new ReloadRig();
        rig.Tiers("\"dailyLossMaxFraction\": 0.05", "\"dailyLossMaxFraction\": 0.03");
        rig.Folder.Write("config/later.json", "{ \"execution\": { \"unclearMax\": \"00:01:00\" }, \"operations\": { \"apiKey\": \"0123456789abcdef\" } }");
        var answer = await rig.ReloadAsync(acceptLooser: true);
        Assert.That(answer.IsDone, Is.False);
        Assert.That(answer.Message, Does.StartWith("Nothing was changed: needs a restart: execution:unclearMax ").And.Contain("operations:apiKey (none) -> ********").And.Not.Contain("0123456789abcdef").And.Not.Contain("dailyLossMaxFraction"));
        Assert.That(answer.Changes.Where(static line => line.NeedsRestart).Select(static line => line.Key), Is.EqualTo(new[] { "execution:unclearMax", "operations:apiKey" }));
        Assert.That(await rig.LossMaxAsync(), Is.EqualTo(0.05m));
    }

    [TestCase(false, false, false), TestCase(true, false, true), TestCase(false, true, true)]
    public async Task Reload_OfALooserLimit_NeedsSomebodyWhoAcceptsIt(bool accepts, bool tells, bool isDone)
    {
        using var rig = new ReloadRig(tells ? ["reload:looser=tell"] : []);
        rig.Tiers("\"orderNotionalMaxAccount\": 500, \"dailyLossMaxFraction\": 0.05", "\"orderNotionalMaxAccount\": 400, \"dailyLossMaxFraction\": 0.06");
        var answer = await rig.ReloadAsync(acceptLooser: accepts);
        Assert.That((answer.IsDone, await rig.LossMaxAsync()), Is.EqualTo((isDone, isDone ? 0.06m : 0.05m)));
        Assert.That(answer.Changes.Select(static line => $"{line.Key} {line.Effect}"), Is.EqualTo(new[] { "tiers:sniper:limits:dailyLossMaxFraction Looser", "tiers:sniper:limits:orderNotionalMaxAccount Tighter" }));
        if (!isDone) Assert.That(answer.Message, Does.Contain("--accept-looser").And.Contain("tiers:sniper:limits:dailyLossMaxFraction 0.05 -> 0.06 (LOOSER)"));
    }

    [Test]
    public async Task DryRun_SaysWhatWouldBe_AndRaisesNothing()
    {
        using var rig = new ReloadRig();
        rig.Tiers("\"dailyLossMaxFraction\": 0.05", "\"dailyLossMaxFraction\": 0.06");
        Assert.That((await rig.ReloadAsync(dryRun: true)).IsDone, Is.False);
        Assert.That((await rig.ReloadAsync(acceptLooser: true, dryRun: true)).Message, Is.EqualTo("This would be taken over; nothing was."));
        Assert.That((rig.Running.Version.Number, rig.Reload.Current.Refusals, rig.Boards.Alerts.Recent.Length), Is.EqualTo((1L, 0L, 0)));
    }

    [Test]
    public async Task Reload_WithoutAppsettings_IsRefusedAndReadsNoOtherDirectory()
    {
        using var rig = new ReloadRig();
        rig.Folder.Write("bin/appsettings.json", "{}");
        File.Delete(Path.Combine(rig.Folder.Directory, "appsettings.json"));
        var answer = await rig.ReloadAsync(acceptLooser: true);
        Assert.That((answer.IsDone, answer.Faults.Single()), Is.EqualTo((false, $"appsettings.json is no longer in {rig.Folder.Directory}.")));
    }

    [Test]
    public async Task Reload_OfADeletedTier_IsALooserChange()
    {
        using var rig = new ReloadRig();
        rig.Folder.Write("config/tiers/tiers.json", ConfigurationTiers.SniperOnly);
        var answer = await rig.ReloadAsync();
        Assert.That(answer.IsDone, Is.False);
        Assert.That(answer.Message, Does.Contain("tiers:hunter:equityMinAccount 2000 -> (none) (LOOSER)"));
        Assert.That((await rig.ReloadAsync(acceptLooser: true)).IsDone, Is.True);
    }

    [Test]
    public async Task Switches_Thrown_SwitchOffInEveryTier_AndAWrongNameIsAFault()
    {
        using var rig = new ReloadRig();
        rig.Folder.Write("config/switches.json", "{ \"switches\": { \"disabledStrategies\": [ \"ma-fast\" ], \"disabledSymbols\": [ \"BTC/USD\" ] } }");
        Assert.That((await rig.ReloadAsync()).IsDone, Is.True);
        var tiers = rig.Running.Loaded.Config.Tiers;
        Assert.That(tiers.Find("sniper")!.Strategies.Single().Enabled, Is.False);
        Assert.That(tiers.Find("hunter")!.Strategies.Single().DisabledSymbols, Is.EqualTo(new[] { "AAPL", "BTC/USD" }));
        rig.Folder.Write("config/switches.json", "{ \"switches\": { \"disabledStrategies\": [ \"ma-fats\" ], \"disabledSymbols\": [ \"BTC/USE\" ] } }");
        Assert.That(string.Join('\n', (await rig.ReloadAsync()).Faults), Does.Contain("did you mean \"ma-fast\"?").And.Contain("did you mean \"BTC/USD\"?"));
        File.Delete(Path.Combine(rig.Folder.Directory, "config", "switches.json"));
        Assert.That((await rig.ReloadAsync()).Message, Does.Contain("LOOSER"), "switched on again is more");
    }

    [Test]
    public async Task Reload_OfAStrategy_HasTheRoomsRunTheNewOne()
    {
        using var rig = new ReloadRig();
        rig.Tiers("\"slow\": 20", "\"slow\": 30");
        Assert.That((await rig.ReloadAsync()).IsDone, Is.True, "a parameter is an opinion, not a limit");
        Assert.That(rig.Entered[^1].Strategies.Single().Parameters["slow"], Is.EqualTo("30"));
    }

    [Test]
    public async Task Reload_ThatSwitchesOffAStrategyWithAPosition_TellsThatNobodyLooksAfterIt()
    {
        using var rig = new ReloadRig(static bench => bench.Trade(SignalKind.Buy, strategy: "ma-fast"));
        rig.Folder.Write("config/switches.json", "{ \"switches\": { \"disabledSymbols\": [ \"BTC/USD\" ] } }");
        Assert.That((await rig.ReloadAsync()).Message, Is.EqualTo("Version 2 runs. Held, and nobody looks after it any more: ma-fast BTC/USD."));
        Assert.That(rig.Boards.Alerts.Recent.Single().Key, Is.EqualTo("configuration:unattended"));
        File.Delete(Path.Combine(rig.Folder.Directory, "config", "switches.json"));
        Assert.That((await rig.ReloadAsync(acceptLooser: true)).Message, Is.EqualTo("Version 3 runs."));
        Assert.That(rig.Boards.Alerts.Recent, Is.Empty);
    }

    [Test]
    public async Task Watch_OfAHalfWrittenFile_WaitsForTheRest()
    {
        using var rig = new ReloadRig("reload:watch=true");
        await rig.BeatAsync(2 * Second);
        await rig.BeatAsync(2 * Second); // what was there at the start is read once more, and differs in nothing
        var whole = TradingDaemon.Tests.Configuration.ConfigurationFolder.Tiers.Replace("0.05", "0.03", StringComparison.Ordinal);
        rig.Folder.Write("config/tiers/tiers.json", "");
        await rig.BeatAsync(2 * Second);
        rig.Folder.Write("config/tiers/tiers.json", whole[..200]);
        await rig.BeatAsync(2 * Second);
        Assert.That(rig.Reload.Current.Refusals, Is.Zero, "it is still being written");
        rig.Folder.Write("config/tiers/tiers.json", whole);
        await rig.BeatAsync(2 * Second);
        await rig.BeatAsync(2 * Second);
        Assert.That((await rig.LossMaxAsync(), rig.Reload.Current.Refusals), Is.EqualTo((0.03m, 0L)));
        Assert.That(rig.Decided.OfType<Fact.ConfigurationChanged>().Single().Source, Is.EqualTo("file"));
    }

    [Test]
    public async Task Watch_OfAFileLeftHalfWritten_RefusesItOnce_AndTakesItWhenItIsWhole()
    {
        using var rig = new ReloadRig("reload:watch=true");
        rig.Folder.Write("config/tiers/tiers.json", "{ \"tiers\": {");
        for (var beat = 0; beat < 5; beat++) await rig.BeatAsync(2 * Second);
        Assert.That((rig.Reload.Current.Refusals, await rig.LossMaxAsync()), Is.EqualTo((1L, 0.05m)));
        rig.Tiers("0.05", "0.03");
        for (var beat = 0; beat < 5; beat++) await rig.BeatAsync(2 * Second);
        Assert.That((rig.Reload.Current, await rig.LossMaxAsync()), Is.EqualTo((rig.Reload.Current with { Reloads = 1, Refusals = 1, Refusal = null }, 0.03m)));
    }

    [Test]
    public async Task Watch_ReadsAgainEachHour_AndNotBefore()
    {
        using var rig = new ReloadRig("reload:watch=true", "reload:looser=tell");
        await rig.BeatAsync(2 * Second);
        await rig.BeatAsync(2 * Second);
        rig.Folder.Write("config/tiers/tiers.json", "{");
        await rig.BeatAsync(2 * Second);
        await rig.BeatAsync(2 * Second);
        Assert.That(rig.Reload.Current.Refusals, Is.EqualTo(1));
        await rig.BeatAsync(TimeSpan.FromHours(1) - Second);
        Assert.That(rig.Reload.Current.Refusals, Is.EqualTo(1), "just below");
        await rig.BeatAsync(2 * Second);
        Assert.That(rig.Reload.Current.Refusals, Is.EqualTo(2), "told again while it lasts");
    }

    [TestCase(false, 1), TestCase(true, 2)]
    public async Task WithoutWatching_OnlyWhoeverAsksReadsTheFiles(bool asks, long version)
    {
        using var rig = new ReloadRig();
        rig.Tiers("0.05", "0.03");
        if (asks) rig.Watch.Ask();
        for (var beat = 0; beat < 5; beat++) await rig.BeatAsync(TimeSpan.FromHours(1));
        Assert.That(rig.Running.Version.Number, Is.EqualTo(version));
        Assert.That(rig.Decided.OfType<Fact.ConfigurationChanged>().Select(static fact => fact.Source), Is.EqualTo(asks ? new[] { "signal" } : []));
    }
}
