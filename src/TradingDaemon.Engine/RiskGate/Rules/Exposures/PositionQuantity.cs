using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class PositionQuantity() : GateRule(
    RiskRule.PositionQuantityMax,
    "The position in the instrument, at every venue that lists it, long or short, all strategies together and with every entry in flight, is of so many coins, shares or contracts at most: as the instrument says, else its class. Off unless set.",
    "Position in {symbol} would be of {asked} units, the limit is {limit}.",
    [RuleKeys.Instrument(nameof(Instrument.PositionMaxBase)), "positionMaxBase:equity", "positionMaxBase:forex", "positionMaxBase:crypto", "positionMaxBase:option"],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Instrument.PositionMaxBase is not { } limit || order.PairBaseAtWorst is var asked && asked <= limit) return null;
        return Refuse(limit, asked, $"Position in {order.Intent.Symbol} would be of {asked:0.########} units, the limit is {limit:0.########}.");
    }
}
