using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Gating;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Operations.Status;
using TradingDaemon.Pipeline;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Gating;

/// <summary>The engine's own thread: who looks at the account sees what was reported before.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LooksTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TimerClock _clock = new();
    private readonly Topology _topology = new(1, static (_, _) => { });
    private readonly AccountBench _bench = AccountBench.Running();
    private readonly DaemonMetrics _metrics;
    private readonly RiskGating _gating;

    public LooksTests()
    {
        _metrics = new DaemonMetrics(_clock, "test");
        var versions = new DaemonVersions("test", "test", null);
        var clocks = new Clocks(_clock, _clock);
        var status = new StatusPublisher(new StatusBoard(DaemonStatus.Initial(TestMarket.Start, versions)), _metrics, versions, [], static () => [], static () => null, clocks, TestMarket.Start);
        _gating = new RiskGating(
            _bench.Engine, _topology, new ChannelGauges(_topology, _metrics), status, _metrics, new HealthBoard(_clock, new SecretRedactor()), clocks,
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<RiskGating>.Instance);
    }

    public void Dispose()
    {
        _gating.StopAsync(default).GetAwaiter().GetResult();
        _topology.Dispose();
        _metrics.Dispose();
    }

    /// <summary>Bug: a comparison was judged by books from before it, when it was reported after the engine's turn had taken its executions and before that turn served looks.</summary>
    [Test]
    public async Task LookAsync_AfterAReportInTheSameTurn_SeesIt()
    {
        await _gating.StartAsync(default);
        var looking = await _gating.LookAsync(_ => // on the engine's thread, between its executions and the looks that still wait
        {
            Assert.That(_topology.Executions.Writer.TryWrite(new VenueEvent.StreamLost("simulated", "cut", _bench.Now)), Is.True);
            return _gating.LookAsync(static engine => engine.Account.Books.IsBlocked("simulated", BlockCause.ReconcilePending));
        }).WaitAsync(Patience);
        Assert.That(await looking.WaitAsync(Patience), Is.True);
    }
}
