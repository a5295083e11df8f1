using System.Threading.Channels;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Naming;

/// <summary>Passes a venue's events on in the daemon's names.</summary>
internal sealed class NamingWriter(ChannelWriter<VenueEvent> events, VenueNames names) : ChannelWriter<VenueEvent>
{
    /// <inheritdoc/>
    public override bool TryWrite(VenueEvent item) => events.TryWrite(names.ToDaemon(item));

    /// <inheritdoc/>
    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => events.WaitToWriteAsync(cancellationToken);

    /// <inheritdoc/>
    public override bool TryComplete(Exception? error = null) => events.TryComplete(error);
}
