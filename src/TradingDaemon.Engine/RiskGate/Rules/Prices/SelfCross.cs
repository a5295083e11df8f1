using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Prices;

internal sealed class SelfCross() : GateRule(
    RiskRule.SelfCross,
    "No resting order of this account, of whichever strategy, stands on the other side at a price the order would meet.",
    "Order {id} of {strategy} rests on the other side at {limit} and would be met.")
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var (open, intent) = (order.Books.Orders.Open, order.Intent);
        if (intent.Terms is OrderTerms.Stop || order.Books.Stakes.On(order.Instrument.Id).InFlightBase(intent.Side.Opposite()) == 0m) return null; // it waits for its trigger, or nothing is there to be met
        for (var i = 0; i < open.Count; i++)
        {
            var other = open[i].Intent;
            if (other.Symbol != intent.Symbol || other.Side == intent.Side || other.Venue != intent.Venue || RestsAt(other) is not { } theirs) continue;
            var isMet = order.PriceNamed is not { } ours || (intent.Side == OrderSide.Buy ? ours >= theirs : ours <= theirs);
            if (isMet) return Refuse(theirs, order.PriceQuote, $"Order {other.ClientOrderId} of {other.Strategy} rests on the other side at {theirs} and would be met.");
        }

        return null;
    }

    private static decimal? RestsAt(OrderIntent working) =>
        working.Terms is OrderTerms.Limit limit && limit.MayRest() ? limit.Price.QuotePerBase : null;
}
