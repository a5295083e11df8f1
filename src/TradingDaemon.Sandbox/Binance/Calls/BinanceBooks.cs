using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Streams;

namespace TradingDaemon.Sandbox.Binance.Calls;

/// <summary>The update ids of the books: pictures over HTTP and differences on streams count on one scale. Inside the floor only.</summary>
internal sealed class BinanceBooks(int instruments, long begin)
{
    private readonly BookPicture[] _pictures = [.. Enumerable.Range(0, instruments).Select(static _ => new BookPicture())];
    private readonly long[] _ids = [.. Enumerable.Repeat(begin, instruments)];

    /// <summary>The newest update of a book: an id for each level that changed since it was last asked for.</summary>
    public long Newest(ExchangeFloor floor, int instrument)
    {
        var (bids, asks) = _pictures[instrument].Update(floor.Depth(instrument, Side.Buy), floor.Depth(instrument, Side.Sell));
        return _ids[instrument] += bids.Count + asks.Count;
    }
}
