using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Emergency.Triggers;

/// <summary>The newest bid and ask of each instrument as the feed told them, kept at most once a second: what triggers judge prices by when the engine is gone.</summary>
/// <param name="instruments">How many there are.</param>
internal sealed class TouchBoard(int instruments)
{
    private static readonly TimeSpan KeepInterval = TimeSpan.FromMilliseconds(500);
    private readonly Touch?[] _newest = new Touch?[instruments];

    /// <summary>Takes a tick; from any thread, one at a time for each instrument.</summary>
    public void Observe(in RawTick tick)
    {
        if (tick.Kind is not (MarketEventKind.Quote or MarketEventKind.Book) || tick.A <= 0m || tick.C < tick.A || (uint)tick.Instrument.Index >= (uint)_newest.Length) return;
        ref var slot = ref _newest[tick.Instrument.Index];
        var at = tick.KnownTime;
        if (slot is { } last && ((at - last.At).Duration() < KeepInterval || (tick.IsAnswer && at < last.At))) return; // either way: the clock may be set back; an answer older than what is known says nothing
        Volatile.Write(ref slot, new Touch(at, tick.A, tick.B, tick.C, tick.D));
    }

    /// <summary>The newest one kept; null before the first.</summary>
    public Touch? Of(InstrumentId instrument) => Volatile.Read(ref _newest[instrument.Index]);

    /// <summary>A bid and ask with what is displayed there, negative where the source does not say.</summary>
    internal sealed record Touch(DateTimeOffset At, decimal Bid, decimal BidSizeBase, decimal Ask, decimal AskSizeBase);
}
