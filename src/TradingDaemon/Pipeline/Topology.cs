using System.Threading.Channels;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Pipeline;

/// <summary>Every channel of the daemon, each with its bound and with what happens when it is full.</summary>
internal sealed class Topology : IDisposable
{
    /// <summary>Makes the channels.</summary>
    /// <param name="shardCount">Strategy shards.</param>
    /// <param name="onTickDropped">Told of each tick that was dropped.</param>
    public Topology(int shardCount, Action<InstrumentId, MarketEventKind> onTickDropped) =>
        Ticks = [.. Enumerable.Range(0, shardCount).Select(_ => new TickQueue(onTickDropped))];

    /// <summary>Feeds to shards, one queue a shard. Full: a quote drops the oldest, a trade waits a moment first; counted.</summary>
    public IReadOnlyList<TickQueue> Ticks { get; }

    /// <summary>Shards to the account engine. Full: marks are left out (the next one says the same, newer); signals wait until they expire, which is logged.</summary>
    public Channel<MarketMessage> Signals { get; } = Channel.CreateBounded<MarketMessage>(
        new BoundedChannelOptions(Limits.SignalsMax) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    /// <summary>Venues to the account engine. Full: the venue's writer waits; a lost fill is lost money.</summary>
    public Channel<VenueEvent> Executions { get; } = Channel.CreateBounded<VenueEvent>(
        new BoundedChannelOptions(Limits.ExecutionsMax) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    /// <summary>Operators and supervision to the account engine. Full: the caller is refused and knows it.</summary>
    public Channel<Command> Commands { get; } = Channel.CreateBounded<Command>(
        new BoundedChannelOptions(Limits.CommandsMax) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    /// <summary>The account engine to the journal. Full: the engine waits to a deadline, then the daemon stops itself.</summary>
    public Channel<DecidedBatch> Outbox { get; } = Channel.CreateBounded<DecidedBatch>(
        new BoundedChannelOptions(Limits.OutboxMax) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true, SingleWriter = true });

    /// <summary>The journal to the venue. Full: the venue has taken nothing for minutes; the daemon stops rather than forget a request.</summary>
    public Channel<VenueRequest> Dispatch { get; } = Channel.CreateBounded<VenueRequest>(
        new BoundedChannelOptions(Limits.DispatchMax) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    /// <summary>The account engine to whoever asks venues for prices: instruments whose entries wait for a fresh quote. Full: left out; the entries expire.</summary>
    public Channel<InstrumentId> QuotesWanted { get; } = Channel.CreateBounded<InstrumentId>(
        new BoundedChannelOptions(Limits.QuotesWantedMax) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Rung for every signal, execution and command, and for marks once half of their channel is full.</summary>
    public Bell EngineBell { get; } = new();

    /// <summary>Whether a command waits: nothing else is taken before it.</summary>
    public bool IsCommandWaiting => Commands.Reader.Count > 0;

    /// <summary>Sends a command; false when too many wait already.</summary>
    public bool TryCommand(Command command)
    {
        var taken = Commands.Writer.TryWrite(command);
        EngineBell.Ring();
        return taken;
    }

    /// <summary>The queue of an instrument's shard.</summary>
    public TickQueue QueueOf(InstrumentId instrument) => Ticks[instrument.Index % Ticks.Count];

    /// <inheritdoc/>
    public void Dispose() => EngineBell.Dispose();
}
