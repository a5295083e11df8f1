using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Instruments;

internal sealed class NotionalMax() : GateRule(
    RiskRule.NotionalMax,
    "The order is worth no more than the venue takes. An exit worth more goes in pieces.",
    "Worth {asked} {currency}, the venue takes {limit} or less.",
    [RuleKeys.Instrument(nameof(Instrument.NotionalMax))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order) => order.Instrument.NotionalMax is { } most && order.NotionalQuote > most
        ? Refuse(most, order.NotionalQuote, $"Worth {order.NotionalQuote:0.##} {order.Instrument.Quote}, the venue takes {most:0.##} or less.")
        : null;
}
