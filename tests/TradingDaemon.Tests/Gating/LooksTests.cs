using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Gating;

/// <summary>The engine's own thread: who looks at the account sees what was reported before.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LooksTests : IDisposable
{
    private readonly AccountBench _bench = AccountBench.Running();
    private readonly GatingRig _rig;

    public LooksTests() => _rig = new GatingRig(_bench);

    public void Dispose() => _rig.Dispose();

    /// <summary>Bug: a comparison was judged by books from before it, when it was reported after the engine's turn had taken its executions and before that turn served looks.</summary>
    [Test]
    public async Task LookAsync_AfterAReportInTheSameTurn_SeesIt()
    {
        await _rig.Gating.StartAsync(default);
        var looking = await _rig.Gating.LookAsync(_ => // on the engine's thread, between its executions and the looks that still wait
        {
            Assert.That(_rig.Topology.Executions.Writer.TryWrite(new VenueEvent.StreamLost("simulated", "cut", _bench.Now)), Is.True);
            return _rig.Gating.LookAsync(static engine => engine.Account.Books.IsBlocked("simulated", BlockCause.ReconcilePending));
        }).WaitAsync(GatingRig.Patience);
        Assert.That(await looking.WaitAsync(GatingRig.Patience), Is.True);
    }
}
