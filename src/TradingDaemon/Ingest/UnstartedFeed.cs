using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution;
using TradingDaemon.Operations.Health;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Ingest;

/// <summary>A feed that is not started because its venue would refuse it: health says why, and entries of its instruments are blocked until a start at which it is.</summary>
/// <param name="feed">Its name.</param>
/// <param name="venues">Where its instruments are traded.</param>
/// <param name="why">Why not, in one sentence without its full stop.</param>
/// <param name="topology">The way to the engine.</param>
/// <param name="health">Where it has its line.</param>
/// <param name="clocks">Market time for stamps.</param>
internal sealed class UnstartedFeed(string feed, IReadOnlyList<string> venues, string why, Topology topology, HealthBoard health, Clocks clocks) : BackgroundService
{
    private readonly HealthComponent _health = health.Register($"feed:{feed}", HealthRole.Data);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _health.Degraded($"Not started: {why}.");
        var events = new BellRinger(topology);
        try
        {
            foreach (var venue in venues)
                await events.WriteAsync(new VenueEvent.EntriesBlocked(venue, BlockCause.KeyMissing, $"{char.ToUpperInvariant(why[0])}{why[1..]}.", clocks.Market.GetUtcNow()) { Feed = feed }, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The engine stops too.
        }
    }
}
