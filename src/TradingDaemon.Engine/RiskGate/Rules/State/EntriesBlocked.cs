using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.State;

internal sealed class EntriesBlocked() : GateRule(
    RiskRule.EntriesBlocked,
    "Nothing blocks entries at the venue: books and venue agree (ReconcilePending), its circuit is closed (CircuitOpen), its clock is ours (ClockSkew), its prices arrive (FeedStale) and need no key we lack (KeyMissing), and trading of the instrument is not halted (TradingHalted).",
    "Entries at {venue} are blocked ({cause}): {reason}")
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        for (var i = 0; i < order.Books.Blocks.Count; i++) // few, and no enumerator to allocate; a closed market is refused by the rule of hours
        {
            var block = order.Books.Blocks[i];
            if (block.Cause != BlockCause.MarketClosed && block.Venue == order.Intent.Venue && block.Concerns(order.Instrument)) return Refuse(0m, (int)block.Cause, $"Entries at {block.Venue} are blocked ({block.Cause}): {block.Reason}");
        }

        return null;
    }
}
