using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Gating;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Operations.Status;
using TradingDaemon.Pipeline;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Gating;

/// <summary>The engine's own thread, with a journal that takes nothing: what the venue has is cancelled all the same, what it may not have waits.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AnsweredCancelsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TimerClock _clock = new();
    private readonly Topology _topology = new(1, static (_, _) => { });
    private readonly AccountBench _bench = AccountBench.Running(TestMarket.Setup(specs: TestMarket.Spec(style: OrderStyle.Limit)));
    private readonly DaemonMetrics _metrics;
    private readonly RiskGating _gating;

    public AnsweredCancelsTests()
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

    [Test]
    public async Task PassOn_CancelOfAnAnsweredOrder_LeavesBeforeTheJournalHasIt()
    {
        _bench.Signal(SignalKind.Buy);
        _bench.Accept(_bench.LastOrder);
        await _gating.StartAsync(default);
        Assert.That(_topology.TryCommand(new Command.CloseStrategy(AccountBench.Alpha, "test")), Is.True);

        using var late = new CancellationTokenSource(Patience);
        var sent = await _topology.Dispatch.Reader.ReadAsync(late.Token);
        Assert.That((sent.Place, sent.Cancel?.ClientOrderId), Is.EqualTo(((object?)null, _bench.LastOrder.ClientOrderId)));
        var decided = await _topology.Outbox.Reader.ReadAsync(late.Token);
        Assert.That((decided.HasAnsweredCancelsSent, decided.CancelsLeft.Count()), Is.EqualTo((true, 0)));
    }

    [Test]
    public async Task PassOn_CancelOfAnUnansweredOrder_WaitsForTheJournal()
    {
        _bench.Signal(SignalKind.Buy);
        await _gating.StartAsync(default);
        Assert.That(_topology.TryCommand(new Command.CloseStrategy(AccountBench.Alpha, "test")), Is.True);

        using var late = new CancellationTokenSource(Patience);
        var decided = await _topology.Outbox.Reader.ReadAsync(late.Token);
        Assert.That(decided.CancelsLeft.Select(static cancel => cancel.ClientOrderId), Is.EqualTo(new[] { _bench.LastOrder.ClientOrderId }));
        Assert.That(_topology.Dispatch.Reader.TryRead(out _), Is.False);
    }
}
