using System.Globalization;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>The rules an order's numbers must keep, whatever the market does.</summary>
internal static class OrderChecks
{
    // Nobody trades more; and the products of such numbers stay far from where decimal ends.
    private const decimal FigureMax = 1_000_000_000_000m;

    /// <summary>The first broken rule, or null. <paramref name="touch"/> values a market order; 0 when that side is empty.</summary>
    public static Refusal? Increments(OrderRequest request, ExchangeInstrument instrument, decimal touch)
    {
        if (request.Quantity > FigureMax || request.Price > FigureMax) return Invalid($"Quantity {request.Quantity} or price {request.Price} is above {FigureMax}.");
        if (request.Quantity <= 0m || request.Quantity % instrument.LotSize != 0m)
            return Invalid($"Quantity {request.Quantity} is not a positive multiple of {instrument.LotSize}.");
        var isMarket = request.Kind == OrderKind.Market;
        if (!isMarket && (request.Price <= 0m || request.Price % instrument.TickSize != 0m))
            return Invalid($"Price {request.Price} is not a positive multiple of {instrument.TickSize}.");
        var value = instrument.Notional(isMarket ? touch : request.Price, request.Quantity);
        return value < instrument.MinNotional && (!isMarket || touch > 0m)
            ? Invalid($"Value {value} is below the minimum {instrument.MinNotional}.")
            : null;
    }

    private static Refusal Invalid(FormattableString reason) => new(RefusalCode.InvalidIncrement, reason.ToString(CultureInfo.InvariantCulture));
}
