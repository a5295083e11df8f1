using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Tests.Domain.Orders;
using TradingDaemon.Tests.Emergency.Support;

namespace TradingDaemon.Tests.Emergency;

/// <summary>What a process begins with: the stored flag, the books, and what is told of either later.</summary>
public sealed class StoredStopTests
{
    [TestCase(EmergencyState.Active, false, EmergencyState.Active)]
    [TestCase(EmergencyState.Halted, false, EmergencyState.Halted)]
    [TestCase(EmergencyState.Active, true, EmergencyState.Halted)]
    public void Begin_WithoutAFile_IsWhatTheBooksSayUnlessTheSwitchIsOn(EmergencyState books, bool isSwitchOn, EmergencyState stands)
    {
        using var rig = new StopRig(StopRig.Quick with { IsKillSwitchOn = isSwitchOn });
        rig.Stop.Begin(books);
        Assert.That((rig.Gate.State, rig.Stop.Standing.State), Is.EqualTo((stands, stands)));
    }

    [TestCase(EmergencyState.Reducing, EmergencyState.Active), TestCase(EmergencyState.Halted, EmergencyState.Active), TestCase(EmergencyState.Active, EmergencyState.Halted)]
    public void Begin_WithAFile_IsWhatItSaysAndTheEngineIsTold(EmergencyState stored, EmergencyState books)
    {
        using var rig = new StopRig();
        rig.Flag.Write(new(stored, false, Intents.At, "cli", "Somebody wrote it."));
        rig.Stop.Begin(books);
        Assert.That((rig.Gate.State, rig.Stop.Standing.State), Is.EqualTo((stored, stored)));
        Assert.That(rig.Told.Single(), Is.EqualTo(new Command.SetEmergency(stored, "cli", "Somebody wrote it.")));
    }

    /// <summary>Bug: books that said HALTED were told REDUCING by a flag file of another moment, as after a restore of one of the two: the stricter of both holds.</summary>
    [Test]
    public void Begin_WithAFileWeakerThanTheBooks_IsWhatTheBooksSay()
    {
        using var rig = new StopRig();
        rig.Flag.Write(new(EmergencyState.Reducing, false, Intents.At, "cli", "Somebody wrote it."));
        rig.Stop.Begin(EmergencyState.Halted);
        Assert.That((rig.Gate.State, rig.Stop.Standing.State, rig.Told.Count), Is.EqualTo((EmergencyState.Halted, EmergencyState.Halted, 0)));
        Assert.That(rig.Stop.Flag.IsBehind, Is.True, "and is stored so");
    }

    /// <summary>Bug: a halt whose fact became durable only after a stalled disk answered, and after a person had resumed, pulled the stop once more.</summary>
    [Test]
    public async Task Follow_ACommandThatIsToldOfAfterTheResume_PullsNothing()
    {
        using var rig = new StopRig();
        await rig.PullToTheEndAsync();
        Assert.That((await rig.Stop.ResumeAsync("api", "The disk answers again.")).IsDone, Is.True);
        foreach (var told in rig.Told.OfType<Command.SetEmergency>()) rig.Stop.Follow(told.To, told.Source, told.Reason);
        Assert.That((rig.Gate.State, rig.Stop.Standing.State), Is.EqualTo((EmergencyState.Active, EmergencyState.Active)));
        rig.Stop.Follow(EmergencyState.Halted, LostPastDesk.Source, "The books are older than the venue.");
        Assert.That(rig.Gate.State, Is.EqualTo(EmergencyState.Halted), "what the books find by themselves does");
    }

    /// <summary>What is left in place of the copy's flag before the first start after a restore: halted until a person resumes, whatever the copy says, and nothing of a flatten goes on.</summary>
    [TestCase(EmergencyState.Active), TestCase(EmergencyState.Reducing), TestCase(EmergencyState.Halted)]
    public async Task Begin_RestoredAsDocumented_IsHaltedUntilAPersonResumes(EmergencyState copied)
    {
        using var rig = new StopRig();
        if (copied != EmergencyState.Active) rig.Flag.Write(new(copied, copied == EmergencyState.Halted, Intents.At, "cli", "As copied."));
        await File.WriteAllTextAsync(rig.Flag.Path, "stop\n");
        rig.Stop.Begin(copied);
        Assert.That((rig.Gate.State, rig.Stop.Standing.State, rig.Stop.Standing.Flatten), Is.EqualTo((EmergencyState.Halted, EmergencyState.Halted, false)));
        Assert.That((await rig.Stop.ResumeAsync("cli", "It was looked at.")).IsDone, Is.True);
        Assert.That((rig.Gate.State, File.Exists(rig.Flag.Path)), Is.EqualTo((EmergencyState.Active, false)));
    }

    [Test]
    public void Begin_WithADamagedOrUnreadableFile_IsHalted([Values] bool isDirectory)
    {
        using var rig = new StopRig();
        if (isDirectory) Directory.CreateDirectory(rig.Flag.Path);
        else File.WriteAllText(rig.Flag.Path, "stop!");
        rig.Stop.Begin(EmergencyState.Active);
        Assert.That((rig.Gate.State, rig.Stop.Standing.State), Is.EqualTo((EmergencyState.Halted, EmergencyState.Halted)));
    }
}
