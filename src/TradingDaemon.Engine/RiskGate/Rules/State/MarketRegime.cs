using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.State;

internal sealed class MarketRegime() : GateRule(
    RiskRule.MarketRegime,
    "The instrument's market is not in a panic and not dead, where the tier keeps entries out then; a regime that is not known yet keeps them out too. Off unless set.",
    "The market of {symbol} is {regime}: nothing is entered then.",
    ["tiers:<tier>:regimes:panicOut", "tiers:<tier>:regimes:deadOut"])
{
    public override RiskRefusal? Judge(RiskCase order) =>
        order.Regimes?.KeepsOut(order.Regime) == true ? Refuse(0m, (int)order.Regime, $"The market of {order.Intent.Symbol} is {order.Regime}: nothing is entered then.") : null;
}
