using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Tests.Pipeline;

public sealed class StandingCommandTests
{
    /// <summary>Bug: a resume that met a full queue was forgotten, and the engine stayed paused for ever.</summary>
    [Test]
    public void Give_WhileTooManyWait_IsGivenAgainUntilTaken_AndTheNewestCounts()
    {
        using var topology = new Topology(1, static (_, _) => { });
        var (standing, waiting) = (new StandingCommand(topology), 0);
        while (topology.TryCommand(new Command.PauseForFault("Somebody else's."))) waiting++;
        standing.Give(new Command.PauseForFault("Ours."));
        standing.Give(new Command.ResumeAfterFault("Ours."));
        standing.Repeat();
        for (var i = 0; i < waiting; i++) Assert.That(topology.Commands.Reader.TryRead(out _), Is.True);
        Assert.That(topology.Commands.Reader.TryRead(out _), Is.False);
        standing.Repeat();
        standing.Repeat();
        Assert.That(topology.Commands.Reader.TryRead(out var taken), Is.True);
        Assert.That(taken, Is.InstanceOf<Command.ResumeAfterFault>());
        Assert.That(topology.Commands.Reader.TryRead(out _), Is.False, "once");
    }
}
