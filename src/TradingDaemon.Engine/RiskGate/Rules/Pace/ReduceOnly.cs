using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Pace;

internal sealed class ReduceOnly() : GateRule(
    RiskRule.ReduceOnly,
    "An order that says it only reduces does: with what is in flight on its side it is no larger than what its strategy holds on the other.",
    "{asked} of {symbol} would be closed, {strategy} holds {limit} to close.",
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var intent = order.Intent;
        if (!intent.IsReduceOnly) return null;
        var held = Math.Max(0m, -order.Books.Positions.NetBase(new PositionKey(intent.Strategy, intent.Symbol)) * intent.Side.Sign());
        var asked = intent.Terms.Quantity.Base + order.InFlightOfStrategyBase(intent.Side);
        return asked <= held ? null : Refuse(held, asked, $"{asked} of {intent.Symbol} would be closed, {intent.Strategy} holds {held} to close.");
    }
}
