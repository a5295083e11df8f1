using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>
/// What a taking order would get now, worked out before anything moves so that it can still be refused. Reused between orders.
/// Best price first; at one price whoever came first, the mirrored market having come with its newest update.
/// </summary>
internal sealed class TakePlan
{
    private readonly List<PlannedFill> _fills = [];
    private readonly List<ExchangeOrder> _ownCancelled = [];

    /// <summary>The trades, in the order they happen.</summary>
    public IReadOnlyList<PlannedFill> Fills => _fills;

    /// <summary>Orders of the same account that self-trade prevention cancels on the way.</summary>
    public IReadOnlyList<ExchangeOrder> OwnCancelled => _ownCancelled;

    /// <summary>Whether self-trade prevention cancels what is left of the taking order.</summary>
    public bool IsStoppedByOwn { get; private set; }

    /// <summary>Σ quantity in base.</summary>
    public decimal Quantity { get; private set; }

    /// <summary>Of it, taken from the mirrored market.</summary>
    public decimal MarketQuantity { get; private set; }

    /// <summary>Σ value in quote currency.</summary>
    public decimal Notional { get; private set; }

    /// <summary>Walks the accounts' orders and the levels of the mirrored market, never past the taker's limit.</summary>
    public void Walk(in Taker taker, InstrumentBook book, List<BookLevelState> levels)
    {
        _fills.Clear();
        _ownCancelled.Clear();
        (IsStoppedByOwn, Quantity, MarketQuantity, Notional) = (false, 0m, 0m, 0m);
        var makers = book.Resting.Limits(taker.Side == Side.Buy ? Side.Sell : Side.Buy);
        var (nextMaker, nextLevel, left) = (0, 0, taker.Quantity);
        while (left > 0m && !IsStoppedByOwn)
        {
            while (nextLevel < levels.Count && levels[nextLevel].Remaining <= 0m) nextLevel++;
            var maker = nextMaker < makers.Count ? makers[nextMaker] : null;
            var level = nextLevel < levels.Count ? levels[nextLevel] : default;
            if (maker is null && level.Price == 0m) return;
            var isMaker = maker is not null && (level.Price == 0m || ComesFirst(taker.Side, maker, level.Price, book.MarketPriority));
            var price = isMaker ? maker!.Request.Price : level.Price;
            if (taker.Limit is { } worst && IsWorse(taker.Side, price, worst)) return;
            if (isMaker) nextMaker++;
            else nextLevel++;
            if (isMaker && maker!.Account == taker.Account) MeetOwn(taker.SelfTrade, maker);
            else left -= Add(book.Instrument, price, Math.Min(left, isMaker ? maker!.Remaining : level.Remaining), isMaker ? maker : null);
        }
    }

    /// <summary>Whether <paramref name="price"/> is worse for the side than <paramref name="limit"/>.</summary>
    public static bool IsWorse(Side side, decimal price, decimal limit) => side == Side.Buy ? price > limit : price < limit;

    /// <summary>Takes <paramref name="quantity"/> from the best levels of the mirrored market: it is gone until the next update.</summary>
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

    private static bool ComesFirst(Side taker, ExchangeOrder maker, decimal marketPrice, long marketPriority) =>
        maker.Request.Price == marketPrice ? maker.Priority <= marketPriority : IsWorse(taker, marketPrice, maker.Request.Price);

    private void MeetOwn(SelfTradePrevention mode, ExchangeOrder own)
    {
        if (mode is SelfTradePrevention.CancelOldest or SelfTradePrevention.CancelBoth) _ownCancelled.Add(own);
        IsStoppedByOwn = mode is SelfTradePrevention.CancelNewest or SelfTradePrevention.CancelBoth;
    }

    private decimal Add(ExchangeInstrument instrument, decimal price, decimal quantity, ExchangeOrder? maker)
    {
        _fills.Add(new PlannedFill(new PlannedTrade(price, quantity), maker));
        Quantity += quantity;
        if (maker is null) MarketQuantity += quantity;
        Notional += instrument.Notional(price, quantity);
        return quantity;
    }
}
