using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Engine.RiskGate.Cases;

/// <summary>Whether prices of an instrument are to be expected now.</summary>
internal static class MarketState
{
    /// <summary>Whether its market is open by its hours; hours nobody told are closed, but for coins, which have none.</summary>
    public static bool IsWithinHours(Instrument instrument, DateTimeOffset now) => instrument.Hours?.IsOpen(now) ?? instrument.AssetClass == AssetClass.Crypto;

    /// <summary>The first block of a cause that concerns the instrument at its venue; null when there is none.</summary>
    public static EntryBlock? Blocked(RiskCase order, Instrument instrument, BlockCause cause)
    {
        for (var i = 0; i < order.Books.Blocks.Count; i++) // few, and no enumerator to allocate
        {
            var block = order.Books.Blocks[i];
            if (block.Cause == cause && block.Venue == instrument.Venue && block.Concerns(instrument)) return block;
        }

        return null;
    }
}
