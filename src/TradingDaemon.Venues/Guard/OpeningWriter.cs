using System.Threading.Channels;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Guard;

/// <summary>Passes a venue's events on, and tells when the first one says that the stream is open.</summary>
internal sealed class OpeningWriter(ChannelWriter<VenueEvent> events, Action opened) : ChannelWriter<VenueEvent>
{
    private bool _isOpen;

    /// <inheritdoc/>
    public override bool TryWrite(VenueEvent item)
    {
        if (!_isOpen && item is VenueEvent.StreamOpened)
        {
            _isOpen = true;
            opened();
        }

        return events.TryWrite(item);
    }

    /// <inheritdoc/>
    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => events.WaitToWriteAsync(cancellationToken);
}
