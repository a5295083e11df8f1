using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Instruments;

internal sealed class QuantityRange() : GateRule(
    RiskRule.QuantityRange,
    "The quantity is neither below what the venue takes nor above it. A larger exit goes in pieces.",
    "{quantity} of {symbol} is {below or above} the {limit} the venue takes.",
    [RuleKeys.Instrument(nameof(Instrument.QuantityMin)), RuleKeys.Instrument(nameof(Instrument.QuantityMax))],
    bindsExits: true,
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var (quantity, instrument) = (order.Intent.Terms.Quantity.Base, order.Instrument);
        if (order.Intent.Venue == FallbackBook.Venue) return null;
        if (quantity < instrument.QuantityMin) return Refuse(instrument.QuantityMin, quantity, $"{quantity} of {instrument.Symbol} is below the {instrument.QuantityMin} the venue takes.");
        return instrument.QuantityMax is { } most && quantity > most ? Refuse(most, quantity, $"{quantity} of {instrument.Symbol} is above the {most} the venue takes.") : null;
    }
}
