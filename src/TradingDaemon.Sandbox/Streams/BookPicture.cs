using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Streams;

/// <summary>A book as it was last told, and what has to be told to bring it to the present.</summary>
internal sealed class BookPicture
{
    private IReadOnlyList<DepthLevel> _bids = [];
    private IReadOnlyList<DepthLevel> _asks = [];

    /// <summary>The levels of a side, best first.</summary>
    public IReadOnlyList<DepthLevel> Of(Side side) => side == Side.Buy ? _bids : _asks;

    /// <summary>Takes the present book and gives the levels that differ; a size of 0 is a level that is gone.</summary>
    public (IReadOnlyList<DepthLevel> Bids, IReadOnlyList<DepthLevel> Asks) Update(IReadOnlyList<DepthLevel> bids, IReadOnlyList<DepthLevel> asks)
    {
        var changed = (Difference(_bids, bids), Difference(_asks, asks));
        (_bids, _asks) = (bids, asks);
        return changed;
    }

    private static List<DepthLevel> Difference(IReadOnlyList<DepthLevel> before, IReadOnlyList<DepthLevel> after)
    {
        var old = before.ToDictionary(static level => level.Price, static level => level.Size);
        var changed = new List<DepthLevel>();
        foreach (var level in after)
            if (!old.Remove(level.Price, out var size) || size != level.Size) changed.Add(level);
        changed.AddRange(old.Keys.Select(static price => new DepthLevel(price, 0m)));
        return changed;
    }
}
