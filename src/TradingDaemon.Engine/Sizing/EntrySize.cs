using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Engine.Sizing;

/// <summary>How much an entry buys: a fixed fraction of equity, never above the cap on one order, rounded down to whole lots.</summary>
public static class EntrySize
{
    /// <summary>Units of base; zero when even one lot is more than the fraction allows.</summary>
    /// <param name="spec">Whose size fraction.</param>
    /// <param name="limits">The cap on one order's value.</param>
    /// <param name="instrument">Lot size and multiplier.</param>
    /// <param name="priceQuote">The price the order would meet.</param>
    /// <param name="equityAccount">Equity in account currency.</param>
    /// <param name="rate">Account currency per unit of quote currency; above zero.</param>
    public static decimal Base(StrategySpec spec, RiskLimits limits, Instrument instrument, decimal priceQuote, decimal equityAccount, decimal rate)
    {
        var notionalQuote = Math.Min(equityAccount * spec.SizeFraction, limits.OrderNotionalMaxAccount) / rate;
        return instrument.FloorToLot(Math.Max(0m, notionalQuote / instrument.Notional(priceQuote, 1m)));
    }
}
