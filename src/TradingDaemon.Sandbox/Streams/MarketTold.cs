using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;

namespace TradingDaemon.Sandbox.Streams;

/// <summary>What the stream has told of one instrument.</summary>
internal sealed class MarketTold
{
    private (DepthLevel Bid, DepthLevel Ask, DateTimeOffset At) _quote;

    public long QuoteSequence { get; set; }

    public long TradeSequence { get; set; }

    public long BookSequence { get; set; }

    /// <summary>The newest trade's frame; null before the first.</summary>
    public byte[]? LastTrade { get; set; }

    public BookPicture Book { get; } = new();

    /// <summary>Whether the touch differs from the one told last; it is taken as told.</summary>
    public bool IsNewQuote(ExchangeFloor floor, int instrument)
    {
        var now = (BestOf(floor.Depth(instrument, Side.Buy)), BestOf(floor.Depth(instrument, Side.Sell)), floor.Markets[instrument].At);
        if (now == _quote) return false;
        _quote = now;
        return true;
    }

    private static DepthLevel BestOf(IReadOnlyList<DepthLevel> levels) => levels is [var best, ..] ? best : default;
}
