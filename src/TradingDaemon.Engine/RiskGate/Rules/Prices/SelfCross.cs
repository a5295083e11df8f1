using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Prices;

internal sealed class SelfCross() : GateRule(
    RiskRule.SelfCross,
    "No resting order of this account, of whichever strategy, stands on the other side at a price the order would meet, in the same thing at another venue neither.",
    "Order {id} of {strategy} rests on the other side at {limit} and would be met.")
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var (open, intent) = (order.Books.Orders.Open, order.Intent);
        if (intent.Terms is OrderTerms.Stop) return null; // it waits for its trigger
        foreach (var same in order.Groups.Together(order.Instrument))
        {
            if (order.Books.Stakes.On(same.Id).InFlightBase(intent.Side.Opposite()) == 0m) continue; // nothing is there to be met
            for (var i = 0; i < open.Count; i++)
            {
                var other = open[i].Intent;
                if (other.Symbol != same.Symbol || other.Side == intent.Side || RestsAt(other) is not { } theirs) continue;
                var isMet = same.Id == order.Instrument.Id ? other.Venue == intent.Venue && IsMet(intent.Side, order.PriceNamed, theirs) : IsMetElsewhere(order, same, theirs);
                if (isMet) return Refuse(theirs, order.PriceQuote, $"Order {other.ClientOrderId} of {other.Strategy} rests on the other side at {theirs} and would be met.");
            }
        }

        return null;
    }

    private static decimal? RestsAt(OrderIntent working) =>
        working.Terms is OrderTerms.Limit limit && limit.MayRest() ? limit.Price.QuotePerBase : null;

    private static bool IsMet(OrderSide side, decimal? ours, decimal theirs) => ours is not { } named || (side == OrderSide.Buy ? named >= theirs : named <= theirs);

    // Orders at two venues never meet. But the thing would be bought here for what it is offered at there, and one of the two is wrong: like with like, in account currency.
    private static bool IsMetElsewhere(RiskCase order, Instrument there, decimal theirs) =>
        order.Valuation.Rate(there) is not { } rate || order.Rate is not { } own || IsMet(order.Intent.Side, order.PriceQuote * own, theirs * rate);
}
