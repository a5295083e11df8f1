using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Live;

/// <summary>What a venue says one of its instruments' orders must keep to. What it does not say is null, and not checked.</summary>
/// <param name="Symbol">Canonical name.</param>
/// <param name="VenueSymbol">The venue's own spelling.</param>
/// <param name="TickSize">Smallest price step, quote currency.</param>
/// <param name="LotSize">Smallest quantity step, base.</param>
/// <param name="MinQuantity">Smallest quantity, base.</param>
/// <param name="MinNotional">Smallest value, quote currency.</param>
/// <param name="Status">The venue's word for its state.</param>
/// <param name="IsTradable">Whether orders are taken now.</param>
public sealed record TradingRule(Symbol Symbol, string VenueSymbol, decimal? TickSize, decimal? LotSize, decimal? MinQuantity, decimal? MinNotional, string? Status, bool? IsTradable)
{
    /// <summary>The price step below one unit of quote currency, where it is another one; null where it is not.</summary>
    public decimal? TickSizeBelowOne { get; init; }

    /// <summary>
    /// The terms as the venue takes them, or the rule they break. Prices go to the tick that is not worse for us: a buy limit down, a sell limit up, a stop
    /// away from the market. A quantity that is no whole number of lots breaks a rule: sent smaller than it was booked, it would never count as filled.
    /// </summary>
    /// <param name="side">Buy or sell.</param>
    /// <param name="terms">As intended.</param>
    /// <param name="priceQuote">The price a market order was decided on, quote currency; zero when there was none.</param>
    /// <param name="refused">Why not; null when it may be sent.</param>
    internal OrderTerms Fit(OrderSide side, OrderTerms terms, decimal priceQuote, out PlacementAnswer.Refused? refused)
    {
        var fitting = terms switch
        {
            OrderTerms.Limit limit => limit with { Price = OnTick(limit.Price, isUp: side == OrderSide.Sell) },
            OrderTerms.Stop stop => stop with { Trigger = OnTick(stop.Trigger, isUp: side == OrderSide.Buy) },
            _ => terms,
        };
        var (quantity, price) = (terms.Quantity.Base, fitting switch { OrderTerms.Limit limit => limit.Price.QuotePerBase, OrderTerms.Stop stop => stop.Trigger.QuotePerBase, _ => priceQuote });
        refused = this switch
        {
            { IsTradable: false } => PlacementAnswer.Refused.Here(VenueRefusal.MarketClosed, $"{Symbol} takes no orders now: {Status ?? "closed"}."),
            { LotSize: { } lot } when lot > 0m && quantity % lot != 0m => Breaks($"quantity {quantity} is no multiple of the lot {lot}"),
            { MinQuantity: { } least } when quantity < least => Breaks($"quantity {quantity} is below the minimum {least}"),
            { MinNotional: { } least } when price > 0m && price < decimal.MaxValue / Math.Max(1m, quantity) && quantity * price < least => Breaks($"value {quantity * price} is below the minimum {least}"),
            _ => null,
        };
        return fitting;
    }

    /// <summary>An instrument on these steps: where its own are no multiples of them, each is the next multiple above it. What is not told stays as it is.</summary>
    public Instrument Fitted(Instrument instrument) =>
        instrument with { LotSize = OnSteps(instrument.LotSize, LotSize), TickSize = OnSteps(instrument.TickSize, Finest(TickSize, TickSizeBelowOne)) };

    /// <summary>What of the steps an instrument is configured with is no multiple of these, and what is used instead, each a sentence; none where they fit or are not told.</summary>
    public IEnumerable<string> Unfitting(Instrument instrument)
    {
        var fitted = Fitted(instrument);
        if (fitted.LotSize != instrument.LotSize)
            yield return string.Create(CultureInfo.InvariantCulture, $"{Symbol} has lotSize {instrument.LotSize} and the venue lots of {LotSize}: a daemon that starts trades lots of {fitted.LotSize}");
        if (fitted.TickSize != instrument.TickSize)
            yield return string.Create(CultureInfo.InvariantCulture, $"{Symbol} has tickSize {instrument.TickSize} and the venue ticks of {Finest(TickSize, TickSizeBelowOne)}: a daemon that starts prices on ticks of {fitted.TickSize}");
    }

    // A step so fine that it cannot be counted is no step.
    private static decimal OnSteps(decimal own, decimal? theirs) =>
        theirs is not (> 0m and { } step) || (step < 1m && own > decimal.MaxValue * step) || own % step == 0m ? own : Math.Ceiling(own / step) * step;

    private static decimal? Finest(decimal? one, decimal? other) => one is { } left && other is { } right ? Math.Min(left, right) : one ?? other;

    private PlacementAnswer.Refused Breaks(FormattableString rule) => PlacementAnswer.Refused.Here(VenueRefusal.InvalidIncrement, $"{Symbol}: {rule.ToString(CultureInfo.InvariantCulture)}.");

    // A buy limit below the first tick stays as it is, and so does a price of more ticks than there are numbers: the venue's own no is the clearer one.
    private Price OnTick(Price price, bool isUp)
    {
        if ((price.QuotePerBase < 1m ? TickSizeBelowOne ?? TickSize : TickSize) is not (> 0m and { } tick)) return price;
        if (tick < 1m && price.QuotePerBase > decimal.MaxValue * tick) return price;
        var ticks = price.QuotePerBase / tick;
        return Price.TryFrom((isUp ? Math.Ceiling(ticks) : Math.Floor(ticks)) * tick) ?? price;
    }
}
