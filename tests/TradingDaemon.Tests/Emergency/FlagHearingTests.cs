using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Emergency;
using TradingDaemon.Operations.Control;
using TradingDaemon.Storage.Emergency;
using TradingDaemon.Tests.Emergency.Support;

namespace TradingDaemon.Tests.Emergency;

/// <summary>What another process wrote into the flag while this one ran, and perhaps stood still.</summary>
internal sealed class FlagHearingTests
{
    /// <summary>Bug: of a stop and a resume, both written while the daemon stood still, only the resume was heard, and what the stop would have ended went on.</summary>
    [TestCase(EmergencyState.Halted), TestCase(EmergencyState.Reducing)]
    public async Task Hear_AResumeThatTookTheStopsPlace_IsBoth(EmergencyState pulled)
    {
        using var rig = new StopRig();
        rig.Stop.Begin(EmergencyState.Active);
        rig.Flag.Write(Flag(EmergencyState.Active) with { Replaces = pulled });
        await rig.Stop.HearAsync(rig.Stop.Flag.Look());
        Assert.That(rig.Told.OfType<Command.SetEmergency>().Select(static told => told.To), Is.EqualTo(new[] { pulled, EmergencyState.Active }));
        Assert.That((rig.Gate.State, rig.Stop.Standing.State, rig.Flag.Read()), Is.EqualTo((EmergencyState.Active, EmergencyState.Active, (FlagReading)new FlagReading.Absent())));
    }

    [Test]
    public async Task Hear_AResumeOfWhatStands_PullsNothing()
    {
        using var rig = new StopRig();
        rig.Stop.Begin(EmergencyState.Active);
        await rig.Stop.PullAsync(new EmergencyPull(EmergencyState.Halted, Flatten: false, "test", "Because."));
        rig.Flag.Write(Flag(EmergencyState.Active) with { Replaces = EmergencyState.Halted });
        await rig.Stop.HearAsync(rig.Stop.Flag.Look());
        Assert.That(rig.Told.OfType<Command.SetEmergency>().Select(static told => told.To), Is.EqualTo(new[] { EmergencyState.Halted, EmergencyState.Active }));
    }

    private static EmergencyFlag Flag(EmergencyState state) => new(state, Flatten: false, DateTimeOffset.UtcNow, "cli", "It was a false alarm.");
}
