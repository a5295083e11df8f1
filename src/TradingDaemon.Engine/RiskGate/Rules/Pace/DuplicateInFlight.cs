using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Pace;

internal sealed class DuplicateInFlight() : GateRule(
    RiskRule.DuplicateInFlight,
    "The strategy has no order in flight on this side of the instrument, an entry at none of the venues that list it; a market maker's quote has company at its own venue in quotes of other layers alone. Exits too: a second one would turn the position over.",
    "{quantity} {side} of {symbol} is already in flight.",
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        // Each venue's position is closed there, a quote is of one venue, and parts of one entry may be at several.
        var isOfVenue = order.Intent.IsReduceOnly || order.Intent.Child is not null || order.Intent.QuoteOf is not null;
        var inFlight = isOfVenue ? order.InFlightOfStrategyBase(order.Intent.Side) : order.InFlightOfPairBase(order.Intent.Side);
        if (inFlight == 0m || (order.Intent.QuoteOf is { } quote && IsAlone(order, quote))) return null;
        return Refuse(0m, inFlight, $"{inFlight} {order.Intent.Side} of {order.Intent.Symbol} is already in flight.");
    }

    private static bool IsAlone(RiskCase order, QuoteOf quote)
    {
        var (open, intent) = (order.Books.Orders.Open, order.Intent);
        for (var i = 0; i < open.Count; i++)
        {
            var other = open[i].Intent;
            if (other.Side != intent.Side || other.Strategy != intent.Strategy || other.Symbol != intent.Symbol) continue;
            if (other.QuoteOf is not { } theirs || theirs.Layer == quote.Layer) return false;
        }

        return true;
    }
}
