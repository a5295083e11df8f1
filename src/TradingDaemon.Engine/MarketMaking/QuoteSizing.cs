using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.MarketMaking;

/// <summary>
/// How much of a wanted quote may rest. One that works against what is held only reduces, and all of them together are no more than that; one that adds leaves everything on its side,
/// filled, within the set's bound. Orders whose cancel is not confirmed count: they can still fill.
/// </summary>
/// <param name="account">The account.</param>
internal sealed class QuoteSizing(TradingAccount account)
{
    /// <summary>Units of base, whole lots; zero for nothing.</summary>
    /// <param name="set">The set it is of.</param>
    /// <param name="wanted">The quote.</param>
    /// <param name="spec">Its strategy.</param>
    /// <param name="instrument">What is quoted.</param>
    /// <param name="resting">The order that rests for it already, or null.</param>
    /// <param name="now">The engine's time.</param>
    /// <param name="isReduceOnly">Whether it only reduces.</param>
    public decimal Granted(QuoteSet set, WantedQuote wanted, StrategySpec spec, Instrument instrument, OrderState? resting, DateTimeOffset now, out bool isReduceOnly)
    {
        var (key, side) = (new PositionKey(spec.Id, instrument.Symbol), wanted.IsBid ? OrderSide.Buy : OrderSide.Sell);
        var others = account.Books.Orders.InFlightBase(instrument.Symbol, side, spec.Id) - (resting?.RemainingBase ?? 0m);
        var closable = Math.Max(0m, -account.Books.Positions.ClosableBase(key) * side.Sign()) - others;
        isReduceOnly = resting?.Intent.IsReduceOnly ?? !instrument.IsDust(Math.Max(0m, closable), wanted.PriceQuote);
        var most = isReduceOnly ? Math.Min(wanted.QuantityBase, closable) : Adding(set, wanted, spec, instrument, side, (account.Books.Positions.NetBase(key) * side.Sign()) + others, now);
        return instrument.FloorToLot(Math.Max(0m, Math.Min(most, instrument.QuantityMax ?? most)));
    }

    private decimal Adding(QuoteSet set, WantedQuote wanted, StrategySpec spec, Instrument instrument, OrderSide side, decimal spokenForBase, DateTimeOffset now)
    {
        if (account.IsKeptOut(spec, now) || (side == OrderSide.Sell && !(instrument.Shortable && spec.AllowShort))) return 0m;
        var factor = account.Equity() is { } equity ? Math.Min(1m, account.EntryFactor(spec.Id, instrument, equity, now)) : 1m; // never larger than the strategy bounds itself; without equity the gate refuses
        return Math.Min(wanted.QuantityBase * factor, set.NetMaxBase - spokenForBase);
    }
}
