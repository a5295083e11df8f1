using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.RiskGate.Cases;

/// <summary>
/// What could be lost from present prices to the stops, in account currency, entries in flight counted as if filled. What has no stop that bounds it counts
/// with its whole value. Null when a price or a rate lacks.
/// </summary>
internal static class OpenRisk
{
    /// <summary>Of the order's own strategy in its own instrument, the order filled.</summary>
    public static decimal? OfTrade(RiskCase order)
    {
        var (intent, isLong, books) = (order.Intent, order.Intent.Side == OrderSide.Buy, order.Books);
        var key = new PositionKey(intent.Strategy, intent.Symbol);
        var (net, quantity, before) = (books.Positions.NetBase(key), intent.Terms.Quantity.Base, books.Protections.Find(key));
        var held = order.Instrument.IsDust(net, order.PriceQuote) ? 0m : Math.Max(0m, isLong ? net : -net); // dust is no part of what an entry is added to
        var average = held > 0m && before is null && intent.Protection is not null ? books.Positions.AverageQuote(key) : 0m;
        var after = PositionProtection.AfterEntry(before, key, isLong, intent.Protection, held, average, quantity, order.PriceQuote);
        var risk = RiskQuote(after, order.PriceQuote, quantity);
        if (net != 0m) risk += RiskQuote(held > 0m ? after : before, (net > 0m ? order.Quote.Bid : order.Quote.Ask).QuotePerBase, Math.Abs(net));
        var open = books.Orders.Open;
        for (var i = 0; i < open.Count; i++)
            if (!open[i].Intent.IsReduceOnly && IsOf(open[i].Intent, key)) risk += InFlightQuote(open[i]);
        return risk * order.Instrument.Multiplier * order.Rate;
    }

    /// <summary>Of everything else the account holds and has in flight.</summary>
    public static decimal? OfOthers(RiskCase order)
    {
        var key = new PositionKey(order.Intent.Strategy, order.Intent.Symbol);
        decimal? total = 0m;
        var positions = order.Books.Positions.All;
        for (var i = 0; i < positions.Count; i++) // no enumerator to allocate
        {
            var (holder, net) = (positions[i].Key, positions[i].NetBase);
            if (net == 0m || holder == key) continue;
            var instrument = Known(order, holder.Symbol);
            if (order.Valuation.QuoteOf(instrument) is not { } quote) return null;
            total += RiskQuote(order.Books.Protections.Find(holder), (net > 0m ? quote.Bid : quote.Ask).QuotePerBase, Math.Abs(net)) * instrument.Multiplier * order.Valuation.Rate(instrument);
        }

        var open = order.Books.Orders.Open;
        for (var i = 0; i < open.Count; i++)
        {
            if (open[i].Intent.IsReduceOnly || IsOf(open[i].Intent, key)) continue;
            var instrument = Known(order, open[i].Intent.Symbol);
            total += InFlightQuote(open[i]) * instrument.Multiplier * order.Valuation.Rate(instrument);
        }

        return total;
    }

    private static bool IsOf(OrderIntent intent, PositionKey key) => intent.Strategy == key.Strategy && intent.Symbol == key.Symbol;

    private static decimal InFlightQuote(OrderState working) => (working.Intent.Protection?.StopDistanceQuote ?? Exposure.PriceOf(working.Intent)) * working.RemainingBase;

    private static decimal RiskQuote(PositionProtection? guard, decimal exitQuote, decimal sizeBase) => guard?.RiskQuote(exitQuote, sizeBase) ?? (exitQuote * sizeBase);

    private static Instrument Known(RiskCase order, Symbol symbol) => order.Catalog.Find(symbol)
        ?? throw new InvalidDataException($"{symbol} is held or working but not in the catalogue.");
}
