using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Gating;

/// <summary>The engine's own thread, with a journal that takes nothing: what the venue has is cancelled all the same, what it may not have waits.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AnsweredCancelsTests : IDisposable
{
    private readonly AccountBench _bench = AccountBench.Running(TestMarket.Setup(specs: TestMarket.Spec(style: OrderStyle.Limit)));
    private readonly GatingRig _rig;

    public AnsweredCancelsTests() => _rig = new GatingRig(_bench);

    public void Dispose() => _rig.Dispose();

    [Test]
    public async Task PassOn_CancelOfAnAnsweredOrder_LeavesBeforeTheJournalHasIt()
    {
        _bench.Signal(SignalKind.Buy);
        _bench.Accept(_bench.LastOrder);
        await _rig.Gating.StartAsync(default);
        Assert.That(_rig.Topology.TryCommand(new Command.CloseStrategy(AccountBench.Alpha, "test")), Is.True);

        using var late = new CancellationTokenSource(GatingRig.Patience);
        var sent = await _rig.Topology.Dispatch.Reader.ReadAsync(late.Token);
        Assert.That((sent.Place, sent.Cancel?.ClientOrderId), Is.EqualTo(((object?)null, _bench.LastOrder.ClientOrderId)));
        var decided = await _rig.Topology.Outbox.Reader.ReadAsync(late.Token);
        Assert.That((decided.HasAnsweredCancelsSent, decided.CancelsLeft.Count()), Is.EqualTo((true, 0)));
    }

    [Test]
    public async Task PassOn_CancelOfAnUnansweredOrder_WaitsForTheJournal()
    {
        _bench.Signal(SignalKind.Buy);
        await _rig.Gating.StartAsync(default);
        Assert.That(_rig.Topology.TryCommand(new Command.CloseStrategy(AccountBench.Alpha, "test")), Is.True);

        using var late = new CancellationTokenSource(GatingRig.Patience);
        var decided = await _rig.Topology.Outbox.Reader.ReadAsync(late.Token);
        Assert.That(decided.CancelsLeft.Select(static cancel => cancel.ClientOrderId), Is.EqualTo(new[] { _bench.LastOrder.ClientOrderId }));
        Assert.That(_rig.Topology.Dispatch.Reader.TryRead(out _), Is.False);
    }
}
