using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Live;

/// <summary>How one venue's account is listened to. One connection at a time.</summary>
internal interface IAccountWords
{
    /// <summary>A connection on which the account's events flow: connected, known, subscribed, and that acknowledged. Throws <see cref="VenueException"/> when it is refused.</summary>
    ValueTask<IStreamLink> OpenAsync(CancellationToken stopping);

    /// <summary>What a frame tells. Throws <see cref="VenueException"/> when the connection is no longer worth keeping, e.g. because a frame is missing.</summary>
    void Read(ReadOnlyMemory<byte> frame, Answer into);

    /// <summary>Something to send so that the venue keeps the connection and answers; null when it beats by itself.</summary>
    byte[]? KeepAlive => null;

    /// <summary>Whether the stream told of executions that only the venue's records name, and they have not been seen there yet. Then the records are asked at once, and again while they lag.</summary>
    bool IsBehind => false;
}
