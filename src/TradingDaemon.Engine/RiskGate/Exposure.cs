using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.RiskGate;

/// <summary>What is already at risk or spoken for, orders in flight included.</summary>
internal static class Exposure
{
    /// <summary>
    /// Gross value in account currency of the strategy's other instruments: holdings at what they would fetch, plus every
    /// order in flight that is not an exit. Null when one of them has no price.
    /// </summary>
    public static decimal? OthersAccount(RiskCase order)
    {
        var total = 0m;
        foreach (var book in order.Books.Positions.Of(order.Intent.Strategy))
        {
            if (book.NetBase == 0m || book.Key.Symbol == order.Intent.Symbol) continue;
            if (order.Valuation.ValueAccount(Known(order, book.Key.Symbol), book.NetBase) is not { } value) return null;
            total += Math.Abs(value);
        }

        foreach (var working in order.Books.Orders.Open)
        {
            var intent = working.Intent;
            if (intent.IsReduceOnly || intent.Strategy != order.Intent.Strategy || intent.Symbol == order.Intent.Symbol) continue;
            var instrument = Known(order, intent.Symbol);
            if (order.Valuation.Rate(instrument) is not { } rate) return null;
            total += instrument.Notional(PriceOf(working), working.RemainingBase) * rate;
        }

        return total;
    }

    /// <summary>Quote currency spoken for by buys in flight at the same venue in the same currency.</summary>
    public static decimal ReservedQuote(RiskCase order)
    {
        var total = 0m;
        foreach (var working in order.Books.Orders.Open)
        {
            if (working.Intent.Side != OrderSide.Buy) continue;
            var instrument = Known(order, working.Intent.Symbol);
            if (instrument.Venue == order.Instrument.Venue && instrument.Quote == order.Instrument.Quote) total += instrument.Notional(PriceOf(working), working.RemainingBase);
        }

        return total;
    }

    private static decimal PriceOf(OrderState working) => working.Intent.Terms switch
    {
        OrderTerms.Limit limit => limit.Price.QuotePerBase,
        OrderTerms.Stop stop => stop.Trigger.QuotePerBase,
        _ => working.Intent.Side == OrderSide.Buy ? working.Intent.DecisionAsk : working.Intent.DecisionBid,
    };

    private static Instrument Known(RiskCase order, Symbol symbol) => order.Catalog.Find(symbol)
        ?? throw new InvalidDataException($"{symbol} is held or working but not in the catalogue.");
}
