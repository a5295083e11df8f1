using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Pipeline;

/// <summary>
/// Ticks on their way to one strategy shard. When it is full a quote pushes out the oldest event, because a newer price makes
/// it worthless; a trade waits a moment first, because bars are built of trades. Every drop is told.
/// </summary>
/// <param name="onDropped">Told of each event that was dropped.</param>
internal sealed class TickQueue(Action<InstrumentId, MarketEventKind> onDropped)
{
    private readonly Channel<TimedTick> _channel = Channel.CreateBounded<TimedTick>(
        new BoundedChannelOptions(Limits.TicksMax) { FullMode = BoundedChannelFullMode.Wait, SingleReader = false, SingleWriter = false });

    /// <summary>The shard's end.</summary>
    public ChannelReader<TimedTick> Reader => _channel.Reader;

    /// <summary>Puts a tick in; never throws, waits at most <see cref="Limits.TradeWaitMax"/>.</summary>
    public void Write(in TimedTick tick)
    {
        if (_channel.Writer.TryWrite(tick)) return;
        if (tick.Tick.Kind is MarketEventKind.Trade or MarketEventKind.Bar && WaitForRoom() && _channel.Writer.TryWrite(tick)) return;
        do
        {
            if (_channel.Reader.TryRead(out var oldest)) onDropped(oldest.Tick.Instrument, oldest.Tick.Kind);
        }
        while (!_channel.Reader.Completion.IsCompleted && !_channel.Writer.TryWrite(tick));
    }

    /// <summary>No more ticks come; the shard ends when it has drained.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    private bool WaitForRoom()
    {
        using var limit = new CancellationTokenSource(Limits.TradeWaitMax);
        try
        {
            return _channel.Writer.WaitToWriteAsync(limit.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
