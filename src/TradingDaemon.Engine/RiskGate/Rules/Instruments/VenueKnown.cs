using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Instruments;

internal sealed class VenueKnown() : GateRule(
    RiskRule.VenueKnown,
    "The instrument is configured and the order goes to its venue; what exists in the simulation alone is closed there.",
    "{symbol} is not traded at {venue}.",
    [RuleKeys.Instrument(nameof(Instrument.Venue))],
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var intent = order.Intent;
        var isKnown = order.Catalog.Find(intent.Symbol) is { } instrument && instrument.Symbol == order.Instrument.Symbol;
        var isItsVenue = intent.Venue == order.Instrument.Venue || (intent.Venue == FallbackBook.Venue && intent.IsReduceOnly);
        return isKnown && isItsVenue ? null : Refuse(1m, 0m, $"{intent.Symbol} is not traded at {intent.Venue}.");
    }
}
