using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Cli.Emergency;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Books;
using TradingDaemon.Recovery;
using TradingDaemon.Storage;
using TradingDaemon.Storage.Emergency;
using TradingDaemon.Tests.Emergency.Support;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Algorithms;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Recovery;

/// <summary>A stop and its end, both typed while no daemon runs, on the real flag file and store: the next process does not go on as if nobody had stopped anything.</summary>
internal sealed class StopsWhileDownTests
{
    private static readonly AccountSetup Setup = ParentWorld.SetupOf(ParentWorld.Twap);

    /// <summary>Bug: a resume took the place of the halt before it in the file, so that no process ever heard of that, and parent orders bought on.</summary>
    [TestCase("halt"), TestCase("reduce"), TestCase("flatten"), TestCase("by hand"), TestCase("reduce", "halt"), TestCase("halt", "resume")]
    public void Start_AfterAStopAndAResumeTyped_BuysNothingMore(params string[] typed)
    {
        using var rig = Stopped();
        foreach (var verb in typed) Type(rig, verb);
        Type(rig, "resume");
        var after = Started(rig);
        after.Pass(660);
        Assert.That((after.End?.Why, after.End?.UnfilledBase, after.Children.Count()), Is.EqualTo(((ParentEnd?)ParentEnd.EmergencyStop, 9m, 0)));
        Assert.That((after.Bench.Books.Emergency, rig.Gate.State, after.Bench.Books.State), Is.EqualTo((EmergencyState.Active, EmergencyState.Active, EngineState.Running)), "and trading goes on");
        after.Buy(1m);
        Assert.That(after.Children.Count(), Is.EqualTo(1));
    }

    [TestCase, TestCase("resume")]
    public void Start_WhereNobodyStoppedAnything_GoesOn(params string[] typed)
    {
        using var rig = Stopped();
        foreach (var verb in typed) Type(rig, verb);
        var after = Started(rig);
        after.Pass(660);
        Assert.That((after.End!.Why, after.Bench.Net(TestMarket.Btc)), Is.EqualTo((ParentEnd.Completed, 10m)));
        Assert.That(after.Bench.Facts.OfType<Fact.EmergencyMoved>(), Is.Empty);
    }

    [Test]
    public void Start_WithTheSwitchOn_IsHaltedWhateverWasTyped()
    {
        using var rig = Stopped(isSwitchOn: true);
        Type(rig, "reduce");
        Type(rig, "resume");
        var after = Started(rig);
        Assert.That((after.End?.Why, after.Bench.Books.Emergency, rig.Gate.State), Is.EqualTo(((ParentEnd?)ParentEnd.EmergencyStop, EmergencyState.Halted, EmergencyState.Halted)));
    }

    /// <summary>The file is the only one who knows until the books do: a process that dies before that leaves it to the next one.</summary>
    [Test]
    public void Start_ThatDiesBeforeTheBooksKnow_LeavesTheFileToTheNext()
    {
        using var first = Stopped();
        Type(first, "halt");
        Type(first, "resume");
        first.Stop.Begin(EmergencyState.Active);
        Assert.That((first.Stop.Flag.IsBehind, first.Told.Count), Is.EqualTo((false, 2)));
        using var second = new StopRig(directory: first.Directory);
        var after = Started(second);
        Assert.That((after.End?.Why, second.Stop.Flag.IsBehind), Is.EqualTo(((ParentEnd?)ParentEnd.EmergencyStop, false)));
        foreach (var moved in after.Bench.Facts.OfType<Fact.EmergencyMoved>()) second.Stop.Follow(moved.To, moved.Source, moved.Reason);
        Assert.That((second.Stop.Flag.IsBehind, second.Gate.State), Is.EqualTo((true, EmergencyState.Active)), "durable: it may go");
        second.Stop.Flag.Keep();
        Assert.That((second.Flag.Read(), second.Stop.Flag.IsBehind), Is.EqualTo(((FlagReading)new FlagReading.Absent(), false)));
    }

    [TestCase(null, false), TestCase(EmergencyState.Reducing, true)]
    public void Flag_SaysWhatItReplacesOnlyWhereItDoes(EmergencyState? replaces, bool isSaid)
    {
        using var scratch = new ScratchDirectory();
        var (file, flag) = (new FlagFile(scratch.Path), new EmergencyFlag(EmergencyState.Active, false, SetClock.Noon, "cli", "All is well.") { Replaces = replaces });
        file.Write(flag);
        Assert.That(((FlagReading.Stands)file.Read()).Flag, Is.EqualTo(flag));
        Assert.That(File.ReadAllText(file.Path).Contains("replaces", StringComparison.Ordinal), Is.EqualTo(isSaid), "a version without it reads what does not need it");
    }

    // A daemon that had sent one part of ten, and is gone.
    private static StopRig Stopped(bool isSwitchOn = false)
    {
        var rig = new StopRig(StopRig.Quick with { IsKillSwitchOn = isSwitchOn });
        var world = new ParentWorld(Setup);
        world.Buy(10m);
        using var store = SqliteStore.Open(new StoreOptions { Directory = rig.Directory, Epoch = 7 }, new SetClock(SetClock.Noon));
        store.Journal.Commit([new JournalBatch(world.Bench.Recorded, world.Bench.Orders, [])]);
        return rig;
    }

    private static void Type(StopRig rig, string verb)
    {
        var call = new EmergencyCall(new Uri("http://127.0.0.1:1"), null, rig.Directory, new SetClock(SetClock.Noon));
        if (verb == "by hand") File.WriteAllText(rig.Flag.Path, "stop\n");
        else if (verb == "resume") call.Leave(EmergencyState.Active, flatten: false, "It was a false alarm.");
        else call.Leave(verb == "reduce" ? EmergencyState.Reducing : EmergencyState.Halted, flatten: verb == "flatten", "Prices look wrong.");
    }

    // As a start does it: books, then the stop, then what it tells the engine.
    private static ParentWorld Started(StopRig rig)
    {
        using var store = SqliteStore.Open(new StoreOptions { Directory = rig.Directory, Epoch = 7 }, new SetClock(SetClock.Noon));
        var (engine, _) = BooksRecovery.Recover(Setup, store.Journal, store.Checkpoints, NullLogger.Instance);
        var after = new ParentWorld(Setup, engine.Capture(), TestMarket.Start.AddMinutes(1));
        rig.Stop.Begin(after.Bench.Books.Emergency);
        after.Bench.Boot();
        foreach (var command in rig.Told) after.Bench.Command(command);
        after.Bench.Statement();
        after.Bench.Command(new Command.ChangeState(EngineState.Running, "Books and venues agree."));
        after.Bench.Mark(TestMarket.Btc, after.Bid, after.Ask);
        return after;
    }
}
