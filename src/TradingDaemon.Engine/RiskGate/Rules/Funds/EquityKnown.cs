using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Funds;

internal sealed class EquityKnown() : GateRule(
    RiskRule.EquityKnown,
    "Equity and the day's opening equity are known and equity is above zero: of nothing no share can be granted.",
    "Equity cannot be valued: {reason}.")
{
    public override RiskRefusal? Judge(RiskCase order) => order.EquityAccount is > 0m && order.DayOpeningAccount is not null
        ? null
        : Refuse(0m, order.EquityAccount ?? 0m, $"Equity cannot be valued: a holding has no quote yet, or nothing is left.");
}
