using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Instruments;

internal sealed class MarketOpen() : GateRule(
    RiskRule.MarketOpen,
    "The instrument's market is open: by its hours, and by its venue's own calendar where that is told. Hours nobody told are closed, but for coins, which have none; so is an option for ever after its last trading day, by the date there. An exit passes: the venue keeps it until it opens.",
    "{symbol} is closed: {why}.",
    [RuleKeys.Instrument(nameof(Instrument.Hours))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var instrument = order.Instrument;
        if (instrument.Hours is not { } hours)
            return instrument.AssetClass == AssetClass.Crypto ? null : Unjudged(1m, $"{instrument.Symbol} is closed: nobody told its hours.");
        if (instrument.Option is { } option && hours.DateAt(order.Now) > option.Expiry) return Refuse(1m, 0m, $"{instrument.Symbol} is closed: the contract expired on {option.Expiry:yyyy-MM-dd}.");
        if (!hours.IsOpen(order.Now)) return Refuse(1m, 0m, $"{instrument.Symbol} is closed: it is {order.Now:u}, its hours are {hours}.");
        return MarketState.Blocked(order, instrument, BlockCause.MarketClosed) is { } block ? Refuse(1m, 0m, $"{instrument.Symbol} is closed: {block.Reason}") : null;
    }
}
