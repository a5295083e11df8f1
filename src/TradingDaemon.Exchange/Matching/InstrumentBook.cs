using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>All that can be traded against in one instrument: the mirrored market, and the orders of the accounts.</summary>
internal sealed class InstrumentBook(int index, MirroredBook market)
{
    /// <summary>Its place in the list of instruments.</summary>
    public int Index => index;

    public ExchangeInstrument Instrument => market.Instrument;

    public MirroredBook Market => market;

    public RestingOrders Resting { get; } = new();

    /// <summary>The mirrored market stands in the queue behind orders at or below this priority: as if all of it had arrived with its newest update.</summary>
    public long MarketPriority { get; set; }

    /// <summary>Whether nothing trades for now.</summary>
    public bool IsHalted { get; set; }

    /// <summary>The best price of those who buy or sell here, outside market and accounts; 0 when there is none.</summary>
    public decimal Best(Side side)
    {
        var outside = side == Side.Buy ? Market.Bid : Market.Ask;
        var resting = Resting.Limits(side) is [var first, ..] ? first.Request.Price : 0m;
        return outside == 0m || (resting > 0m && TakePlan.IsWorse(side, resting, outside)) ? resting : outside; // to pay more is worse for a buyer, and the better bid
    }

    /// <summary>One side of the book, best price first: what the outside market displays and the accounts' orders, added up by price.</summary>
    public IReadOnlyList<DepthLevel> Depth(Side side, int countMax)
    {
        var sizes = new SortedDictionary<decimal, decimal>();
        foreach (var level in Market.LevelsFor(side == Side.Buy ? Side.Sell : Side.Buy))
            if (level is { IsDisplayed: true, Remaining: > 0m }) sizes[level.Price] = sizes.GetValueOrDefault(level.Price) + level.Remaining;
        foreach (var order in Resting.Limits(side)) sizes[order.Request.Price] = sizes.GetValueOrDefault(order.Request.Price) + order.Remaining;
        var lowestFirst = sizes.Select(static pair => new DepthLevel(pair.Key, pair.Value));
        return [.. (side == Side.Buy ? lowestFirst.Reverse() : lowestFirst).Take(countMax)];
    }
}
