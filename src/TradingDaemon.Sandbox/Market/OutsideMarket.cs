using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Market;

/// <summary>What the outside market shows of one instrument: the touch, and as much again at each of some levels behind it.</summary>
internal sealed class OutsideMarket(ExchangeInstrument rules)
{
    private const int LevelsBehind = 10;
    private const decimal StepBps = 2m;

    private readonly List<DepthLevel> _bids = [];
    private readonly List<DepthLevel> _asks = [];

    public ExchangeInstrument Rules => rules;

    /// <summary>Best first; empty when nobody buys.</summary>
    public IReadOnlyList<DepthLevel> Bids => _bids;

    /// <summary>Best first; empty when nobody sells.</summary>
    public IReadOnlyList<DepthLevel> Asks => _asks;

    /// <summary>When it was last told, exchange time; the beginning of 1970 before.</summary>
    public DateTimeOffset At { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>Takes a best bid and ask; a price of 0 empties that side.</summary>
    public void Show(decimal bid, decimal bidSize, decimal ask, decimal askSize, DateTimeOffset at)
    {
        At = at;
        Fill(_bids, bid, rules.FloorToLot(bidSize), -1m);
        Fill(_asks, ask, rules.FloorToLot(askSize), +1m);
    }

    /// <summary>The levels with the first <paramref name="quantity"/> of them cut into entries of at most <paramref name="piece"/>: who takes them trades in so many executions.</summary>
    public static DepthLevel[] Cut(IReadOnlyList<DepthLevel> levels, decimal quantity, decimal piece)
    {
        var cut = new List<DepthLevel>();
        foreach (var level in levels)
        {
            var left = level.Size;
            for (; quantity > 0m && left > piece; left -= piece, quantity -= piece) cut.Add(level with { Size = piece });
            cut.Add(level with { Size = left });
            quantity -= left;
        }

        return [.. cut];
    }

    private void Fill(List<DepthLevel> levels, decimal touch, decimal size, decimal away)
    {
        levels.Clear();
        if (touch <= 0m || size <= 0m) return;
        var step = Math.Max(1m, Math.Ceiling(touch * StepBps / 10_000m / rules.TickSize)) * rules.TickSize;
        for (var i = 0; i <= LevelsBehind && touch + (away * i * step) is > 0m and var price; i++) levels.Add(new DepthLevel(price, size));
    }
}
