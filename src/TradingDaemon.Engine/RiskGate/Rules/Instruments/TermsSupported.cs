using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Instruments;

internal sealed class TermsSupported() : GateRule(
    RiskRule.TermsSupported,
    "The venue takes orders of this kind and lifetime. A venue that does not say what it takes refuses by itself.",
    "{venue} takes no {kind} order.")
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var asked = Of(order.Intent.Terms);
        var offered = order.Offers?.Of(order.Intent.Venue) ?? OrderKinds.All;
        var lacking = asked & ~offered;
        return lacking == default ? null : Refuse((int)offered, (int)asked, $"{order.Intent.Venue} takes no {lacking} order.");
    }

    private static OrderKinds Of(OrderTerms terms) => terms switch
    {
        OrderTerms.Limit limit => OrderKinds.Limit | (limit.PostOnly ? OrderKinds.PostOnly : default) | limit.TimeInForce switch
        {
            TimeInForce.ImmediateOrCancel => OrderKinds.ImmediateOrCancel,
            TimeInForce.FillOrKill => OrderKinds.FillOrKill,
            TimeInForce.Day => OrderKinds.Day,
            _ => default,
        },
        OrderTerms.Stop => OrderKinds.Stop,
        _ => OrderKinds.Market,
    };
}
