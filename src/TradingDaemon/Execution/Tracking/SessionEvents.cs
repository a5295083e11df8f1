using System.Threading.Channels;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Execution.Tracking;

/// <summary>The one way of a venue's events to the account engine, whoever reports them: what the session must know of them it notes here.</summary>
/// <param name="inner">The way to the engine.</param>
/// <param name="sent">Whose orders they are about.</param>
internal sealed class SessionEvents(ChannelWriter<VenueEvent> inner, SentOrders sent) : ChannelWriter<VenueEvent>
{
    /// <summary>Told after each opening of the stream was passed on.</summary>
    public Action? Opened { get; set; }

    /// <inheritdoc/>
    public override bool TryWrite(VenueEvent item)
    {
        if (!inner.TryWrite(item)) return false;
        sent.Note(item);
        if (item is VenueEvent.StreamOpened) Opened?.Invoke();
        return true;
    }

    /// <inheritdoc/>
    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => inner.WaitToWriteAsync(cancellationToken);
}
