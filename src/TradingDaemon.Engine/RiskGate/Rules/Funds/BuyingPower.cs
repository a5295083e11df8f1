using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Funds;

internal sealed class BuyingPower() : GateRule(
    RiskRule.BuyingPower,
    "Cash at the venue covers the buy, every buy in flight and every short there in the same currency, and 0.5 % on top for fees and a tick of slippage, or the taker fee and 0.1 % where that is more. A sale brings cash; what a short brought is kept to buy it back.",
    "Needs {asked} {currency} at {venue}, {limit} is free there.",
    isCap: true)
{
    // On top of every notional, this one's and those in flight, so that the venue does not refuse what the gate let through.
    private const decimal ReserveMin = 0.005m;
    private const decimal Slippage = 0.001m;

    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Intent.Side == OrderSide.Sell) return null; // a short adds cash; what it may risk is the exposure rules' business
        var currency = order.Instrument.Quote.Code;
        var cash = order.Books.Cash.Of(order.Instrument.Venue, currency) + Math.Min(0m, order.Books.Cash.Of(FallbackBook.Venue, currency)); // what the simulation spent is spent, what it earned no venue has
        var reserve = 1m + Math.Max(ReserveMin, order.TakerFraction + Slippage);
        var asked = order.NotionalQuote * reserve;
        if (order.Exposure.ReservedQuote is not { } reserved) return Unjudged(0m, $"Needs {asked:0.##} {order.Instrument.Quote} at {order.Instrument.Venue}, an unknown part of its cash is free there.");
        var free = cash - (reserved * reserve);
        return asked <= free ? null : Refuse(free, asked, $"Needs {asked:0.##} {order.Instrument.Quote} at {order.Instrument.Venue}, {free:0.##} is free there.");
    }
}
