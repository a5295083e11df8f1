using System.Net;

namespace TradingDaemon.Venues.Live.Lines;

/// <summary>
/// A body that is written once and knows whether it was. Not begun, the request never left. Begun, it may have arrived, and the client below must not
/// send it again by itself: a number out of order would then look like a refusal of an order that was placed.
/// </summary>
internal sealed class SentOnce(ReadOnlyMemory<byte> body) : HttpContent
{
    private int _begun;

    /// <summary>Whether a byte of it may have left.</summary>
    public bool HasBegun => Volatile.Read(ref _begun) > 0;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _begun) > 1) throw new IOException("The request was cut while it was sent, and is not sent twice.");
        await stream.WriteAsync(body, cancellationToken);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
