using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Instruments;

internal sealed class InstrumentTradable() : GateRule(
    RiskRule.InstrumentTradable,
    "The instrument is not switched off; exits neither while it is.",
    "{symbol} is switched off.",
    [RuleKeys.Instrument(nameof(Instrument.Tradable))],
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order) => order.Instrument.Tradable ? null : Refuse(1m, 0m, $"{order.Instrument.Symbol} is switched off.");
}
