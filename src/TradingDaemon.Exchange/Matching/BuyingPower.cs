using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>
/// What the account can still afford. Nothing is stored: reservations are worked out from the open orders each time one is judged.
/// A short position locks twice its value in cash (its proceeds and as much again); buying back is judged against the unlocked cash.
/// </summary>
internal sealed class BuyingPower(ExchangeAccount account, InstrumentList instruments, MirroredBook[] books)
{
    private const decimal ShortLockFactor = 2m;

    /// <summary>Whether the account can carry an order worth <paramref name="notional"/>, fees included. <paramref name="self"/> is an order not to count: a stop judged again when it triggers.</summary>
    public bool Affords(int index, Side side, decimal quantity, decimal notional, ExchangeOrder? self = null) =>
        side == Side.Buy ? AffordsBuy(index, quantity, notional, self) : AffordsSell(index, quantity, notional, self);

    /// <summary>Cash plus the value of all holdings in one currency; what the impact model divides by.</summary>
    public decimal Equity(string quoteAsset)
    {
        var equity = account.CashOf(quoteAsset);
        foreach (var (symbol, net) in account.Net)
            if (instruments.IndexOf(symbol) is >= 0 and var i && instruments[i].Quote == quoteAsset)
                equity += instruments[i].Notional(books[i].Mark, net);
        return equity;
    }

    private bool AffordsBuy(int index, decimal quantity, decimal notional, ExchangeOrder? self)
    {
        var instrument = instruments[index];
        var cost = notional + instrument.Fees.FeeMax(notional, quantity);
        var free = account.CashOf(instrument.Quote) - ReservedForBuys(instrument.Quote, self);
        var coverable = Math.Max(0m, -account.NetOf(instrument.Symbol) - OpenQuantity(instrument.Symbol, Side.Buy, self));
        if (quantity <= coverable) return cost <= free;
        var released = ShortLockFactor * instrument.Notional(books[index].Mark, coverable);
        return cost <= free - LockedForShorts(instrument.Quote, self) + released;
    }

    private bool AffordsSell(int index, decimal quantity, decimal notional, ExchangeOrder? self)
    {
        var instrument = instruments[index];
        var fee = instrument.Fees.FeeMax(notional, quantity);
        var held = Math.Max(0m, account.NetOf(instrument.Symbol) - OpenQuantity(instrument.Symbol, Side.Sell, self));
        var free = account.CashOf(instrument.Quote) - ReservedForBuys(instrument.Quote, self);
        if (quantity <= held) return fee <= notional || fee - notional <= free;
        if (!instrument.Shortable) return false;
        var shortValue = notional * ((quantity - held) / quantity);
        return shortValue + fee <= free - LockedForShorts(instrument.Quote, self);
    }

    private decimal ReservedForBuys(string quoteAsset, ExchangeOrder? self)
    {
        var reserved = 0m;
        foreach (var order in account.Open)
        {
            if (order == self || order.Request.Side != Side.Buy || instruments.IndexOf(order.Request.Symbol) is not (>= 0 and var i)) continue;
            var instrument = instruments[i];
            if (instrument.Quote != quoteAsset) continue;
            var notional = instrument.Notional(order.Request.Price, order.Remaining);
            reserved += notional + instrument.Fees.FeeMax(notional, order.Remaining);
        }

        return reserved;
    }

    private decimal LockedForShorts(string quoteAsset, ExchangeOrder? self)
    {
        var locked = 0m;
        for (var i = 0; i < instruments.Count; i++)
        {
            var instrument = instruments[i];
            if (!instrument.Shortable || instrument.Quote != quoteAsset) continue;
            var net = account.NetOf(instrument.Symbol);
            var isShort = Math.Max(0m, -net);
            var willBeShort = Math.Max(0m, OpenQuantity(instrument.Symbol, Side.Sell, self) - Math.Max(0m, net));
            if (isShort + willBeShort > 0m) locked += instrument.Notional(books[i].Mark, (ShortLockFactor * isShort) + willBeShort);
        }

        return locked;
    }

    private decimal OpenQuantity(string symbol, Side side, ExchangeOrder? self)
    {
        var quantity = 0m;
        foreach (var order in account.Open)
            if (order != self && order.Request.Side == side && order.Request.Symbol == symbol) quantity += order.Remaining;
        return quantity;
    }
}
