namespace TradingDaemon.Venues.Streaming;

/// <summary>One open connection that carries messages both ways. Each direction is one caller at a time.</summary>
internal interface IStreamLink : IAsyncDisposable
{
    /// <summary>Sends one message. Throws <see cref="Domain.Ports.VenueException"/> when the connection has ended.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken stopping);

    /// <summary>The next whole message, valid until the next call. Throws <see cref="Domain.Ports.VenueException"/> when the connection has ended.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken stopping);
}
