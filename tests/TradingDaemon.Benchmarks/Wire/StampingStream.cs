using System.Text;

namespace TradingDaemon.Benchmarks.Wire;

/// <summary>A connection of the daemon's HTTP client, and a stamp on each order that is written to it and on the answer that follows. It has no position, as a connection has none: the base class asks to refuse that.</summary>
internal sealed class StampingStream(Stream inner, WireStamps stamps) : Stream
{
    private static readonly byte[] Before = "\"clientOrderId\":\""u8.ToArray();
    private volatile string? _asked;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var order = OrderIn(buffer.Span);
        if (order is not null) _asked = order; // before it leaves: the answer may be quicker than this thread
        await inner.WriteAsync(buffer, cancellationToken);
        if (order is not null) stamps.Sent(order);
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        if (count > 0 && _asked is { } order)
        {
            _asked = null;
            stamps.Answered(order);
        }

        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    // The client writes head and body of so small a request at once; were they two writes, the second has it.
    private static string? OrderIn(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOf(Before);
        if (at < 0) return null;
        var id = bytes[(at + Before.Length)..];
        return id.IndexOf((byte)'"') is >= 0 and var end ? Encoding.ASCII.GetString(id[..end]) : null;
    }
}
