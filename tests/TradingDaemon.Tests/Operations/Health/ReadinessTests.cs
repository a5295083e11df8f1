using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Operations.Status;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Health;

public sealed class ReadinessTests
{
    [Test]
    public void Judge_EveryState_OnlyRunningIsReady([Values] EngineState state)
    {
        var readiness = Readiness.Judge(new HealthBoard(new StepClock(), new SecretRedactor()).Report(), state, []);
        Assert.That(readiness.IsReady, Is.EqualTo(state is EngineState.Running));
        Assert.That(readiness.Reasons, Has.Length.EqualTo(state is EngineState.Running ? 0 : 1));
    }

    [Test]
    public void Judge_Paused_SaysThatEntriesAreStopped() =>
        Assert.That(Readiness.Judge(new HealthBoard(new StepClock(), new SecretRedactor()).Report(), EngineState.Paused, []).Reasons, Is.EqualTo(new[] { "engine: paused, entries are stopped" }));

    [Test]
    public void Judge_UnassignedState_IsNotReady() =>
        Assert.That(Readiness.Judge(new HealthBoard(new StepClock(), new SecretRedactor()).Report(), default, []).Reasons, Is.EqualTo(new[] { "engine: state unknown" }));

    [Test]
    public void Judge_RunningWithoutData_NamesTheFeed()
    {
        var board = new HealthBoard(new StepClock(), new SecretRedactor());
        board.Register("feed:a", HealthRole.Data);
        board.Register("feed:extra", HealthRole.Data, isVital: false).Critical("gone");
        board.Register("engine", HealthRole.Loop).Critical("stuck");
        var readiness = Readiness.Judge(board.Report(), EngineState.Running, []);
        Assert.That(readiness.Reasons, Is.EqualTo(new[] { "engine: stuck", "feed:a: has not reported yet" }));
    }

    /// <summary>Bug: with a difference between books and venue nothing could be entered, and the daemon said that it was ready.</summary>
    [Test]
    public void Judge_EntriesBlockedAtAVenue_IsNotReadyAndSaysWhy()
    {
        BlockLine[] blocks =
        [
            new("simulated", null, "reconcile_pending", "1 difference between our books and simulated is unexplained.", null, "a comparison"),
            new("simulated", "BTC/USD", "reject_loop", "Refused.", null, "its pause"),
        ];
        Assert.That(Readiness.Judge(new HealthBoard(new StepClock(), new SecretRedactor()).Report(), EngineState.Running, [.. blocks]).Reasons,
            Is.EqualTo(new[] { "venue simulated: no entries, reconcile_pending: 1 difference between our books and simulated is unexplained." }));
    }
}
