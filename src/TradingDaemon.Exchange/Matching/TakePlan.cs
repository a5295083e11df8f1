using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>What a taking order would get now, worked out before anything moves so that it can still be refused. Reused between orders.</summary>
internal sealed class TakePlan
{
    private readonly List<PlannedFill> _fills = [];

    /// <summary>The trades, best price first.</summary>
    public IReadOnlyList<PlannedFill> Fills => _fills;

    /// <summary>Σ quantity in base.</summary>
    public decimal Quantity { get; private set; }

    /// <summary>Σ value in quote currency.</summary>
    public decimal Notional { get; private set; }

    /// <summary>Forgets the previous order.</summary>
    public void Clear()
    {
        _fills.Clear();
        Quantity = Notional = 0m;
    }

    /// <summary>Adds one trade.</summary>
    public void Add(ExchangeInstrument instrument, decimal price, decimal quantity)
    {
        _fills.Add(new PlannedFill(price, quantity));
        Quantity += quantity;
        Notional += instrument.Notional(price, quantity);
    }

    /// <summary>Walks the book level by level, never past <paramref name="limit"/> (null: to its end).</summary>
    public void WalkBook(MirroredBook book, Side side, decimal quantity, decimal? limit)
    {
        Clear();
        foreach (var level in book.LevelsFor(side))
        {
            if (quantity == 0m || (limit is { } worst && IsWorse(side, level.Price, worst))) return;
            var taken = Math.Min(quantity, level.Remaining);
            if (taken <= 0m) continue;
            Add(book.Instrument, level.Price, taken);
            quantity -= taken;
        }
    }

    /// <summary>Whether <paramref name="price"/> is worse for the side than <paramref name="limit"/>.</summary>
    public static bool IsWorse(Side side, decimal price, decimal limit) => side == Side.Buy ? price > limit : price < limit;

    /// <summary>Takes <paramref name="quantity"/> from the best levels of the book: it is gone until the next update.</summary>
    public static void Consume(MirroredBook book, Side side, decimal quantity)
    {
        var levels = book.LevelsFor(side);
        for (var i = 0; i < levels.Count && quantity > 0m; i++)
        {
            var taken = Math.Min(quantity, levels[i].Remaining);
            levels[i] = levels[i] with { Remaining = levels[i].Remaining - taken };
            quantity -= taken;
        }
    }
}
