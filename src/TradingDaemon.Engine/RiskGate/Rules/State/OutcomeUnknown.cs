using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.State;

internal sealed class OutcomeUnknown() : GateRule(
    RiskRule.OutcomeUnknown,
    "What became of every other order on the instrument is known, at every venue that lists it.",
    "{symbol} is frozen until the venue tells what became of an order on it.")
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var symbol = order.Intent.Symbol;
        var isUnknown = order.Books.Orders.HasUnknown(symbol);
        foreach (var listed in order.Catalog.Elsewhere(order.Instrument.Id)) isUnknown |= order.Books.Orders.HasUnknown(listed.Symbol);
        return isUnknown ? Refuse(0m, 1m, $"{symbol} is frozen until the venue tells what became of an order on it.") : null;
    }
}
