using System.Threading.Channels;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Execution;

/// <summary>The venue's end of the Executions channel: every write also wakes the account engine.</summary>
/// <param name="topology">The channels.</param>
internal sealed class BellRinger(Topology topology) : ChannelWriter<VenueEvent>
{
    /// <inheritdoc/>
    public override bool TryWrite(VenueEvent item)
    {
        var written = topology.Executions.Writer.TryWrite(item);
        topology.EngineBell.Ring();
        return written;
    }

    /// <inheritdoc/>
    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) =>
        topology.Executions.Writer.WaitToWriteAsync(cancellationToken);
}
