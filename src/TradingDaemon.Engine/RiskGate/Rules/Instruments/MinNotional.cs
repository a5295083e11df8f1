using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Instruments;

internal sealed class MinNotional() : GateRule(
    RiskRule.MinNotional,
    "The order is worth what the venue takes at least. What is closed in the simulation alone asks no venue.",
    "Worth {asked} {currency}, the venue takes {limit} or more.",
    [RuleKeys.Instrument(nameof(Instrument.MinNotional))],
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order) => order.NotionalQuote >= order.Instrument.MinNotional || order.Intent.Venue == FallbackBook.Venue
        ? null
        : Refuse(order.Instrument.MinNotional, order.NotionalQuote, $"Worth {order.NotionalQuote:0.##} {order.Instrument.Quote}, the venue takes {order.Instrument.MinNotional:0.##} or more.");
}
