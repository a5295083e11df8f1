using System.Threading.Channels;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Execution.Tracking;

/// <summary>The one way of a venue's events to the account engine, whoever reports them: what the session must know of them it notes here.</summary>
/// <param name="inner">The way to the engine.</param>
/// <param name="sent">Whose orders they are about.</param>
internal sealed class SessionEvents(ChannelWriter<VenueEvent> inner, SentOrders sent) : ChannelWriter<VenueEvent>
{
    private long _opening;

    /// <summary>Told after each opening of the stream was passed on.</summary>
    public Action? Opened { get; set; }

    /// <summary>How often the stream was opened and that passed on. What is asked of the venue after this was read, was asked after that opening.</summary>
    public long Opening => Interlocked.Read(ref _opening);

    /// <inheritdoc/>
    public override bool TryWrite(VenueEvent item)
    {
        if (item is VenueEvent.StreamOpened opened) return TryOpen(opened);
        if (!inner.TryWrite(item)) return false;
        sent.Note(item);
        return true;
    }

    // Counted only then: a question that saw the number was asked when the stream flowed already. One stream at a time, so one writer of it.
    private bool TryOpen(VenueEvent.StreamOpened opened)
    {
        if (!inner.TryWrite(opened with { Opening = Opening + 1 })) return false;
        Interlocked.Increment(ref _opening);
        Opened?.Invoke();
        return true;
    }

    /// <inheritdoc/>
    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => inner.WaitToWriteAsync(cancellationToken);
}
