using System.Net.Sockets;
using System.Text;

namespace TradingDaemon.Benchmarks.Wire;

/// <summary>A connection of the daemon's HTTP client, and a stamp on each order that is written to it and on the answer that follows.</summary>
internal sealed class StampingStream(Socket socket, WireStamps stamps) : NetworkStream(socket, ownsSocket: true)
{
    private static readonly byte[] Before = "\"clientOrderId\":\""u8.ToArray();
    private volatile string? _asked;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var order = OrderIn(buffer.Span);
        if (order is not null) _asked = order; // before it leaves: the answer may be quicker than this thread
        await base.WriteAsync(buffer, cancellationToken);
        if (order is not null) stamps.Sent(order);
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await base.ReadAsync(buffer, cancellationToken);
        if (count > 0 && _asked is { } order)
        {
            _asked = null;
            stamps.Answered(order);
        }

        return count;
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
