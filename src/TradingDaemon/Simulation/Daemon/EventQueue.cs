using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Simulation.Daemon;

/// <summary>The way of a venue's events to the engine: the channel of the executable without its threads.</summary>
internal sealed class EventQueue : ChannelWriter<VenueEvent>
{
    private readonly Queue<VenueEvent> _waiting = new();

    /// <inheritdoc/>
    public override bool TryWrite(VenueEvent item)
    {
        if (_waiting.Count >= Limits.ExecutionsMax) return false;
        _waiting.Enqueue(item);
        return true;
    }

    /// <inheritdoc/>
    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) =>
        _waiting.Count < Limits.ExecutionsMax ? ValueTask.FromResult(true) : throw new InvalidOperationException("The simulated engine takes nothing although nothing keeps it.");

    /// <summary>The oldest event that waits.</summary>
    public bool TryTake([MaybeNullWhen(false)] out VenueEvent report) => _waiting.TryDequeue(out report);
}
