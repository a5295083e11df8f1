using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>
/// What an account can still afford. Nothing is stored: reservations are worked out from the open orders each time one is judged.
/// A short position locks twice its value in cash (its proceeds and as much again); buying back is judged against the unlocked cash.
/// </summary>
internal sealed class BuyingPower(InstrumentList instruments, InstrumentBook[] books)
{
    private const decimal ShortLockFactor = 2m;

    /// <summary>Whether the account can carry an order worth <paramref name="notional"/>, fees included. <paramref name="self"/> is an order not to count: a stop judged again when it triggers.</summary>
    public bool Affords(ExchangeAccount account, int index, Side side, decimal quantity, decimal notional, ExchangeOrder? self = null) =>
        side == Side.Buy ? AffordsBuy(account, index, quantity, notional, self) : AffordsSell(account, index, quantity, notional, self);

    /// <summary>Cash plus the value of all holdings in one currency; what the impact model divides by.</summary>
    public decimal Equity(ExchangeAccount account, string quoteAsset)
    {
        var equity = account.CashOf(quoteAsset);
        foreach (var (symbol, net) in account.Net)
            if (instruments.IndexOf(symbol) is >= 0 and var i && instruments[i].Quote == quoteAsset)
                equity += instruments[i].Notional(books[i].Market.Mark, net);
        return equity;
    }

    /// <summary>Cash of an asset less what open buys and short positions lock; below zero when the market moved against a short.</summary>
    public decimal FreeCash(ExchangeAccount account, string asset) => account.CashOf(asset) - ReservedForBuys(account, asset, null) - LockedForShorts(account, asset, null);

    /// <summary>Holding of a symbol less what open sells will deliver; zero or more.</summary>
    public static decimal FreeHolding(ExchangeAccount account, string symbol) => Math.Max(0m, account.NetOf(symbol) - OpenQuantity(account, symbol, Side.Sell, null));

    // A fee in base comes out of what is bought.
    private static decimal FeeMaxOfBuy(ExchangeAccount account, ExchangeInstrument instrument, decimal notional, decimal quantity) =>
        account.PaymentFor(instrument).Currency == FeeCurrency.Base ? 0m : account.RatesFor(instrument).FeeMax(notional, quantity);

    private bool AffordsBuy(ExchangeAccount account, int index, decimal quantity, decimal notional, ExchangeOrder? self)
    {
        var instrument = instruments[index];
        var cost = notional + FeeMaxOfBuy(account, instrument, notional, quantity);
        var free = account.CashOf(instrument.Quote) - ReservedForBuys(account, instrument.Quote, self);
        var coverable = Math.Max(0m, -account.NetOf(instrument.Symbol) - OpenQuantity(account, instrument.Symbol, Side.Buy, self));
        if (quantity <= coverable) return cost <= free;
        var released = ShortLockFactor * instrument.Notional(books[index].Market.Mark, coverable);
        return cost <= free - LockedForShorts(account, instrument.Quote, self) + released;
    }

    private bool AffordsSell(ExchangeAccount account, int index, decimal quantity, decimal notional, ExchangeOrder? self)
    {
        var instrument = instruments[index];
        var fee = account.RatesFor(instrument).FeeMax(notional, quantity);
        var held = Math.Max(0m, account.NetOf(instrument.Symbol) - OpenQuantity(account, instrument.Symbol, Side.Sell, self));
        var free = account.CashOf(instrument.Quote) - ReservedForBuys(account, instrument.Quote, self);
        if (quantity <= held) return fee <= notional || fee - notional <= free;
        if (!instrument.Shortable) return false;
        var shortValue = notional * ((quantity - held) / quantity);
        return shortValue + fee <= free - LockedForShorts(account, instrument.Quote, self);
    }

    private decimal ReservedForBuys(ExchangeAccount account, string quoteAsset, ExchangeOrder? self)
    {
        var reserved = 0m;
        foreach (var order in account.Open)
        {
            if (order == self || order.Request.Side != Side.Buy || instruments.IndexOf(order.Request.Symbol) is not (>= 0 and var i)) continue;
            var instrument = instruments[i];
            if (instrument.Quote != quoteAsset) continue;
            var notional = instrument.Notional(order.Request.Price, order.Remaining);
            reserved += notional + FeeMaxOfBuy(account, instrument, notional, order.Remaining);
        }

        return reserved;
    }

    private decimal LockedForShorts(ExchangeAccount account, string quoteAsset, ExchangeOrder? self)
    {
        var locked = 0m;
        for (var i = 0; i < instruments.Count; i++)
        {
            var instrument = instruments[i];
            if (!instrument.Shortable || instrument.Quote != quoteAsset) continue;
            var net = account.NetOf(instrument.Symbol);
            var isShort = Math.Max(0m, -net);
            var willBeShort = Math.Max(0m, OpenQuantity(account, instrument.Symbol, Side.Sell, self) - Math.Max(0m, net));
            if (isShort + willBeShort > 0m) locked += instrument.Notional(books[i].Market.Mark, (ShortLockFactor * isShort) + willBeShort);
        }

        return locked;
    }

    private static decimal OpenQuantity(ExchangeAccount account, string symbol, Side side, ExchangeOrder? self)
    {
        var quantity = 0m;
        foreach (var order in account.Open)
            if (order != self && order.Request.Side == side && order.Request.Symbol == symbol) quantity += order.Remaining;
        return quantity;
    }
}
