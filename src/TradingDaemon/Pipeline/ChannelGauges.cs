using TradingDaemon.Operations.Metrics;

namespace TradingDaemon.Pipeline;

/// <summary>The figures of each channel: how full it is when somebody asks, and how long what was taken had waited.</summary>
internal sealed class ChannelGauges
{
    /// <summary>Adds every channel of the topology to the metrics.</summary>
    public ChannelGauges(Topology topology, DaemonMetrics metrics)
    {
        Ticks = [.. topology.Ticks.Select((queue, shard) =>
            metrics.AddChannel(topology.Ticks.Count == 1 ? "ticks" : $"ticks-{shard}", Limits.TicksMax, () => queue.Reader.Count))];
        Signals = metrics.AddChannel("signals", Limits.SignalsMax, () => topology.Signals.Reader.Count);
        Outbox = metrics.AddChannel("outbox", Limits.OutboxMax, () => topology.Outbox.Reader.Count);
        Dispatch = metrics.AddChannel("dispatch", Limits.DispatchMax, () => topology.Dispatch.Reader.Count);
        metrics.AddChannel("executions", Limits.ExecutionsMax, () => topology.Executions.Reader.Count); // no waits: venue events carry no stamp of ours
        metrics.AddChannel("commands", Limits.CommandsMax, () => topology.Commands.Reader.Count);
    }

    /// <summary>One for each shard.</summary>
    public IReadOnlyList<ChannelMetrics> Ticks { get; }

    /// <summary>Shards to the account engine.</summary>
    public ChannelMetrics Signals { get; }

    /// <summary>The account engine to the journal.</summary>
    public ChannelMetrics Outbox { get; }

    /// <summary>The journal to the venue.</summary>
    public ChannelMetrics Dispatch { get; }
}
