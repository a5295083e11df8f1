using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Funds;

internal sealed class BuyingPower() : GateRule(
    RiskRule.BuyingPower,
    "Cash at the venue covers the buy, every buy in flight and every short there in the same currency, and 0.5 % on top for fees and a tick of slippage, or the taker fee and 0.1 % where that is more. A sale brings cash; what a short brought is kept to buy it back. Where the venue tells its own figure, that covers the entry too, with everything sent since it was told; it is told and not old.",
    "Needs {asked} {currency} at {venue}, {limit} is free there.",
    isCap: true)
{
    // On top of every notional, this one's and those in flight, so that the venue does not refuse what the gate let through.
    private const decimal ReserveMin = 0.005m;
    private const decimal Slippage = 0.001m;

    public override RiskRefusal? Judge(RiskCase order)
    {
        var reserve = 1m + Math.Max(ReserveMin, order.TakerFraction + Slippage);
        var asked = order.NotionalQuote * reserve;
        return (order.Intent.Side == OrderSide.Buy ? ByOurs(order, asked, reserve) : null) // a short adds cash; what it may risk is the exposure rules' business
            ?? (order.Offers?.TellsBuyingPower(order.Instrument.Venue) == true ? ByTheVenues(order, asked, reserve) : null);
    }

    private RiskRefusal? ByOurs(RiskCase order, decimal asked, decimal reserve)
    {
        var currency = order.Instrument.Quote.Code;
        var cash = order.Books.Cash.Of(order.Instrument.Venue, currency) + Math.Min(0m, order.Books.Cash.Of(FallbackBook.Venue, currency)); // what the simulation spent is spent, what it earned no venue has
        if (order.Exposure.ReservedQuote is not { } reserved) return Unjudged(0m, $"Needs {asked:0.##} {order.Instrument.Quote} at {order.Instrument.Venue}, an unknown part of its cash is free there.");
        var free = cash - (reserved * reserve);
        return asked <= free ? null : Refuse(free, asked, $"Needs {asked:0.##} {order.Instrument.Quote} at {order.Instrument.Venue}, {free:0.##} is free there.");
    }

    // Of shorts as of buys: the venue takes both off its figure. Of what is quoted in a currency it does not count in, it says nothing.
    private RiskRefusal? ByTheVenues(RiskCase order, decimal asked, decimal reserve)
    {
        var (quote, venue) = (order.Instrument.Quote, order.Instrument.Venue);
        if (order.Books.Gauges.BuyingPower.Of(venue) is not { } power) return Unjudged(0m, $"Needs {asked:0.##} {quote} at {venue}, which has not told yet what is free there.");
        if (power.Told.Currency != quote.Code) return null;
        var age = order.Now - power.Told.At;
        if (age > order.BuyingPowerAgeMax) return Unjudged(0m, $"Needs {asked:0.##} {quote} at {venue}, where it is {age.TotalSeconds:0} s ago and too long that it told what is free there.");
        if (power.Told.Of(order.Instrument.AssetClass) is not { } told) return Unjudged(0m, $"Needs {asked:0.##} {quote} at {venue}, which does not tell of this class what is free there.");
        var free = told - (power.SpentQuote * reserve);
        return asked <= free ? null : Refuse(free, asked, $"Needs {asked:0.##} {quote} at {venue}, {free:0.##} is free there.");
    }
}
