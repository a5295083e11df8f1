using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.State;

internal sealed class OutcomeUnknown() : GateRule(
    RiskRule.OutcomeUnknown,
    "What became of every other order on the instrument is known.",
    "{symbol} is frozen until the venue tells what became of an order on it.")
{
    public override RiskRefusal? Judge(RiskCase order) => order.Books.Orders.HasUnknown(order.Intent.Symbol)
        ? Refuse(0m, 1m, $"{order.Intent.Symbol} is frozen until the venue tells what became of an order on it.")
        : null;
}
