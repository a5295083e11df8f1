using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using TradingDaemon.Gating;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Operations.Status;
using TradingDaemon.Pipeline;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Gating;

/// <summary>The engine's own thread over a bench's engine, between channels nobody else reads or writes.</summary>
internal sealed class GatingRig : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly TimerClock _clock = new();
    private readonly DaemonMetrics _metrics;

    public GatingRig(AccountBench bench)
    {
        _metrics = new DaemonMetrics(_clock, "test");
        var versions = new DaemonVersions("test", "test", null);
        var clocks = new Clocks(_clock, _clock);
        var status = new StatusPublisher(new StatusBoard(DaemonStatus.Initial(TestMarket.Start, versions)), _metrics, versions, [], static () => [], static () => null, clocks, TestMarket.Start);
        Gating = new RiskGating(
            bench.Engine, Topology, new ChannelGauges(Topology, _metrics), status, _metrics, new HealthBoard(_clock, new SecretRedactor()), clocks,
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<RiskGating>.Instance);
    }

    public Topology Topology { get; } = new(1, static (_, _) => { });

    public RiskGating Gating { get; }

    public void Dispose()
    {
        Gating.StopAsync(default).GetAwaiter().GetResult();
        Topology.Dispose();
        _metrics.Dispose();
    }
}
